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
 * Writes the records of a file as they are read, each batch in one transaction. Staged rows have no effect until the
 * file is applied. A file that was interrupted is staged again from its first line.
 */
@Component
public class Staging {

    private static final String EMPLOYER =
            """
            insert into employer_year
                (file_id, business_number, year_start, year_end, file_order, content)
            values (:file, :bn, :start, :end, :order, cast(:content as json))
            """;

    /** Whether an attempt was made before: the transaction that writes the first rows notes that the reading begins. */
    private static final String IS_BEGUN = "select read_records is not null from file where id = :file";

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

    /**
     * Begins a file, clearing what an interrupted attempt left.
     *
     * @throws LeaseLostException when another worker has the file
     */
    public void begin(FileLease lease) {
        transaction.executeWithoutResult(status -> {
            files.renew(lease);
            clear(lease);
        });
    }

    private void clear(FileLease lease) {
        if (jdbc.sql(IS_BEGUN)
                .param("file", lease.fileId())
                .query(Boolean.class)
                .single()) {
            staged.discard(lease.fileId());
        }
        files.begin(lease);
    }

    /**
     * Begins a file with what its control file states and its first records, in one transaction: a small file needs no
     * other.
     *
     * @param control what the control file states; null for a feed without one
     * @param employees the employees of the file; those of the batch are added
     * @param batch the first records; none for a file without any
     * @throws LeaseLostException when another worker has the file; nothing is written then
     */
    public void begin(FileLease lease, @Nullable Control control, FileEmployees employees, List<StagedRecord> batch) {
        Rows rows = new Rows(lease, employees, Timestamp.from(clock.instant()));
        batch.forEach(rows::add);
        transaction.executeWithoutResult(status -> {
            files.renew(lease);
            clear(lease);
            if (control != null) {
                write(lease, control);
            }
            write(lease, rows, batch);
        });
        count(lease, batch);
    }

    /** What a control file states of the employer's year, and the claims it names. */
    public record Control(EmployerYear employer, List<EmployerYear.Claim> claims) {}

    /**
     * Writes the employer's year and its claims from a control file.
     *
     * @throws LeaseLostException when another worker has the file
     */
    public void employer(FileLease lease, Control control) {
        transaction.executeWithoutResult(status -> {
            files.renew(lease);
            write(lease, control);
        });
    }

    private void write(FileLease lease, Control control) {
        EmployerYear employer = control.employer();
        jdbc.sql(EMPLOYER)
                .param("file", lease.fileId())
                .param("bn", employer.businessNumber().value())
                .param("start", employer.taxationYear().start())
                .param("end", employer.taxationYear().end())
                .param("order", lease.order())
                .param("content", json.write(employer))
                .update();
        CopyText rows =
                new CopyText("employer_claim (file_id, claim_key, agreement_number, file_order, claimed, t4_income)");
        for (EmployerYear.Claim each : control.claims()) {
            rows.add(lease.fileId())
                    .add(employer.businessNumber() + "/" + each.agreementNumber() + "/"
                            + employer.taxationYear().end())
                    .add(each.agreementNumber())
                    .add(lease.order())
                    .add(each.claimed())
                    .add(each.t4Income())
                    .endRow();
        }
        copy(rows);
    }

    /**
     * Writes a batch in one transaction.
     *
     * @param employees the employees of the file so far; those of the batch are added
     * @throws LeaseLostException when another worker has the file; nothing of the batch is written then
     */
    public void append(FileLease lease, FileEmployees employees, List<StagedRecord> batch) {
        Rows rows = new Rows(lease, employees, Timestamp.from(clock.instant()));
        batch.forEach(rows::add);
        transaction.executeWithoutResult(status -> {
            files.renew(lease);
            write(lease, rows, batch);
        });
        count(lease, batch);
    }

    private void write(FileLease lease, Rows rows, List<StagedRecord> batch) {
        rows.all().forEach(this::copy);
        if (!batch.isEmpty()) {
            StagedRecord last = batch.get(batch.size() - 1);
            files.progress(lease, batch.size(), last.offset() + last.length());
        }
    }

    private void count(FileLease lease, List<StagedRecord> batch) {
        meters.counter("hub.records.staged", "feed", lease.feed().wireName()).increment(batch.size());
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

        private final FileLease lease;
        private final FileEmployees employees;
        private final Timestamp now;
        private final CopyText unreadable = new CopyText(RecordLedger.UNREADABLE);
        private final CopyText registrations = new CopyText(RecordLedger.REGISTRATIONS);
        private final CopyText certificates = new CopyText(RecordLedger.CERTIFICATES);
        private final CopyText payLines = new CopyText(RecordLedger.PAY_LINES);
        private final CopyText newEmployees =
                new CopyText("employee (file_id, number, birth_date, family_name, given_names, account_number, sin)");
        private final CopyText findings = new CopyText(Findings.STAGED);

        Rows(FileLease lease, FileEmployees employees, Timestamp now) {
            this.lease = lease;
            this.employees = employees;
            this.now = now;
        }

        void add(StagedRecord staged) {
            CanonicalRecord canonical = staged.canonical();
            if (canonical instanceof PayLine line) {
                add(staged, line);
            } else if (canonical instanceof Registration registration) {
                add(staged, registration);
            } else if (canonical instanceof Certificate certificate) {
                addRecord(certificates, staged, json.contentDigest(certificate))
                        .add(certificate.memberNumber())
                        .add(certificate.trade())
                        .add(json.write(certificate))
                        .endRow();
            } else {
                addRecord(unreadable, staged, null).endRow();
            }
            for (StagedRecord.StagedFinding finding : staged.findings()) {
                Findings.stage(findings, lease, staged.line(), finding);
            }
        }

        private void add(StagedRecord staged, Registration registration) {
            Sin sin = registration.person().sin();
            addRecord(registrations, staged, json.contentDigest(registration))
                    .add(registration.agreementNumber())
                    .add(registration.person().clientId())
                    .add(registration.person().accountNumber())
                    .add(sin == null || !sin.isValid() ? null : sins.hash(sin))
                    .add(registration.trade())
                    .add(registration.originalAgreementNumber())
                    .add(json.write(registration))
                    .endRow();
        }

        private void add(StagedRecord staged, PayLine line) {
            if (!line.recordKey().equals(staged.recordKey())) {
                throw new IllegalStateException("The key of a pay line is not made of its employer and line id");
            }
            FileEmployees.Employee employee = employee(FileEmployees.person(line));
            addRecord(payLines, staged, json.contentDigest(line, employee.sinHash()));
            PayLineRow.write(payLines, line, employee.number(), staged.amount());
            payLines.endRow();
        }

        private FileEmployees.Employee employee(FileEmployees.Person person) {
            FileEmployees.Employee known = employees.find(person);
            if (known != null) {
                return known;
            }
            FileEmployees.Employee numbered = employees.number(person, sins::hash);
            newEmployees
                    .add(lease.fileId())
                    .add(numbered.number())
                    .add(person.birthDate())
                    .add(person.familyName())
                    .add(person.givenNames())
                    .add(person.accountNumber())
                    .add(person.sin() == null ? null : sins.seal(person.sin()))
                    .endRow();
            return numbered;
        }

        private CopyText addRecord(CopyText rows, StagedRecord staged, byte @Nullable [] digest) {
            return RecordLedger.stage(rows, lease, staged, digest, now);
        }

        List<CopyText> all() {
            return List.of(unreadable, registrations, certificates, newEmployees, payLines, findings);
        }
    }
}
