// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;

/**
 * Which keys depend on what: the statements with which {@link AffectedKeys} marks them, in the table that is named. Where
 * they depend on changed records, these are in the temporary table {@code changed}.
 */
final class DependentKeys {

    /** In the order of the records, so that a batch takes all identifiers of a person and decides the person once. */
    static final String PERSONS_OF_REGISTRATIONS =
            """
            insert into %s (bulk, kind, key)
            select :bulk, 'person', id from (
                select file_id, line, unnest(array['client:' || client_id, 'account:' || account_number,
                                                   'sin:' || sin_hash]) as id from changed) ids
             where id is not null
             group by id
             order by min(file_id), min(line), id
            """;

    /**
     * Marks the claims of the agreements in {@code concerned}. A claim whose pay lines took effect has a decision, or its key
     * waits for one: the reconciler writes the decision and removes the key in one transaction, and a transaction that marks
     * keys holds {@link AdvisoryLock#AFFECTED_KEYS} to its end. A claim without either has no line that could take part in a
     * decision. Before the first payroll file nothing is searched for; later the decided claims of each agreement are looked
     * up, however many there are. The order makes the planner look in the index for whether there are any: it would read the
     * decisions on persons until it finds one on a claim.
     */
    private static final String CLAIMS =
            """
            , waiting as materialized (
                select substring(key from '/(.*)/') as agreement_number, key from dirty_key where kind = 'claim')
            select distinct %2$s, 'claim', d.record_key
              from concerned n
             cross join lateral (
                   select record_key from decision where queue = '%1$s' and group_id = n.agreement_number offset 0) d
             where (select true from decision where queue = '%1$s' order by record_key limit 1)
            union
            select %2$s, 'claim', w.key
              from concerned n join waiting w using (agreement_number)
             where exists (select from waiting)
            """;

    /**
     * Claims of the agreements, of the agreements of the same chains, and of the other agreements of the persons: whether
     * claims share a maximum and where an apprenticeship began depends on all of them. A record that is displaced counts
     * too, because its claims may be alone after it.
     */
    static final String CLAIMS_OF_REGISTRATIONS =
            """
            insert into %s (bulk, kind, key)
            with concerned as (
                select agreement_number from changed
                union select original_agreement from changed
                union select g.agreement_number
                        from changed c
                       cross join lateral (
                             select * from registration where original_agreement = c.agreement_number offset 0) g
                union select g.agreement_number
                        from changed c
                       cross join lateral (
                             select * from registration where original_agreement = c.original_agreement offset 0) g
                union select g.agreement_number
                        from changed c
                       cross join lateral (select * from registration where client_id = c.client_id offset 0) g
                union select g.agreement_number
                        from changed c
                       cross join lateral (
                             select * from registration where account_number = c.account_number offset 0) g
                union select g.agreement_number
                        from changed c
                       cross join lateral (select * from registration where sin_hash = c.sin_hash offset 0) g)
            %s
            """
                    .formatted("%s", claims(":bulk"));

    static final String PERSONS_OF_CERTIFICATES =
            """
            insert into %s (bulk, kind, key)
            select distinct :bulk, 'person', 'account:' || account_number from changed
            """;

    /**
     * A certificate permits work after the end of an agreement (rule X-03); one of apprenticeship, and one that the
     * apprenticeship led to, ends it (ATTC-21). An agreement that does not state the account number is the holder's if
     * another agreement of the person does.
     */
    static final String CLAIMS_OF_CERTIFICATES =
            """
            insert into %s (bulk, kind, key)
            with stated as (
                select c.canonical as certificate, g.agreement_number, g.canonical, g.client_id, g.sin_hash
                  from changed c
                 cross join lateral (
                       select * from registration where account_number = c.account_number offset 0) g),
            held as (
                select certificate, agreement_number, canonical from stated
                union all
                select s.certificate, g.agreement_number, g.canonical
                  from stated s
                 cross join lateral (
                       select * from registration
                        where client_id = s.client_id and account_number is null offset 0) g
                union all
                select s.certificate, g.agreement_number, g.canonical
                  from stated s
                 cross join lateral (
                       select * from registration
                        where sin_hash = s.sin_hash and account_number is null offset 0) g),
            concerned as (
                select distinct agreement_number from held
                 where canonical ->> 'status' <> 'ACTIVE'
                    or canonical ->> 'completionRequirementsMetOn' is not null
                    or certificate ->> 'type' = 'CA'
                    or certificate ->> 'route' = 'APPRENTICESHIP')
            %s
            """
                    .formatted("%s", claims(":bulk"));

    static final String CLAIMS_OF_PAY_LINES =
            """
            insert into %s (bulk, kind, key)
            select distinct :bulk, 'claim', claim_key from changed
            """;

    /** The claims of the taxpayers of claims, of the years that overlap theirs. */
    static final String CLAIMS_OF_SAME_TAXPAYERS =
            """
            insert into %s (bulk, kind, key)
            select distinct true, 'claim', p.claim_key
              from (select distinct left(key, 9) as bn9, cast(substring(key from '[^/]*$') as date) as year_end
                      from unnest(cast(:claims as text[])) as c (key)) c
             cross join lateral (
                   select * from employer_year
                    where business_number between c.bn9 and c.bn9 || 'ZZZZZZ' offset 0) e
              join pay_line p on p.file_id = e.file_id
             where e.year_start <= c.year_end
               and e.year_end > cast(c.year_end - interval '1 year' as date)
            """;

    static final String CLAIMS_OF_YEARS =
            """
            insert into %s (bulk, kind, key)
            select distinct :bulk, 'claim', p.claim_key
              from unnest(cast(:accounts as text[]), cast(:ends as text[])) as y (account, year_end)
              join employer_year e on e.business_number = y.account and e.year_end = cast(y.year_end as date)
              %s
              join pay_line p on p.file_id = e.file_id
             where e.file_id <> all(:except)
            """
                    .formatted("%s", EffectiveFiles.of("e"));

    static final String CLAIMS_UNDER_OTHER_RULES =
            """
            insert into %s (bulk, kind, key)
            select true, 'claim', record_key from decision
             where queue = :queue and rules_digest is distinct from :rules
            """;

    /** The identifiers of a person whose decisions have this group. */
    static final String IDENTIFIERS_OF_GROUP =
            """
            select 'client:' || d.group_id as id
             where exists (select 1 from registration where client_id = d.group_id)
            union all
            select 'account:' || d.group_id
             where exists (select 1 from registration where account_number = d.group_id)
                or exists (select 1 from certificate where account_number = d.group_id)""";

    static final String PERSONS_UNDER_OTHER_RULES =
            """
            insert into %s (bulk, kind, key)
            select true, 'person', id from (
                select distinct group_id from decision
                 where queue = :queue and rules_digest is distinct from :rules) d,
             lateral (%s) i
            """
                    .formatted("%s", IDENTIFIERS_OF_GROUP);

    /** A claim that was decided before claims read links was never decided with the one that its person has. */
    static final String CLAIMS_OF_LINKED =
            """
            insert into %s (bulk, kind, key)
            with linked as (
                select one_person as person from identity_link where outcome = 'LINKED'
                union
                select other_person from identity_link where outcome = 'LINKED'),
            concerned as (
                select g.agreement_number
                  from linked l join registration g on g.client_id = substring(l.person from '^client:(.*)$')
                union
                select g.agreement_number
                  from linked l join registration g on g.account_number = substring(l.person from '^account:(.*)$'))
            %s
            """
                    .formatted("%s", claims("true"));

    /** Persons that were decided before their records were kept under block keys, so that no later record finds them. */
    static final String PERSONS_NOT_INDEXED =
            """
            insert into %s (bulk, kind, key)
            with indexed as (select distinct file_id, line from identity_block)
            select true, 'person', id from (
                select 'client:' || g.client_id as id from registration g
                 where g.client_id is not null and g.state in ('PENDING', 'DELIVERED')
                   and not exists (select from indexed i where i.file_id = g.file_id and i.line = g.line)
                union
                select 'account:' || c.account_number from certificate c
                 where c.account_number is not null and c.state in ('PENDING', 'DELIVERED')
                   and not exists (select from indexed i where i.file_id = c.file_id and i.line = c.line)) persons
            """;

    /**
     * Claims with lines that state a social insurance number where the registration of the agreement states none, and that
     * were decided before such numbers were compared with those of other registrations.
     */
    static final String CLAIMS_WITH_UNCONFIRMED_SINS =
            """
            insert into %s (bulk, kind, key)
            select distinct true, 'claim', d.record_key
              from employee e
              join pay_line p on p.file_id = e.file_id and p.employee = e.number
              join decision d on d.queue = '%s' and d.record_key = p.claim_key
              join registration g on g.agreement_number = d.group_id and g.sin_hash is null
             where e.sin is not null
               and not exists (select from unconfirmed_sin u where u.claim_key = d.record_key)
            """
                    .formatted("%s", OutgoingQueue.TAX.queueName());

    private DependentKeys() {}

    private static String claims(String bulk) {
        return CLAIMS.formatted(OutgoingQueue.TAX.queueName(), bulk).strip();
    }
}
