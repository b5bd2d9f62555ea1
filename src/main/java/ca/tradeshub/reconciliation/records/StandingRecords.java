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
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the records that a batch of keys is decided on, in a few statements a batch. Only applied files count. */
@Component
public class StandingRecords {

    /** Records with their content: of a table of contents, from a relation of states, under a condition. */
    private static final String STANDING_RECORDS =
            """
            select t.content, r.file_id, r.line, r.state, r.held_with, r.byte_offset, r.byte_length, r.file_order,
                   f.feed, f.logical_name, f.content_sha256, f.file_date, f.received_at
              from %s t
              join %s r on r.file_id = t.file_id and r.line = t.line
              join effective_file f on f.id = r.file_id
             where %s and r.state = any(:states)
             order by r.file_order, f.sender collate "C", r.file_id, r.line
            """;

    private static final String OF_CLAIMS =
            "t.claim_key = any(:keys) and (r.state <> 'REJECTED' or r.held_with is not null)";
    private static final String OF_AGREEMENTS = "t.agreement_number = any(:keys)";
    private static final String OF_ACCOUNTS = "t.account_number = any(:keys)";

    private static final String CHAINS =
            """
            with requested as (
                select distinct coalesce(g.original_agreement, g.agreement_number) as first_agreement
                  from registration g where g.agreement_number = any(:keys))
            select g.agreement_number
              from requested q join registration g on g.agreement_number = q.first_agreement
            union
            select g.agreement_number
              from requested q join registration g on g.original_agreement = q.first_agreement
            """;

    private static final String WITH_SHARED_IDENTIFIERS =
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
            union
            select a.agreement_number
              from registration a
              join registration g on g.sin_hash = a.sin_hash and g.agreement_number <> a.agreement_number
             where a.agreement_number = any(:keys)
            """;

    /** Pairs of agreements of one person, from a relation of states. */
    private static final String OF_SAME_PERSONS =
            """
            with requested as (
                select distinct g.agreement_number, g.client_id, g.account_number, g.sin_hash
                  from registration g
                  join %1$s r on r.file_id = g.file_id and r.line = g.line and r.state = any(:states)
                 where g.agreement_number = any(:keys)),
            pair as (
                select q.agreement_number, g.agreement_number as other_agreement, g.file_id, g.line
                  from requested q join registration g on g.client_id = q.client_id
                union
                select q.agreement_number, g.agreement_number, g.file_id, g.line
                  from requested q join registration g on g.account_number = q.account_number
                union
                select q.agreement_number, g.agreement_number, g.file_id, g.line
                  from requested q join registration g on g.sin_hash = q.sin_hash)
            select distinct p.agreement_number, p.other_agreement
              from pair p
              join %1$s r on r.file_id = p.file_id and r.line = p.line and r.state = any(:states)
              join effective_file f on f.id = p.file_id
             where p.agreement_number <> p.other_agreement
            """;

    private static final String DECIDED_CLAIMS =
            "select record_key from decision where queue = :queue and group_id = any(:keys)";

    private static final String EMPLOYER_YEARS =
            """
            select e.business_number, e.content
              from unnest(cast(:taxpayers as text[])) as t (bn9)
              join employer_year e on e.business_number between t.bn9 and t.bn9 || 'ZZZZZZ'
              join effective_file f on f.id = e.file_id
             order by e.file_order desc, f.sender collate "C" desc, e.file_id desc
            """;

    private static final String CLAIMS =
            """
            select distinct on (c.claim_key) c.claim_key, c.agreement_number, c.claimed, c.t4_income
              from employer_claim c join effective_file f on f.id = c.file_id
             where c.claim_key = any(:keys)
             order by c.claim_key, c.file_order desc, f.sender collate "C" desc, c.file_id desc
            """;

    /** Findings of rules on a record that warn or inform, from a relation of findings. */
    private static final String FINDINGS =
            """
            select f.file_id, f.line, f.rule, f.outcome, f.unknown, f.field, f.message_en, f.message_fr, f.citation
              from %s f
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
             where f.outcome in ('warn', 'info') and f.decided_key is null
             order by f.file_id, f.line, f.rule
            """;

    private static final Set<RecordState> NOT_DISPLACED =
            EnumSet.of(RecordState.PENDING, RecordState.DELIVERED, RecordState.OUT_OF_SCOPE, RecordState.HELD);
    private static final Set<RecordState> NOT_DISPLACED_OR_REJECTED = with(RecordState.REJECTED);
    private static final Set<RecordState> EVERY_VERSION = with(RecordState.SUPERSEDED);

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

    /** The same reader over other states and findings, which it reads from relations with the columns of those tables. */
    public StandingRecords as(String records, String findings) {
        return new StandingRecords(jdbc, json, records, findings);
    }

    /**
     * The pay lines of claims, oldest first, by claim key: without duplicate and superseded lines, and without lines
     * rejected for a reason of their own.
     */
    public Map<String, List<StandingRecord<PayLine>>> payLines(Collection<String> claimKeys) {
        Map<String, List<StandingRecord<PayLine>>> byClaim = new HashMap<>();
        this.<PayLine>standing("pay_line", OF_CLAIMS, claimKeys, NOT_DISPLACED_OR_REJECTED, PayLine.class)
                .forEach(fact -> byClaim.computeIfAbsent(fact.content().claimKey(), key -> new ArrayList<>())
                        .add(fact));
        return byClaim;
    }

    /** Every version of agreements that is neither rejected nor duplicate, oldest first, by agreement number. */
    public Map<String, List<StandingRecord<Registration>>> versions(Collection<String> agreementNumbers) {
        Map<String, List<StandingRecord<Registration>>> byAgreement = new HashMap<>();
        this.<Registration>standing("registration", OF_AGREEMENTS, agreementNumbers, EVERY_VERSION, Registration.class)
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
                found.addAll(standing(
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
                : standing("certificate", OF_ACCOUNTS, accountNumbers, NOT_DISPLACED, Certificate.class);
    }

    /** The agreements of the chains that changes of employer make of agreements, these included. */
    public Set<String> ofSameChains(Collection<String> agreementNumbers) {
        return new TreeSet<>(jdbc.sql(CHAINS)
                .param("keys", agreementNumbers.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** The other agreements of the persons that agreements name by client id, account number or SIN, by each agreement. */
    public Map<String, Set<String>> ofSamePersons(Collection<String> agreementNumbers) {
        List<String> shared = withSharedIdentifiers(agreementNumbers);
        return shared.isEmpty() ? Map.of() : ofStandingPersons(shared);
    }

    /**
     * Which of the agreements share an identifier with another agreement, in records of any state. Few do, so that few
     * need the costlier search among all records.
     */
    private List<String> withSharedIdentifiers(Collection<String> agreementNumbers) {
        return jdbc.sql(WITH_SHARED_IDENTIFIERS)
                .param("keys", agreementNumbers.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private Map<String, Set<String>> ofStandingPersons(Collection<String> agreementNumbers) {
        Map<String, Set<String>> others = new TreeMap<>();
        jdbc.sql(OF_SAME_PERSONS.formatted(records))
                .param("keys", agreementNumbers.toArray(String[]::new))
                .param("states", names(NOT_DISPLACED))
                .query(rs -> {
                    others.computeIfAbsent(rs.getString("agreement_number"), key -> new TreeSet<>())
                            .add(rs.getString("other_agreement"));
                });
        return others;
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
     * first, by business number.
     */
    public Map<String, List<EmployerYear>> employerYears(Collection<String> businessNumbers) {
        String[] taxpayers = businessNumbers.stream()
                .map(number -> new BusinessNumber(number).bn9())
                .distinct()
                .toArray(String[]::new);
        Map<String, List<EmployerYear>> byEmployer = new HashMap<>();
        jdbc.sql(EMPLOYER_YEARS).param("taxpayers", taxpayers).query(rs -> {
            EmployerYear year = json.read(rs.getString("content"), EmployerYear.class);
            byEmployer
                    .computeIfAbsent(rs.getString("business_number"), key -> new ArrayList<>())
                    .add(year);
        });
        return byEmployer;
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
                    byRecord.computeIfAbsent(address(rs), key -> new ArrayList<>())
                            .add(finding(rs));
                });
        return byRecord;
    }

    private static RecordAddress address(ResultSet rs) throws SQLException {
        return new RecordAddress(rs.getLong("file_id"), rs.getInt("line"));
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

    private <R extends CanonicalRecord> List<StandingRecord<R>> standing(
            String contents, String condition, Collection<String> keys, Set<RecordState> states, Class<R> type) {
        return jdbc.sql(STANDING_RECORDS.formatted(contents, records, condition))
                .param("keys", keys.toArray(String[]::new))
                .param("states", names(states))
                .query((rs, row) -> standing(rs, type))
                .list();
    }

    private <R extends CanonicalRecord> StandingRecord<R> standing(ResultSet rs, Class<R> type) throws SQLException {
        RecordAddress address = address(rs);
        return new StandingRecord<>(
                address,
                new SourceRef(
                        Feed.ofWireName(rs.getString("feed")),
                        rs.getString("logical_name"),
                        rs.getString("content_sha256"),
                        address.line(),
                        rs.getLong("byte_offset"),
                        rs.getInt("byte_length")),
                RecordState.valueOf(rs.getString("state")),
                rs.getString("held_with"),
                rs.getLong("file_order"),
                rs.getObject("file_date", LocalDate.class),
                rs.getTimestamp("received_at").toInstant(),
                json.read(rs.getString("content"), type));
    }

    private static Set<RecordState> with(RecordState further) {
        Set<RecordState> states = EnumSet.copyOf(NOT_DISPLACED);
        states.add(further);
        return states;
    }

    private static String[] names(Set<RecordState> states) {
        return states.stream().map(RecordState::name).toArray(String[]::new);
    }
}
