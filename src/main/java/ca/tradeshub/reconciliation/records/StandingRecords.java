package ca.tradeshub.reconciliation.records;

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
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the facts a batch of keys is decided on, a few statements a batch. Only applied files count. */
@Component
public class StandingRecords {

    private static final String FACT =
            """
            select t.content, r.file_id, r.line, r.state, r.held_with, r.byte_offset, r.byte_length, r.sequence,
                   f.feed, f.logical_name, f.content_sha256, f.file_date, f.received_at
              from %s t
              join %s r on r.file_id = t.file_id and r.line = t.line
              join effective_file f on f.id = r.file_id
             where %s and r.state = any(:states)
             order by r.sequence, r.line, r.file_id
            """;
    private static final String[] NOT_DISPLACED = {"PENDING", "DELIVERED", "OUT_OF_SCOPE", "HELD"};
    private static final String[] NOT_DISPLACED_OR_REJECTED = {
        "PENDING", "DELIVERED", "OUT_OF_SCOPE", "HELD", "REJECTED"
    };
    private static final String[] EVERY_VERSION = {"PENDING", "DELIVERED", "OUT_OF_SCOPE", "HELD", "SUPERSEDED"};

    private final JdbcClient jdbc;
    private final CanonicalJson json;
    private final String records;
    private final String findings;

    @Autowired
    StandingRecords(JdbcClient jdbc, CanonicalJson json) {
        this(jdbc, json, "record", "finding");
    }

    private StandingRecords(JdbcClient jdbc, CanonicalJson json, String records, String findings) {
        this.jdbc = jdbc;
        this.json = json;
        this.records = records;
        this.findings = findings;
    }

    /** The same facts with other states and findings, read from relations of the columns of those tables. */
    public StandingRecords as(String records, String findings) {
        return new StandingRecords(jdbc, json, records, findings);
    }

    /**
     * The pay lines of claims that are neither rejected by themselves, duplicate nor superseded, oldest first, by claim
     * key.
     */
    public Map<String, List<StandingRecord<PayLine>>> payLines(Collection<String> claimKeys) {
        Map<String, List<StandingRecord<PayLine>>> byClaim = new HashMap<>();
        this.<PayLine>facts(
                        "pay_line",
                        "t.claim_key = any(:keys) and (r.state <> 'REJECTED' or r.held_with is not null)",
                        claimKeys,
                        NOT_DISPLACED_OR_REJECTED,
                        PayLine.class)
                .forEach(fact -> byClaim.computeIfAbsent(fact.content().claimKey(), key -> new ArrayList<>())
                        .add(fact));
        return byClaim;
    }

    /** Every version of agreements that is neither rejected nor duplicate, oldest first, by agreement number. */
    public Map<String, List<StandingRecord<Registration>>> versions(Collection<String> agreementNumbers) {
        Map<String, List<StandingRecord<Registration>>> byAgreement = new HashMap<>();
        this.<Registration>facts(
                        "registration",
                        "t.agreement_number = any(:keys)",
                        agreementNumbers,
                        EVERY_VERSION,
                        Registration.class)
                .forEach(fact -> byAgreement
                        .computeIfAbsent(fact.content().agreementNumber(), key -> new ArrayList<>())
                        .add(fact));
        return byAgreement;
    }

    /** The registrations, neither rejected, duplicate nor superseded, that name any of the persons' identifiers. */
    public List<StandingRecord<Registration>> registrations(Collection<PersonIdentifier> identifiers) {
        List<StandingRecord<Registration>> found = new ArrayList<>();
        for (PersonIdentifier.Kind kind : PersonIdentifier.Kind.values()) {
            List<String> values = PersonIdentifier.values(identifiers, kind);
            if (!values.isEmpty()) {
                found.addAll(facts(
                        "registration",
                        "t." + kind.column() + " = any(:keys)",
                        values,
                        NOT_DISPLACED,
                        Registration.class));
            }
        }
        return found;
    }

    /** The certificates, neither rejected, duplicate nor superseded, of account numbers. */
    public List<StandingRecord<Certificate>> certificates(Collection<String> accountNumbers) {
        return accountNumbers.isEmpty()
                ? List.of()
                : facts(
                        "certificate",
                        "t.account_number = any(:keys)",
                        accountNumbers,
                        NOT_DISPLACED,
                        Certificate.class);
    }

    /**
     * The apprenticeships agreements belong to: the agreements of each chain that a change of employer makes.
     *
     * @return the first agreement of the chain, by each of its agreements
     */
    public Map<String, String> chains(Collection<String> agreementNumbers) {
        Map<String, String> first = new TreeMap<>();
        jdbc.sql(
                        """
                        with asked as (
                            select distinct coalesce(g.original_agreement, g.agreement_number) as first
                              from registration g where g.agreement_number = any(:keys))
                        select g.agreement_number, a.first
                          from asked a join registration g on g.agreement_number = a.first
                        union
                        select g.agreement_number, a.first
                          from asked a join registration g on g.original_agreement = a.first
                        """)
                .param("keys", agreementNumbers.toArray(String[]::new))
                .query(rs -> {
                    first.merge(
                            rs.getString(1), rs.getString(2), (one, other) -> one.compareTo(other) <= 0 ? one : other);
                });
        return first;
    }

    /** The other agreements of the persons that agreements name by client id or account number, by each agreement. */
    public Map<String, Set<String>> ofSamePersons(Collection<String> agreementNumbers) {
        List<String> shared = ofSharedIdentifiers(agreementNumbers);
        return shared.isEmpty() ? Map.of() : ofPersonsWhoStand(shared);
    }

    /**
     * Which of the agreements name an identifier that another agreement names too, whatever became of the records: few
     * do, and the many need not be looked up among all records.
     */
    private List<String> ofSharedIdentifiers(Collection<String> agreementNumbers) {
        return jdbc.sql(
                        """
                        select a.agreement_number
                          from registration a
                          join registration g on g.client_id = a.client_id and g.agreement_number <> a.agreement_number
                         where a.agreement_number = any(:keys)
                        union
                        select a.agreement_number
                          from registration a
                          join registration g on g.account_number = a.account_number
                                             and g.agreement_number <> a.agreement_number
                         where a.agreement_number = any(:keys)
                        """)
                .param("keys", agreementNumbers.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private Map<String, Set<String>> ofPersonsWhoStand(Collection<String> agreementNumbers) {
        Map<String, Set<String>> others = new TreeMap<>();
        jdbc.sql(
                        """
                        with asked as (
                            select distinct g.agreement_number, g.client_id, g.account_number
                              from registration g
                              join %1$s r on r.file_id = g.file_id and r.line = g.line and r.state = any(:states)
                             where g.agreement_number = any(:keys)),
                        met as (
                            select a.agreement_number as one, g.agreement_number as other, g.file_id, g.line
                              from asked a join registration g on g.client_id = a.client_id
                            union
                            select a.agreement_number, g.agreement_number, g.file_id, g.line
                              from asked a join registration g on g.account_number = a.account_number)
                        select distinct m.one, m.other
                          from met m
                          join %1$s r on r.file_id = m.file_id and r.line = m.line and r.state = any(:states)
                          join effective_file f on f.id = m.file_id
                         where m.one <> m.other
                        """
                                .formatted(records))
                .param("keys", agreementNumbers.toArray(String[]::new))
                .param("states", NOT_DISPLACED)
                .query(rs -> {
                    others.computeIfAbsent(rs.getString(1), key -> new TreeSet<>())
                            .add(rs.getString(2));
                });
        return others;
    }

    /** The claims of agreements that have been decided. */
    public List<String> decidedClaims(Collection<String> agreementNumbers) {
        return jdbc.sql("select record_key from decision where queue = :queue and group_id = any(:keys)")
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("keys", agreementNumbers.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** What applied payroll files say of employers, newest first, by business number. */
    public Map<String, List<EmployerYear>> employerYears(Collection<String> businessNumbers) {
        Map<String, List<EmployerYear>> byEmployer = new HashMap<>();
        jdbc.sql(
                        """
                        select e.business_number, e.content
                          from employer_year e join effective_file f on f.id = e.file_id
                         where e.business_number = any(:keys)
                         order by e.sequence desc, e.file_id desc
                        """)
                .param("keys", businessNumbers.toArray(String[]::new))
                .query(rs -> {
                    EmployerYear year = json.read(rs.getString(2), EmployerYear.class);
                    byEmployer
                            .computeIfAbsent(rs.getString(1), key -> new ArrayList<>())
                            .add(year);
                });
        return byEmployer;
    }

    /** What employers claim, from the newest file that names the agreement, by claim key. */
    public Map<String, EmployerYear.Claim> claims(Collection<String> claimKeys) {
        Map<String, EmployerYear.Claim> byKey = new HashMap<>();
        jdbc.sql(
                        """
                        select distinct on (c.claim_key) c.claim_key, c.agreement_number, c.claimed, c.t4_income
                          from employer_claim c join effective_file f on f.id = c.file_id
                         where c.claim_key = any(:keys)
                         order by c.claim_key, c.sequence desc, c.file_id desc
                        """)
                .param("keys", claimKeys.toArray(String[]::new))
                .query(rs -> {
                    byKey.put(
                            rs.getString(1),
                            new EmployerYear.Claim(
                                    rs.getString(2),
                                    new Money(rs.getBigDecimal(3)),
                                    rs.getBigDecimal(4) == null ? null : new Money(rs.getBigDecimal(4))));
                });
        return byKey;
    }

    /** The findings that warn or inform on records, by record. */
    public Map<RecordAddress, List<Finding>> findings(Collection<RecordAddress> records) {
        Map<RecordAddress, List<Finding>> byRecord = new HashMap<>();
        jdbc.sql(
                        """
                        select f.file_id, f.line, f.rule, f.outcome, f.unknown, f.field, f.message_en, f.message_fr,
                               f.citation
                          from %s f
                          join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                            using (file_id, line)
                         where f.outcome in ('warn', 'info')
                         order by f.file_id, f.line, f.rule
                        """
                                .formatted(findings))
                .param("files", records.stream().map(RecordAddress::fileId).toArray(Long[]::new))
                .param("lines", records.stream().map(RecordAddress::line).toArray(Integer[]::new))
                .query(rs -> {
                    String[] citation = rs.getString(9).split(", ", 2);
                    byRecord.computeIfAbsent(new RecordAddress(rs.getLong(1), rs.getInt(2)), key -> new ArrayList<>())
                            .add(new Finding(
                                    rs.getString(3),
                                    Outcome.valueOf(rs.getString(4).toUpperCase(java.util.Locale.ROOT)),
                                    rs.getBoolean(5),
                                    rs.getString(6),
                                    null,
                                    rs.getString(7),
                                    rs.getString(8),
                                    new Citation(citation[0], citation.length > 1 ? citation[1] : "")));
                });
        return byRecord;
    }

    private <R extends CanonicalRecord> List<StandingRecord<R>> facts(
            String table, String condition, Collection<String> keys, String[] states, Class<R> type) {
        return jdbc.sql(FACT.formatted(table, records, condition))
                .param("keys", keys.toArray(String[]::new))
                .param("states", states)
                .query((rs, row) -> new StandingRecord<>(
                        new RecordAddress(rs.getLong(2), rs.getInt(3)),
                        new SourceRef(
                                Feed.ofWireName(rs.getString(9)),
                                rs.getString(10),
                                rs.getString(11),
                                rs.getInt(3),
                                rs.getLong(6),
                                rs.getInt(7)),
                        RecordState.valueOf(rs.getString(4)),
                        rs.getString(5),
                        rs.getInt(8),
                        rs.getObject(12, LocalDate.class),
                        rs.getTimestamp(13).toInstant(),
                        json.read(rs.getString(1), type)))
                .list();
    }
}
