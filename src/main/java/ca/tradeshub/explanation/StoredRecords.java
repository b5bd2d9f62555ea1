// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.explanation.Explanation.MessageLink;
import ca.tradeshub.explanation.Explanation.Said;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.PayLines;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.records.StateReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored records, messages and decisions, each with one statement. */
@Component
class StoredRecords {

    private static final String NEWEST_FILE =
            """
            select id from effective_file
             where logical_name = :name and role = 'data' and not dry_run
             order by id desc limit 1
            """;

    private static final String RECORDS =
            """
            select r.file_id, r.line, r.byte_offset, r.byte_length, r.record_key, r.state, r.rule, r.held_with,
                   f.feed, f.sender, f.logical_name, f.content_sha256, f.file_date, f.rules_digest,
                   coalesce(g.canonical::text, c.canonical::text) as canonical,
                   %s,
                   e.content::text as employer_content, k.logical_name as control_name,
                   coalesce(k.content_sha256, k.archive_sha256) as control_sha256
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join record_status r on r.file_id = w.file_id and r.line = w.line
              join file f on f.id = r.file_id
              left join registration g on g.file_id = r.file_id and g.line = r.line
              left join certificate c on c.file_id = r.file_id and c.line = r.line
              left join pay_line t on t.file_id = r.file_id and t.line = r.line
              left join employee p on p.file_id = t.file_id and p.number = t.employee
              left join employer_year e on e.file_id = r.file_id
              left join file k on k.id = f.control_file
             order by r.file_id, r.line
            """
                    .formatted(PayLines.COLUMNS);

    private static final String FINDINGS =
            """
            select rule, outcome, message_en, message_fr, field, observed, citation
              from finding where file_id = :file and line = :line
             order by rule collate "C", field collate "C", message_en collate "C"
            """;

    private static final String MESSAGES_OF_RECORD =
            """
            select m.message_id, m.queue, m.record_key, m.kind, m.version, m.decided_at, m.rules_digest
              from message_source s join message m on m.id = s.message_id
             where s.file_id = :file and s.lines @> cast(:line as integer)
             order by m.id
            """;

    private static final String MESSAGE =
            """
            select m.message_id, m.queue, m.contract, m.record_key, m.kind, m.version, m.supersedes, m.body,
                   m.rules_digest, m.decided_at, m.sent_at, m.acknowledgement,
                   not exists (select 1 from message n
                                where n.queue = m.queue and n.record_key = m.record_key
                                  and n.version > m.version) as last
              from message_status m where m.message_id = :id
            """;

    private static final String ADDRESSES =
            """
            select f.id as file_id, w.line
              from unnest(cast(:files as text[]), cast(:digests as text[]), cast(:lines as integer[]))
                   with ordinality as w (name, sha256, line, place)
              join effective_file f on f.logical_name = w.name and f.content_sha256 = w.sha256
             order by w.place
            """;

    private final JdbcClient jdbc;
    private final CanonicalJson json;
    private final PayLines payLines;

    StoredRecords(JdbcClient jdbc, CanonicalJson json, PayLines payLines) {
        this.jdbc = jdbc;
        this.json = json;
        this.payLines = payLines;
    }

    /**
     * A record with its file.
     *
     * @param address its place in the ledger
     * @param offset its first byte in the file
     * @param length its bytes
     * @param recordKey its key
     * @param state its state and the reason for it
     * @param facts what rules read of its file
     * @param file its file
     * @param content the record, null when mapping could not read it
     */
    record Stored(
            RecordAddress address,
            long offset,
            int length,
            String recordKey,
            StateReason state,
            FileContext facts,
            StoredFile file,
            @Nullable CanonicalRecord content) {

        String ref() {
            return Refs.of(address);
        }

        /** The claim a pay line belongs to, null for another record. */
        @Nullable
        String claimKey() {
            return content instanceof PayLine line ? line.claimKey() : null;
        }
    }

    /**
     * A file that took effect.
     *
     * @param name its name
     * @param sha256 the digest of its content
     * @param rulesDigest the rule set it was judged under
     * @param control the control file of a payroll file, else null
     */
    record StoredFile(String name, String sha256, String rulesDigest, @Nullable ControlFile control) {}

    /** A control file and the digest of its content. */
    record ControlFile(String name, String sha256) {}

    /**
     * A message as it was made.
     *
     * @param version its place among the versions of its key
     * @param body its text
     * @param rulesDigest the rule set it was decided under
     * @param course when it was decided and sent, and its acknowledgement
     */
    record StoredMessage(
            String messageId,
            String queue,
            String contract,
            String recordKey,
            Version version,
            String body,
            String rulesDigest,
            Course course) {}

    /**
     * The place of a message among the versions of its key.
     *
     * @param kind what it does to the version before
     * @param number 1, 2, 3 …
     * @param supersedes the message it replaces, null for none
     * @param last whether no newer one was made
     */
    record Version(String kind, int number, @Nullable String supersedes, boolean last) {}

    /** When a message was decided and sent, and how it was acknowledged; null for what did not happen yet. */
    record Course(String decidedAt, @Nullable String sentAt, @Nullable String acknowledgement) {}

    /** The newest file of a name that took effect. */
    Optional<Long> file(String logicalName) {
        return jdbc.sql(NEWEST_FILE)
                .param("name", logicalName)
                .query(Long.class)
                .optional();
    }

    /** The records that exist at the addresses, by address. */
    Map<RecordAddress, Stored> records(Collection<RecordAddress> addresses) {
        Map<RecordAddress, Stored> records = new LinkedHashMap<>();
        jdbc.sql(RECORDS)
                .params(RecordAddress.columns(addresses))
                .query((rs, row) -> stored(rs))
                .list()
                .forEach(stored -> records.put(stored.address(), stored));
        return records;
    }

    private Stored stored(ResultSet rs) throws SQLException {
        Feed feed = Feed.ofWireName(rs.getString("feed"));
        String employer = rs.getString("employer_content");
        PayLine line = payLines.read(rs);
        String canonical = rs.getString("canonical");
        return new Stored(
                RecordAddress.of(rs),
                rs.getLong("byte_offset"),
                rs.getInt("byte_length"),
                rs.getString("record_key"),
                new StateReason(
                        RecordState.valueOf(rs.getString("state")), rs.getString("rule"), rs.getString("held_with")),
                new FileContext(
                        feed,
                        rs.getString("sender"),
                        rs.getObject("file_date", LocalDate.class),
                        employer == null ? null : json.read(employer, EmployerYear.class)),
                file(rs),
                canonical == null ? line : json.read(canonical, feed.recordType()));
    }

    private static StoredFile file(ResultSet rs) throws SQLException {
        String control = rs.getString("control_name");
        return new StoredFile(
                rs.getString("logical_name"),
                rs.getString("content_sha256"),
                rs.getString("rules_digest"),
                control == null ? null : new ControlFile(control, rs.getString("control_sha256")));
    }

    /** The findings on a record. */
    List<Said> findings(RecordAddress address) {
        return jdbc.sql(FINDINGS)
                .param("file", address.fileId())
                .param("line", address.line())
                .query((rs, row) -> new Said(
                        rs.getString("rule"),
                        rs.getString("outcome"),
                        new Text(rs.getString("message_en"), rs.getString("message_fr")),
                        rs.getString("field"),
                        rs.getString("observed"),
                        rs.getString("citation")))
                .list();
    }

    /** The messages based on a record, oldest first. */
    List<MessageLink> messages(RecordAddress address) {
        return jdbc.sql(MESSAGES_OF_RECORD)
                .param("file", address.fileId())
                .param("line", address.line())
                .query((rs, row) -> new MessageLink(
                        rs.getString("message_id"),
                        rs.getString("queue"),
                        Masking.recordKey(rs.getString("record_key")),
                        rs.getString("kind"),
                        rs.getInt("version"),
                        rs.getTimestamp("decided_at").toInstant().toString(),
                        rs.getString("rules_digest")))
                .list();
    }

    /** A message. */
    Optional<StoredMessage> message(String messageId) {
        return jdbc.sql(MESSAGE)
                .param("id", messageId)
                .query((rs, row) -> new StoredMessage(
                        rs.getString("message_id"),
                        rs.getString("queue"),
                        rs.getString("contract"),
                        rs.getString("record_key"),
                        new Version(
                                rs.getString("kind"),
                                rs.getInt("version"),
                                rs.getString("supersedes"),
                                rs.getBoolean("last")),
                        rs.getString("body"),
                        rs.getString("rules_digest"),
                        new Course(
                                rs.getTimestamp("decided_at").toInstant().toString(),
                                instant(rs, "sent_at"),
                                rs.getString("acknowledgement"))))
                .optional();
    }

    /** The ledger addresses of the records that a message names by file, digest and line. */
    List<RecordAddress> addresses(List<String> files, List<String> digests, List<Integer> lines) {
        return jdbc.sql(ADDRESSES)
                .param("files", files.toArray(String[]::new))
                .param("digests", digests.toArray(String[]::new))
                .param("lines", lines.toArray(Integer[]::new))
                .query((rs, row) -> RecordAddress.of(rs))
                .list();
    }

    private static @Nullable String instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant().toString();
    }
}
