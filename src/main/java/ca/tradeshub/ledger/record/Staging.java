// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.protection.SinProtection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the records of files as they are read, each batch in one transaction. Staged rows have no effect until the
 * file is applied. A file that was interrupted is staged again from its first line.
 */
@Component
public class Staging {

    private static final String EMPLOYER_YEARS =
            "employer_year (file_id, business_number, year_start, year_end, file_order, content)";

    private static final String EMPLOYER_CLAIMS =
            "employer_claim (file_id, claim_key, agreement_number, file_order, claimed, t4_income)";

    /** Files of which an attempt was made before: the transaction that writes the first rows notes that the reading begins. */
    private static final String BEGUN = "select id from file where id = any(:files) and read_records is not null";

    private static final String COMMIT_WITHOUT_WAITING = "set local synchronous_commit = off";

    private static final String WAGE_ALLOCATION_EXCESS =
            """
            with stated as (
                select distinct on (p.record_key) p.line, p.claim_key as claim,
                       coalesce(e.account_number,
                                concat_ws('/', e.family_name, e.given_names, e.birth_date)) as employee,
                       p.period_start as start, p.period_end as end,
                       coalesce(p.gross_wages, p.amount) as gross,
                       coalesce(p.employee_total_wages, p.gross_wages, p.amount) as paid
                  from pay_line p join employee e on e.file_id = p.file_id and e.number = p.employee
                 where p.file_id = :file and p.state <> 'REJECTED'
                 order by p.record_key, p.line),
            shared as (
                select line, gross, paid, sum(gross) over w as allocated,
                       min(claim) over w <> max(claim) over w as trades
                  from stated window w as (partition by employee, start, "end"))
            select line, paid, allocated from shared
             where trades and gross >= 0 and allocated > 0 and paid < allocated order by line
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FileLedger files;
    private final StagedRecords staged;
    private final RecordLedger records;
    private final CanonicalJson json;
    private final SinProtection sins;
    private final Clock clock;
    private final MeterRegistry meters;

    Staging(
            DataSource dataSource,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FileLedger files,
            StagedRecords staged,
            RecordLedger records,
            CanonicalJson json,
            SinProtection sins,
            Clock clock,
            MeterRegistry meters) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.files = files;
        this.staged = staged;
        this.records = records;
        this.json = json;
        this.sins = sins;
        this.clock = clock;
        this.meters = meters;
    }

    /** What a control file states of the employer's year, and the claims it names. */
    public record Control(EmployerYear employer, List<EmployerYear.Claim> claims) {}

    /**
     * Records of one file that are staged together with those of other files.
     *
     * @param isFirst whether the reading of the file begins with them
     * @param control what the control file states, with the first records; null for a feed without one
     * @param employees the employees of the file so far; those of the records are added
     * @param records the records; none for a file without any
     */
    public record Part(
            FileLease lease,
            boolean isFirst,
            @Nullable Control control,
            FileEmployees employees,
            List<StagedRecord> records) {

        /** The first records of a file, which replace what an interrupted attempt left. */
        public static Part first(
                FileLease lease, @Nullable Control control, FileEmployees employees, List<StagedRecord> records) {
            return new Part(lease, true, control, employees, records);
        }

        /** Further records of a file. */
        public static Part further(FileLease lease, FileEmployees employees, List<StagedRecord> records) {
            return new Part(lease, false, null, employees, records);
        }

        private FileLedger.Progress progress() {
            StagedRecord last = records.isEmpty() ? null : records.get(records.size() - 1);
            return new FileLedger.Progress(
                    lease, isFirst, records.size(), last == null ? null : last.offset() + last.length());
        }
    }

    /** Records of one file, or of several, with the rows that they are written as. */
    public static final class Batch {

        private final List<Part> parts;
        private final List<CopyText> rows;

        private Batch(List<Part> parts, List<CopyText> rows) {
            this.parts = parts;
            this.rows = rows;
        }
    }

    /**
     * Composes the rows of a batch, which costs about as much as writing them. The batches of a file are composed in its
     * order.
     *
     * @param parts the records of one file, or of several, each named once
     */
    public Batch compose(List<Part> parts) {
        Rows rows = new Rows(Timestamp.from(clock.instant()));
        parts.forEach(rows::add);
        return new Batch(List.copyOf(parts), rows.all());
    }

    /**
     * Writes a batch in one transaction. Its commit does not wait for the disk: the transaction that applies the file
     * does, and everything before it is on the disk then as well; a file that a crash takes records from was not applied
     * and is staged again.
     *
     * @param held the leases of the worker, which are all renewed
     * @throws LeaseLostException when another worker has one of the files; nothing of the batch is written then
     */
    public void write(List<FileLease> held, Batch batch) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(COMMIT_WITHOUT_WAITING).update();
            files.renew(held);
            clear(batch.parts.stream().filter(Part::isFirst).toList());
            batch.rows.forEach(this::copy);
            files.progress(batch.parts.stream().map(Part::progress).toList());
        });
        batch.parts.forEach(part -> meters.counter(
                        "hub.records.staged", "feed", part.lease().feed().wireName())
                .increment(part.records().size()));
    }

    private void clear(List<Part> first) {
        if (!first.isEmpty()) {
            jdbc.sql(BEGUN)
                    .param("files", Columns.of(first, part -> part.lease().fileId(), Long[]::new))
                    .query(Long.class)
                    .list()
                    .forEach(staged::discard);
        }
    }

    /**
     * A pay line that states less than what is allocated over the trades of its employee and pay period.
     *
     * @param line line number
     * @param paid what it states the employee was paid in the period
     * @param allocated the sum of the gross wages over the trades
     */
    public record WageAllocationExcess(int line, Money paid, Money allocated) {}

    /**
     * The staged pay lines that state less pay than is allocated to their employee and pay period over several
     * agreements. A line sent twice counts once. A reversal counts in the sum, but is not reported.
     */
    public List<WageAllocationExcess> wageAllocationExcess(FileLease lease) {
        return jdbc.sql(WAGE_ALLOCATION_EXCESS)
                .param("file", lease.fileId())
                .query((rs, row) -> new WageAllocationExcess(
                        rs.getInt("line"),
                        new Money(rs.getBigDecimal("paid")),
                        new Money(rs.getBigDecimal("allocated"))))
                .list();
    }

    /**
     * Rejects staged records for findings that need several records of the file.
     *
     * @param found the finding of each record, by line
     * @throws LeaseLostException when another worker has the file
     */
    public void reject(FileLease lease, Map<Integer, StagedRecord.StagedFinding> found) {
        CopyText rows = new CopyText(Findings.STAGED);
        found.forEach((line, finding) -> Findings.stage(rows, lease, line, finding));
        transaction.executeWithoutResult(status -> {
            files.renew(lease);
            copy(rows);
            found.forEach((line, finding) -> records.reject(lease, line, finding.rule()));
        });
    }

    private void copy(CopyText rows) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            rows.copyInto(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("A batch could not be copied into the ledger", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** The rows of one batch, for each table. */
    private final class Rows {

        private final Timestamp now;
        private final CopyText employerYears = new CopyText(EMPLOYER_YEARS);
        private final CopyText employerClaims = new CopyText(EMPLOYER_CLAIMS);
        private final CopyText unreadable = new CopyText(RecordLedger.UNREADABLE);
        private final CopyText registrations = new CopyText(RecordLedger.REGISTRATIONS);
        private final CopyText certificates = new CopyText(RecordLedger.CERTIFICATES);
        private final CopyText payLines = new CopyText(RecordLedger.PAY_LINES);
        private final CopyText newEmployees =
                new CopyText("employee (file_id, number, birth_date, family_name, given_names, account_number, sin)");
        private final CopyText findings = new CopyText(Findings.STAGED);

        Rows(Timestamp now) {
            this.now = now;
        }

        void add(Part part) {
            if (part.control() != null) {
                add(part.lease(), part.control());
            }
            part.records().forEach(record -> add(part, record));
        }

        private void add(FileLease lease, Control control) {
            EmployerYear employer = control.employer();
            employerYears
                    .add(lease.fileId())
                    .add(employer.businessNumber().value())
                    .add(employer.taxationYear().start())
                    .add(employer.taxationYear().end())
                    .add(lease.order())
                    .add(json.write(employer))
                    .endRow();
            for (EmployerYear.Claim each : control.claims()) {
                employerClaims
                        .add(lease.fileId())
                        .add(employer.businessNumber() + "/" + each.agreementNumber() + "/"
                                + employer.taxationYear().end())
                        .add(each.agreementNumber())
                        .add(lease.order())
                        .add(each.claimed())
                        .add(each.t4Income())
                        .endRow();
            }
        }

        private void add(Part part, StagedRecord staged) {
            CanonicalRecord canonical = staged.canonical();
            if (canonical instanceof PayLine line) {
                add(part, staged, line);
            } else if (canonical instanceof Registration registration) {
                add(part, staged, registration);
            } else if (canonical instanceof Certificate certificate) {
                addRecord(certificates, part, staged, json.contentDigest(certificate))
                        .add(certificate.memberNumber())
                        .add(certificate.trade())
                        .add(json.write(certificate))
                        .endRow();
            } else {
                addRecord(unreadable, part, staged, null).endRow();
            }
            for (StagedRecord.StagedFinding finding : staged.findings()) {
                Findings.stage(findings, part.lease(), staged.line(), finding);
            }
        }

        private void add(Part part, StagedRecord staged, Registration registration) {
            Sin sin = registration.person().sin();
            addRecord(registrations, part, staged, json.contentDigest(registration))
                    .add(registration.agreementNumber())
                    .add(registration.person().clientId())
                    .add(registration.person().accountNumber())
                    .add(sin == null || !sin.isValid() ? null : sins.hash(sin))
                    .add(registration.trade())
                    .add(registration.originalAgreementNumber())
                    .add(json.write(registration))
                    .endRow();
        }

        private void add(Part part, StagedRecord staged, PayLine line) {
            if (!line.recordKey().equals(staged.recordKey())) {
                throw new IllegalStateException("The key of a pay line is not made of its employer and line id");
            }
            FileEmployees.Employee employee = employee(part, FileEmployees.person(line));
            addRecord(payLines, part, staged, json.contentDigest(line, employee.sinHash()));
            PayLineRow.write(payLines, line, employee.number(), staged.amount());
            payLines.endRow();
        }

        private FileEmployees.Employee employee(Part part, FileEmployees.Person person) {
            FileEmployees.Employee known = part.employees().find(person);
            if (known != null) {
                return known;
            }
            FileEmployees.Employee numbered = part.employees().number(person, sins::hash);
            newEmployees
                    .add(part.lease().fileId())
                    .add(numbered.number())
                    .add(person.birthDate())
                    .add(person.familyName())
                    .add(person.givenNames())
                    .add(person.accountNumber())
                    .add(person.sin() == null ? null : sins.seal(person.sin()))
                    .endRow();
            return numbered;
        }

        private CopyText addRecord(CopyText rows, Part part, StagedRecord staged, byte @Nullable [] digest) {
            return RecordLedger.stage(rows, part.lease(), staged, digest, now);
        }

        List<CopyText> all() {
            return List.of(
                    employerYears,
                    employerClaims,
                    unreadable,
                    registrations,
                    certificates,
                    newEmployees,
                    payLines,
                    findings);
        }
    }
}
