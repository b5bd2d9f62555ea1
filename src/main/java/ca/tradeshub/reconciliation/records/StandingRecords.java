// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.law.Citation;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.PayLineRow;
import ca.tradeshub.ledger.record.PayLines;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the records that a batch of keys is decided on, in a few statements a batch. Only applied files count. */
@Component
public class StandingRecords {

    /**
     * Records of the table of a feed, with the columns of their content, by keys. Those of each key are looked up alone, and
     * OFFSET 0 keeps the planner to it: while tables grow, it expects so many records of a key that it would read all records
     * of the table. In a preview, the states of some records are those of another table. A record that was completed outside
     * the hub does not count: it is withheld and out of scope; nor does one that was rejected for a reason of its own.
     */
    private static final String STANDING_RECORDS =
            """
            select %1$s, %2$s as state, %3$s as held_with, t.byte_offset, t.byte_length,
                   f.file_order, f.feed, f.sender, f.logical_name, f.content_sha256, f.file_date, f.received_at
              from unnest(cast(:keys as text[])) as k (key)
             cross join lateral (select * from %4$s r where %6$s offset 0) t
              %7$s
              %5$s
             where %2$s = any(:states) and (%2$s <> 'REJECTED' or %3$s is not null)
               and not (t.withheld and t.state = 'OUT_OF_SCOPE')
            """;

    private static final String JSON_COLUMNS = "t.file_id, t.line, t.canonical";

    private static final String OF_CLAIM = ClaimLines.of("r", "k.key");
    private static final String OF_AGREEMENT = "r.agreement_number = k.key";
    private static final String OF_ACCOUNT = "r.account_number = k.key";

    private static final String AT =
            """
            r.file_id = cast(split_part(k.key, ':', 1) as bigint)
                   and r.line = cast(split_part(k.key, ':', 2) as integer)""";

    private static final String DECIDED_CLAIMS =
            "select record_key from decision where queue = :queue and group_id = any(:keys)";

    /**
     * A file whose lines were all replaced or returned states nothing any more. One does that only repeats lines, or whose
     * lines are rejected with their claim, which may restore them. Of each file one line is looked up. OFFSET 0 makes the
     * planner look up each taxpayer on its own; it would compare each with all employers.
     */
    private static final String EMPLOYER_YEARS =
            """
            select e.business_number, e.content, e.file_id, f.sender, f.logical_name
              from unnest(cast(:taxpayers as text[])) as t (bn9)
             cross join lateral (
                   select * from employer_year
                    where business_number between t.bn9 and t.bn9 || 'ZZZZZZ' offset 0) e
              %s
             where %s
             order by e.file_order desc, f.sender collate "C" desc, e.file_id desc
            """;

    /** A record that a person's decision reads is found under block keys only when they are stored. */
    private static final String WITHOUT_BLOCK_KEYS =
            """
            with indexed as (select distinct file_id, line from identity_block),
            standing as (
                select t.file_id, t.line, %1$s as state from registration t %2$s
                union all
                select t.file_id, t.line, %1$s as state from certificate t %2$s)
            select s.file_id, s.line from standing s join effective_file f on f.id = s.file_id
             where s.state in ('PENDING', 'DELIVERED')
               and not exists (select from indexed i where i.file_id = s.file_id and i.line = s.line)
             order by s.file_id, s.line
            """;

    private static final String CLAIMS =
            """
            select distinct on (c.claim_key) c.claim_key, c.agreement_number, c.claimed, c.t4_income
              from employer_claim c
              %s
             where c.claim_key = any(:keys)
             order by c.claim_key, c.file_order desc, f.sender collate "C" desc, c.file_id desc
            """
                    .formatted(EffectiveFiles.of("c"));

    /**
     * Findings of rules on a record that warn or inform, from a relation of findings; each record is looked up alone. They
     * are in the order of all that a consumer sees of them, because a rule may find several things on a record.
     */
    private static final String FINDINGS =
            """
            select f.file_id, f.line, f.rule, f.outcome, f.unknown, f.field, f.message_en, f.message_fr, f.citation
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
             cross join lateral (
                   select * from %s where file_id = w.file_id and line = w.line offset 0) f
             where f.outcome in ('warn', 'info') and f.decided_key is null
             order by f.file_id, f.line, f.rule collate "C", f.field collate "C", f.message_en collate "C", f.outcome,
                      f.citation collate "C"
            """;

    private static final Set<RecordState> STANDING_OR_REJECTED = with(RecordState.REJECTED);
    private static final Set<RecordState> EVERY_VERSION = with(RecordState.SUPERSEDED);

    private final JdbcClient jdbc;
    private final CanonicalJson json;
    private final PayLines payLines;
    private final States states;
    private final String findings;
    private final RelatedAgreements related;

    @Autowired
    StandingRecords(JdbcClient jdbc, CanonicalJson json, PayLines payLines) {
        this(jdbc, json, payLines, States.OWN, "finding");
    }

    private StandingRecords(JdbcClient jdbc, CanonicalJson json, PayLines payLines, States states, String findings) {
        this.jdbc = jdbc;
        this.json = json;
        this.payLines = payLines;
        this.states = states;
        this.findings = findings;
        this.related = new RelatedAgreements(jdbc, states);
    }

    /**
     * The same reader over other states and findings.
     *
     * @param others the states
     * @param findings a relation with the columns of {@code finding}
     */
    public StandingRecords as(States others, String findings) {
        return new StandingRecords(jdbc, json, payLines, others, findings);
    }

    /** The constants of a file. */
    private record SourceFile(
            Feed feed, String sender, String name, String sha256, LocalDate fileDate, Instant receivedAt) {}

    /**
     * A record as it was read.
     *
     * @param content what its content is made of
     */
    private record Read<C>(
            RecordAddress address,
            SourceFile file,
            RecordState state,
            @Nullable String heldWith,
            SourceRef source,
            long fileOrder,
            C content) {

        <R extends CanonicalRecord> StandingRecord<R> with(R record) {
            return new StandingRecord<>(
                    address, source, state, heldWith, fileOrder, file.fileDate(), file.receivedAt(), record);
        }
    }

    /** The order of the files, then of the lines. */
    private static final Comparator<Read<?>> BY_ORDER = Comparator.<Read<?>>comparingLong(Read::fileOrder)
            .thenComparing(read -> read.file().sender())
            .thenComparingLong(read -> read.address().fileId())
            .thenComparingInt(read -> read.address().line());

    /**
     * The pay lines of claims, oldest first, by claim key: without duplicate and superseded lines, and without lines
     * rejected for a reason of their own.
     */
    public Map<String, List<StandingRecord<PayLine>>> payLines(Collection<String> claimKeys) {
        Map<String, List<StandingRecord<PayLine>>> byClaim = new HashMap<>();
        List<Read<PayLineRow>> read = read(
                PayLineRow.COLUMNS, "pay_line", OF_CLAIM, claimKeys, STANDING_OR_REJECTED, Set.of(), PayLineRow::new);
        Function<PayLineRow, PayLine> completing =
                payLines.completing(read.stream().map(Read::content).toList());
        read.forEach(each -> {
            PayLine line = completing.apply(each.content());
            byClaim.computeIfAbsent(line.claimKey(), key -> new ArrayList<>()).add(each.with(line));
        });
        return byClaim;
    }

    /** Every version of agreements that is neither rejected nor duplicate, oldest first, by agreement number. */
    public Map<String, List<StandingRecord<Registration>>> versions(Collection<String> agreementNumbers) {
        Map<String, List<StandingRecord<Registration>>> byAgreement = new HashMap<>();
        this.<Registration>standing(
                        "registration", OF_AGREEMENT, agreementNumbers, EVERY_VERSION, Set.of(), Registration.class)
                .forEach(fact -> byAgreement
                        .computeIfAbsent(fact.content().agreementNumber(), key -> new ArrayList<>())
                        .add(fact));
        return byAgreement;
    }

    /**
     * The registrations, neither rejected, duplicate nor superseded, that name any of the persons' identifiers.
     *
     * @param known addresses of records that were read before and are left out
     */
    public List<StandingRecord<Registration>> registrations(
            Collection<PersonIdentifier> identifiers, Set<RecordAddress> known) {
        List<StandingRecord<Registration>> found = new ArrayList<>();
        for (PersonIdentifier.Kind kind : PersonIdentifier.Kind.values()) {
            List<String> values = PersonIdentifier.values(identifiers, kind);
            if (!values.isEmpty()) {
                found.addAll(standing(
                        "registration",
                        "r." + kind.column() + " = k.key",
                        values,
                        RecordState.STANDING,
                        known,
                        Registration.class));
            }
        }
        return found;
    }

    /** The certificates, neither rejected, duplicate nor superseded, of account numbers. */
    public List<StandingRecord<Certificate>> certificates(Collection<String> accountNumbers) {
        return certificates(accountNumbers, Set.of());
    }

    /**
     * The same without some.
     *
     * @param known addresses of records that were read before and are left out
     */
    public List<StandingRecord<Certificate>> certificates(Collection<String> accountNumbers, Set<RecordAddress> known) {
        return accountNumbers.isEmpty()
                ? List.of()
                : standing("certificate", OF_ACCOUNT, accountNumbers, RecordState.STANDING, known, Certificate.class);
    }

    /** The registrations at addresses, neither rejected, duplicate nor superseded. */
    public List<StandingRecord<Registration>> registrationsAt(Collection<RecordAddress> addresses) {
        return addresses.isEmpty()
                ? List.of()
                : standing("registration", AT, keys(addresses), RecordState.STANDING, Set.of(), Registration.class);
    }

    /** The certificates at addresses, neither rejected, duplicate nor superseded. */
    public List<StandingRecord<Certificate>> certificatesAt(Collection<RecordAddress> addresses) {
        return addresses.isEmpty()
                ? List.of()
                : standing("certificate", AT, keys(addresses), RecordState.STANDING, Set.of(), Certificate.class);
    }

    /** The registrations and certificates that count and of which no block key is stored. */
    public List<RecordAddress> withoutBlockKeys() {
        States of = states.of("t");
        return jdbc.sql(WITHOUT_BLOCK_KEYS.formatted(of.state(), of.join()))
                .query((rs, row) -> RecordAddress.of(rs))
                .list();
    }

    private static List<String> keys(Collection<RecordAddress> addresses) {
        return addresses.stream()
                .map(address -> address.fileId() + ":" + address.line())
                .toList();
    }

    /** The agreements that agreements are related to, over the same records. */
    public RelatedAgreements related() {
        return related;
    }

    /** The claims of agreements that have been decided. */
    public List<String> decidedClaims(Collection<String> agreementNumbers) {
        return jdbc.sql(DECIDED_CLAIMS)
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("keys", agreementNumbers.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /**
     * The years of the employers, and of the other accounts of the same taxpayers, from applied payroll files, newest
     * first, by business number, with the file that states each.
     */
    public SourcedYears employerYears(Collection<String> businessNumbers) {
        String[] taxpayers = businessNumbers.stream()
                .map(number -> new BusinessNumber(number).bn9())
                .distinct()
                .toArray(String[]::new);
        NavigableMap<String, List<EmployerYear>> byEmployer = new TreeMap<>();
        Map<EmployerYear, SourcedYears.ControlFile> oldest = new HashMap<>();
        jdbc.sql(EMPLOYER_YEARS.formatted(EffectiveFiles.of("e"), StatedYears.counts(states)))
                .param("taxpayers", taxpayers)
                .query(rs -> {
                    EmployerYear year = json.read(rs.getString("content"), EmployerYear.class);
                    byEmployer
                            .computeIfAbsent(rs.getString("business_number"), key -> new ArrayList<>())
                            .add(year);
                    oldest.put(
                            year,
                            new SourcedYears.ControlFile(
                                    rs.getLong("file_id"), rs.getString("sender"), rs.getString("logical_name")));
                });
        return new SourcedYears(byEmployer, oldest);
    }

    /** The employers' claims, from the newest file that names the agreement, by claim key. */
    public Map<String, EmployerYear.Claim> claims(Collection<String> claimKeys) {
        Map<String, EmployerYear.Claim> byKey = new HashMap<>();
        jdbc.sql(CLAIMS).param("keys", claimKeys.toArray(String[]::new)).query(rs -> {
            BigDecimal t4Income = rs.getBigDecimal("t4_income");
            byKey.put(
                    rs.getString("claim_key"),
                    new EmployerYear.Claim(
                            rs.getString("agreement_number"),
                            new Money(rs.getBigDecimal("claimed")),
                            t4Income == null ? null : new Money(t4Income)));
        });
        return byKey;
    }

    /** The findings that warn or inform on records, by record. */
    public Map<RecordAddress, List<Finding>> findings(Collection<RecordAddress> records) {
        Map<RecordAddress, List<Finding>> byRecord = new HashMap<>();
        jdbc.sql(FINDINGS.formatted(findings))
                .params(RecordAddress.columns(records))
                .query(rs -> {
                    byRecord.computeIfAbsent(RecordAddress.of(rs), key -> new ArrayList<>())
                            .add(finding(rs));
                });
        return byRecord;
    }

    private static Finding finding(ResultSet rs) throws SQLException {
        String[] citation = rs.getString("citation").split(", ", 2);
        return new Finding(
                rs.getString("rule"),
                Outcome.valueOf(rs.getString("outcome").toUpperCase(Locale.ROOT)),
                rs.getBoolean("unknown"),
                rs.getString("field"),
                null,
                rs.getString("message_en"),
                rs.getString("message_fr"),
                new Citation(citation[0], citation.length > 1 ? citation[1] : ""));
    }

    /** The texts are parsed on all processors; the order of the records is that of the query's result. */
    private <R extends CanonicalRecord> List<StandingRecord<R>> standing(
            String table,
            String condition,
            Collection<String> keys,
            Set<RecordState> wanted,
            Set<RecordAddress> known,
            Class<R> type) {
        return read(JSON_COLUMNS, table, condition, keys, wanted, known, rs -> rs.getString("canonical"))
                .parallelStream()
                .map(record -> record.with(json.read(record.content(), type)))
                .toList();
    }

    /** Reads what the content of a row is made of. */
    @FunctionalInterface
    private interface ContentReader<C> {

        C read(ResultSet rs) throws SQLException;
    }

    private <C> List<Read<C>> read(
            String columns,
            String table,
            String condition,
            Collection<String> keys,
            Set<RecordState> wanted,
            Set<RecordAddress> known,
            ContentReader<C> content) {
        States of = states.of("t");
        Map<Long, SourceFile> files = new HashMap<>();
        List<Read<C>> read = new ArrayList<>();
        jdbc.sql(STANDING_RECORDS.formatted(
                        columns, of.state(), of.heldWith(), table, of.join(), condition, EffectiveFiles.of("t")))
                .param("keys", keys.stream().distinct().toArray(String[]::new))
                .param("states", names(wanted))
                .query(rs -> {
                    RecordAddress address = RecordAddress.of(rs);
                    if (known.contains(address)) {
                        return;
                    }
                    SourceFile file = files.get(address.fileId());
                    if (file == null) {
                        file = file(rs);
                        files.put(address.fileId(), file);
                    }
                    read.add(new Read<>(
                            address,
                            file,
                            RecordState.valueOf(rs.getString("state")),
                            rs.getString("held_with"),
                            new SourceRef(
                                    file.feed(),
                                    file.name(),
                                    file.sha256(),
                                    address.line(),
                                    rs.getLong("byte_offset"),
                                    rs.getInt("byte_length")),
                            rs.getLong("file_order"),
                            content.read(rs)));
                });
        read.sort(BY_ORDER);
        return read;
    }

    private static SourceFile file(ResultSet rs) throws SQLException {
        return new SourceFile(
                Feed.ofWireName(rs.getString("feed")),
                rs.getString("sender"),
                rs.getString("logical_name"),
                rs.getString("content_sha256"),
                rs.getObject("file_date", LocalDate.class),
                rs.getTimestamp("received_at").toInstant());
    }

    private static Set<RecordState> with(RecordState further) {
        Set<RecordState> states = EnumSet.copyOf(RecordState.STANDING);
        states.add(further);
        return states;
    }

    static String[] names(Set<RecordState> states) {
        return states.stream().map(RecordState::name).toArray(String[]::new);
    }
}
