// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.overview.messages.KeyVersion.CauseKind;
import ca.tradeshub.overview.messages.VersionCauses.RelatedFile;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Files without records of a key that its decisions read all the same: with other agreements or certificates of the
 * person, linked persons and changes of employer included, and, for a claim, with pay of the person or a control file of
 * the taxpayer.
 */
@Component
class RelatedFiles {

    private static final String RELATED =
            """
            with m as (
                select id, group_id from message where queue = :queue and record_key = :key),
            source as (
                select distinct s.file_id, s.line from m join message_record s on s.message_id = m.id),
            own as (
                select g.agreement_number, g.original_agreement, g.client_id, g.account_number, g.sin_hash
                  from registration g where :queue = :claims and g.agreement_number in (select group_id from m)
                union
                select g.agreement_number, g.original_agreement, g.client_id, g.account_number, g.sin_hash
                  from source s join registration g on g.file_id = s.file_id and g.line = s.line),
            stated as (
                select 'client:' || client_id as id from own where client_id is not null
                union
                select 'account:' || account_number from own where account_number is not null
                union
                select 'account:' || c.account_number
                  from source s join certificate c on c.file_id = s.file_id and c.line = s.line),
            person as (
                select id from stated
                union
                select l.other_person from stated s join identity_link l on l.one_person = s.id
                union
                select l.one_person from stated s join identity_link l on l.other_person = s.id),
            agreement as (
                select g.agreement_number, g.file_id
                  from person p join registration g on g.client_id = substring(p.id from '^client:(.*)$')
                union
                select g.agreement_number, g.file_id
                  from person p join registration g on g.account_number = substring(p.id from '^account:(.*)$')
                union
                select g.agreement_number, g.file_id from own o join registration g on g.sin_hash = o.sin_hash
                union
                select g.agreement_number, g.file_id
                  from own o join registration g on g.agreement_number = o.original_agreement
                union
                select g.agreement_number, g.file_id
                  from own o join registration g on g.original_agreement = o.agreement_number
                union
                select g.agreement_number, g.file_id
                  from own o join registration g on g.original_agreement = o.original_agreement),
            related as (
                select 'OTHER_AGREEMENT' as kind, file_id
                  from agreement where agreement_number not in (select agreement_number from own)
                union
                select 'CERTIFICATE', c.file_id
                  from person p join certificate c on c.account_number = substring(p.id from '^account:(.*)$')
                union
                select 'OTHER_CLAIM', p.file_id
                  from (select agreement_number from agreement union select agreement_number from own) a
                  join decision d on d.queue = :claims and d.group_id = a.agreement_number and d.record_key <> :key
                  join pay_line p on %s
                 where :queue = :claims
                union
                select 'OTHER_CLAIM', e.file_id
                  from employer_year e
                 where :queue = :claims
                   and e.business_number between left(:key, 9) and left(:key, 9) || 'ZZZZZZ'
                   and cast(substring(:key from '[^/]*$') as date) between e.year_start
                                                                       and e.year_end + interval '1 year')
            select r.kind, f.id, f.logical_name, f.applied_at
              from related r
              join file f on f.id = r.file_id
             where f.applied_at is not null
             order by r.kind, f.id
            """
                    .formatted(ClaimLines.of("p", "d.record_key"));

    private final JdbcClient jdbc;

    RelatedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The files on which a key may depend, whenever they took effect. */
    List<RelatedFile> of(String queue, String key) {
        return jdbc.sql(RELATED)
                .param("queue", queue)
                .param("key", key)
                .param("claims", OutgoingQueue.TAX.queueName())
                .query((row, number) -> new RelatedFile(
                        CauseKind.valueOf(row.getString("kind")),
                        row.getLong("id"),
                        Masking.fileName(row.getString("logical_name")),
                        row.getTimestamp("applied_at").toInstant()))
                .list();
    }
}
