// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.records.LinkedPersons.Link;
import ca.tradeshub.reconciliation.records.PersonIdentifier.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which agreements belong to one chain, to one person, or to persons that are linked. Each key is looked up alone, and
 * OFFSET 0 or LIMIT keeps the planner to it: while tables grow, it would read all registrations for each batch.
 */
public final class RelatedAgreements {

    private static final String CHAINS =
            """
            with requested as materialized (
                select distinct coalesce(g.original_agreement, g.agreement_number) as first_agreement
                  from unnest(cast(:keys as text[])) as k (key)
                 cross join lateral (
                       select original_agreement, agreement_number from registration
                        where agreement_number = k.key offset 0) g)
            select g.agreement_number
              from requested q
             cross join lateral (
                   select agreement_number from registration where agreement_number = q.first_agreement offset 0) g
            union
            select g.agreement_number
              from requested q
             cross join lateral (
                   select agreement_number from registration where original_agreement = q.first_agreement offset 0) g
            """;

    private static final String WITH_SHARED_IDENTIFIERS =
            """
            select distinct k.key
              from unnest(cast(:keys as text[])) as k (key)
             cross join lateral (
                   select client_id, account_number, sin_hash from registration
                    where agreement_number = k.key offset 0) a
             cross join lateral (
                   (select from registration g
                     where g.client_id = a.client_id and g.agreement_number <> k.key limit 1)
                   union all
                   (select from registration g
                     where g.account_number = a.account_number and g.agreement_number <> k.key limit 1)
                   union all
                   (select from registration g
                     where g.sin_hash = a.sin_hash and g.agreement_number <> k.key limit 1)
                   limit 1) other
            """;

    /** Pairs of agreements of one person. */
    private static final String OF_SAME_PERSONS =
            """
            with requested as materialized (
                select distinct g.agreement_number, g.client_id, g.account_number, g.sin_hash
                  from unnest(cast(:keys as text[])) as k (key)
                 cross join lateral (select * from registration where agreement_number = k.key offset 0) g
                  %3$s
                 where %1$s = any(:states)),
            pair as materialized (
                select q.agreement_number, g.agreement_number as other_agreement, g.file_id, g.line
                  from requested q
                 cross join lateral (select * from registration where client_id = q.client_id offset 0) g
                union
                select q.agreement_number, g.agreement_number, g.file_id, g.line
                  from requested q
                 cross join lateral (select * from registration where account_number = q.account_number offset 0) g
                union
                select q.agreement_number, g.agreement_number, g.file_id, g.line
                  from requested q
                 cross join lateral (select * from registration where sin_hash = q.sin_hash offset 0) g)
            select distinct p.agreement_number, p.other_agreement
              from pair p
             cross join lateral (
                   select * from registration where file_id = p.file_id and line = p.line offset 0) g
              %3$s
              %4$s
             where p.agreement_number <> p.other_agreement and %1$s = any(:states)
            """;

    /** The persons that are linked with those of agreements. */
    private static final String LINKED_PERSONS =
            """
            with requested as (
                select distinct g.agreement_number, g.client_id, g.account_number
                  from unnest(cast(:keys as text[])) as k (key)
                 cross join lateral (select * from registration where agreement_number = k.key offset 0) g
                  %4$s
                  %3$s
                 where %1$s = any(:states)),
            link as not materialized (
                select one_person, other_person
                  from identity_link
                 where outcome = 'LINKED' and not (one_person = any(:decided) or other_person = any(:decided))
                union all
                select * from unnest(cast(:ones as text[]), cast(:others as text[])))
            select q.agreement_number, l.other_person as person
              from requested q join link l on l.one_person = 'client:' || q.client_id
            union
            select q.agreement_number, l.one_person
              from requested q join link l on l.other_person = 'client:' || q.client_id
            union
            select q.agreement_number, l.one_person
              from requested q join link l on l.other_person = 'account:' || q.account_number
            """;

    private static final String OF_PERSONS =
            """
            select 'client:' || g.client_id as person, g.agreement_number
              from unnest(cast(:clients as text[])) as k (key)
             cross join lateral (select * from registration where client_id = k.key offset 0) g
              %4$s
              %3$s
             where %1$s = any(:states)
            union
            select 'account:' || g.account_number, g.agreement_number
              from unnest(cast(:accounts as text[])) as k (key)
             cross join lateral (select * from registration where account_number = k.key offset 0) g
              %4$s
              %3$s
             where %1$s = any(:states)
            """;

    private final JdbcClient jdbc;
    private final States states;

    RelatedAgreements(JdbcClient jdbc, States states) {
        this.jdbc = jdbc;
        this.states = states;
    }

    /**
     * What links of persons join.
     *
     * @param agreements the agreements of the linked persons, by each agreement
     * @param accounts the account numbers of the linked persons, by each agreement
     */
    public record Linked(Map<String, Set<String>> agreements, Map<String, Set<String>> accounts) {}

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
        States of = states.of("g");
        jdbc.sql(OF_SAME_PERSONS.formatted(of.state(), of.heldWith(), of.join(), EffectiveFiles.of("g")))
                .param("keys", agreementNumbers.toArray(String[]::new))
                .param("states", StandingRecords.names(RecordState.STANDING))
                .query(rs -> {
                    others.computeIfAbsent(rs.getString("agreement_number"), key -> new TreeSet<>())
                            .add(rs.getString("other_agreement"));
                });
        return others;
    }

    /**
     * The agreements and account numbers of the persons that are linked with those of agreements.
     *
     * @param assumed the links of persons that are decided but not stored
     */
    public Linked linked(Collection<String> agreementNumbers, LinkedPersons assumed) {
        Map<String, Set<PersonIdentifier>> persons = linkedPersons(agreementNumbers, assumed);
        if (persons.isEmpty()) {
            return new Linked(Map.of(), Map.of());
        }
        Map<PersonIdentifier, Set<String>> ofPersons = ofPersons(
                persons.values().stream().flatMap(Set::stream).distinct().toList());
        Map<String, Set<String>> agreements = new TreeMap<>();
        Map<String, Set<String>> accounts = new TreeMap<>();
        persons.forEach((agreement, linked) -> linked.forEach(person -> {
            Set<String> others = new TreeSet<>(ofPersons.getOrDefault(person, Set.of()));
            others.remove(agreement);
            if (!others.isEmpty()) {
                agreements.computeIfAbsent(agreement, key -> new TreeSet<>()).addAll(others);
            }
            if (person.kind() == Kind.ACCOUNT) {
                accounts.computeIfAbsent(agreement, key -> new TreeSet<>()).add(person.value());
            }
        }));
        return new Linked(agreements, accounts);
    }

    private Map<String, Set<PersonIdentifier>> linkedPersons(
            Collection<String> agreementNumbers, LinkedPersons assumed) {
        List<Link> links = new ArrayList<>(assumed.links());
        Map<String, Set<PersonIdentifier>> persons = new HashMap<>();
        States of = states.of("g");
        jdbc.sql(LINKED_PERSONS.formatted(of.state(), of.heldWith(), of.join(), EffectiveFiles.of("g")))
                .param("keys", agreementNumbers.toArray(String[]::new))
                .param("states", StandingRecords.names(RecordState.STANDING))
                .param("decided", texts(assumed.persons()))
                .param("ones", texts(links.stream().map(Link::one).toList()))
                .param("others", texts(links.stream().map(Link::other).toList()))
                .query(rs -> {
                    persons.computeIfAbsent(rs.getString("agreement_number"), key -> new TreeSet<>())
                            .add(PersonIdentifier.parse(rs.getString("person")));
                });
        return persons;
    }

    private Map<PersonIdentifier, Set<String>> ofPersons(Collection<PersonIdentifier> persons) {
        Map<PersonIdentifier, Set<String>> agreements = new HashMap<>();
        States of = states.of("g");
        jdbc.sql(OF_PERSONS.formatted(of.state(), of.heldWith(), of.join(), EffectiveFiles.of("g")))
                .param("clients", PersonIdentifier.values(persons, Kind.CLIENT).toArray(String[]::new))
                .param(
                        "accounts",
                        PersonIdentifier.values(persons, Kind.ACCOUNT).toArray(String[]::new))
                .param("states", StandingRecords.names(RecordState.STANDING))
                .query(rs -> {
                    agreements
                            .computeIfAbsent(PersonIdentifier.parse(rs.getString("person")), key -> new TreeSet<>())
                            .add(rs.getString("agreement_number"));
                });
        return agreements;
    }

    private static String[] texts(Collection<PersonIdentifier> persons) {
        return persons.stream().map(PersonIdentifier::text).toArray(String[]::new);
    }
}
