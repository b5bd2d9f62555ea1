// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.BlockKeys;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Stores persons with a certificate each as rows, in the form in which the hub stores them itself: a file that went
 * through the hub is the model. First each row of the model is made again from its certificate and compared with the
 * hub's own. Not stored are the archived files and the entries of the audit trail.
 */
final class StoredPersons {

    private static final String MODEL_IS_READY =
            """
            select (select count(*) from certificate where state = 'DELIVERED') = %1$d
               and (select count(*) from decision where state = 'SENT') = %1$d
               and (select count(*) from message) = (select coalesce(sum(messages), 0) from send_batch where sent_at is not null)
               and not exists (select from exception_case) and not exists (select from finding)
               and not exists (select from dirty_key) and not exists (select from file where state <> 'CLOSED')
               and not exists (select from sender_response where written_at is null)
            """;

    private static final String COLUMNS =
            """
            select column_name from information_schema.columns
             where table_schema = 'public' and table_name = '%s' and is_generated = 'NEVER' order by ordinal_position
            """;

    private static final String QUEUE = "registry.certification";
    private static final List<String> ENVELOPE =
            List.of("contract", "messageId", "kind", "recordKey", "version", "supersedes", "decidedAt", "rulesVersion");
    private static final Pattern DECIDED = Pattern.compile("\"decidedAt\":\"[^\"]*\"");
    private static final int AT_ONCE = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A file of certificates.
     *
     * @param sequence its number, and that of its row
     * @param name its name
     * @param sha256 digest of its content
     * @param bytes its size
     * @param first number of its first person
     * @param end number after its last person
     */
    record CertificateFile(int sequence, String name, String sha256, int bytes, int first, int end) {}

    /** A certificate as its line states it. */
    record Stated(
            int number,
            String account,
            String key,
            String familyName,
            String givenNames,
            String birthDate,
            String postalCode,
            String trade) {

        String certificate() {
            return key.substring(key.indexOf('/') + 1);
        }

        String recordKey() {
            return account + "/" + trade;
        }
    }

    /** Makes the certificate of a person by number. */
    interface Certificates {

        Stated of(int number);
    }

    /** Makes a file of certificates. */
    interface Files {

        CertificateFile of(int sequence, int first, int end);
    }

    /** A row: the text of each column, null where it is null. */
    private static final class Row extends LinkedHashMap<String, @Nullable String> {

        private static final long serialVersionUID = 1L;

        Row with(String column, Object value) {
            put(column, value.toString());
            return this;
        }

        Row copy() {
            Row copy = new Row();
            copy.putAll(this);
            return copy;
        }
    }

    private record Model(Row certificate, Row decision, Row message, Row source, Row block) {}

    private final Connection connection;
    private final CanonicalJson canonical;
    private final BlockKeys blocks;
    private final PersonEvidences evidences;
    private final Certificates certificates;
    private final Map<String, Model> models = new HashMap<>();

    StoredPersons(Connection connection, Path state, Certificates certificates) throws IOException {
        this.connection = connection;
        this.certificates = certificates;
        SinProtection protection = new SinProtection(KeyRing.read(state.resolve("keys/sin.keys")));
        canonical = new CanonicalJson(protection);
        blocks = new BlockKeys(protection);
        evidences = new PersonEvidences(protection);
    }

    /** Whether everything that follows from the certificates of the model is done. */
    static boolean isReady(Statement statement, int persons) throws SQLException {
        try (ResultSet row = statement.executeQuery(MODEL_IS_READY.formatted(persons))) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Stores persons after those of the model.
     *
     * @param model the file that went through the hub; it has a certificate of each trade
     * @param persons number after the last person
     * @param each persons of a file
     */
    void fill(CertificateFile model, int persons, int each, Files files) throws SQLException, IOException {
        verify(model);
        int first = model.end();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Map<String, String> indexes = indexesOfBlocks(statement);
            for (String index : indexes.keySet()) {
                statement.execute("drop index " + index);
            }
            long message = Long.parseLong(one(statement, "select max(id) from message"));
            markSent(statement, message + persons - first);
            connection.commit();
            int sequence = model.sequence();
            for (int next = first; next < persons; next += each) {
                sequence++;
                CertificateFile file = files.of(sequence, next, Math.min(persons, next + each));
                addFile(model, file);
                for (int from = next; from < file.end(); from += AT_ONCE) {
                    int end = Math.min(file.end(), from + AT_ONCE);
                    copy(file, from, end, message + 1);
                    message += end - from;
                }
                connection.commit();
            }
            for (String definition : indexes.values()) {
                statement.execute(definition);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Marks messages as sent before they are stored: the hub must not send them, nor search all of them for one to send. */
    private static void markSent(Statement statement, long last) throws SQLException {
        statement.execute("select setval(pg_get_serial_sequence('message', 'id'), " + last + ")");
        statement.execute(
                """
                insert into send_batch select queue, %1$d, %1$d - last_id, epoch, attempted_at, sent_at, sent_in
                  from send_batch order by last_id desc limit 1"""
                        .formatted(last));
        statement.execute("update queue_cursor set taken_through = %1$d, sent_through = %1$d where queue = '%2$s'"
                .formatted(last, QUEUE));
    }

    /** The indexes of the block keys with their definitions; to build one at the end takes less time. */
    private static Map<String, String> indexesOfBlocks(Statement statement) throws SQLException {
        Map<String, String> indexes = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(
                "select indexname, indexdef from pg_indexes where tablename = 'identity_block' order by indexname")) {
            while (row.next()) {
                indexes.put(row.getString(1), row.getString(2));
            }
        }
        return indexes;
    }

    /** Makes the rows of the model again. */
    private void verify(CertificateFile model) throws SQLException {
        Map<String, Row> decisions = by("record_key", rows("decision", "queue = '" + QUEUE + "'"));
        Map<String, Row> messages = by("record_key", rows("message", "queue = '" + QUEUE + "'"));
        Map<String, Row> sources = by("message_id", rows("message_source", "true"));
        Map<String, List<Row>> blocksByLine = rows("identity_block", "true").stream()
                .collect(Collectors.groupingBy(row -> Objects.requireNonNull(row.get("line"))));
        List<Row> stored = rows("certificate", "file_id = " + model.sequence() + " order by certificate.line");
        for (int i = 0; i < stored.size(); i++) {
            Row certificate = stored.get(i);
            Stated stated = certificates.of(model.first() + i);
            Row decision = found(decisions, stated.recordKey());
            Row message = found(messages, stated.recordKey());
            Row source = found(sources, Objects.requireNonNull(message.get("id")));
            List<Row> keyed = Objects.requireNonNull(blocksByLine.get(certificate.get("line")), "blocks");
            Model own = models.computeIfAbsent(
                    stated.trade(), trade -> new Model(certificate, decision, message, source, keyed.get(0)));
            Map<String, List<Row>> made =
                    rows(own, stated, model, Long.parseLong(Objects.requireNonNull(message.get("id"))));
            same(List.of(certificate), found(made, "certificate"));
            same(List.of(decision), found(made, "decision"));
            same(List.of(message), found(made, "message"));
            same(List.of(source), found(made, "message_source"));
            same(keyed, found(made, "identity_block"));
        }
        if (stored.size() != model.end() - model.first()) {
            throw new IllegalStateException("The model has " + stored.size() + " certificates");
        }
    }

    private static void same(List<Row> hub, List<Row> made) {
        List<String> expected =
                hub.stream().map(StoredPersons::comparable).sorted().toList();
        List<String> actual =
                made.stream().map(StoredPersons::comparable).sorted().toList();
        if (!expected.equals(actual)) {
            throw new IllegalStateException("The hub stores\n" + expected + "\nand not\n" + actual);
        }
    }

    /** A row without the times at which the hub wrote it. */
    private static String comparable(Row row) {
        Row copy = row.copy();
        copy.replaceAll((column, value) -> value == null || column.endsWith("_at")
                ? ""
                : DECIDED.matcher(value).replaceAll(""));
        return copy.toString();
    }

    private static <T> T found(Map<String, T> values, String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    private static Map<String, Row> by(String column, List<Row> rows) {
        Map<String, Row> by = new HashMap<>();
        rows.forEach(row -> by.put(Objects.requireNonNull(row.get(column)), row));
        return by;
    }

    private void copy(CertificateFile file, int from, int end, long firstMessage) throws SQLException, IOException {
        Map<String, List<Row>> chunk = new LinkedHashMap<>();
        for (int number = from; number < end; number++) {
            Stated stated = certificates.of(number);
            Model model = Objects.requireNonNull(models.get(stated.trade()), stated.trade());
            rows(model, stated, file, firstMessage + number - from)
                    .forEach((table, rows) -> chunk.computeIfAbsent(table, key -> new ArrayList<>())
                            .addAll(rows));
        }
        for (Map.Entry<String, List<Row>> table : chunk.entrySet()) {
            copy(table.getKey(), table.getValue());
        }
    }

    private Map<String, List<Row>> rows(Model model, Stated stated, CertificateFile file, long message) {
        int line = stated.number() - file.first() + 2;
        long offset = (long) (line - 1) * (HubMatchingRun.LINE + 1);
        String canonicalText = canonical(model, stated);
        Certificate certificate = canonical.read(canonicalText, Certificate.class);
        ObjectNode content = content(model, stated, file, line, offset);
        String digest = Sha256.hex(content.toString());
        String messageId = Sha256.hex(String.join(
                        "\n",
                        Objects.requireNonNull(model.message().get("contract")),
                        stated.recordKey(),
                        "1",
                        "NEW",
                        digest))
                .substring(0, 32);
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        rows.put(
                "certificate",
                List.of(model.certificate()
                        .copy()
                        .with("file_id", file.sequence())
                        .with("byte_offset", offset)
                        .with("line", line)
                        .with("record_key", stated.key())
                        .with("content", "\\x" + HexFormat.of().formatHex(canonical.contentDigest(certificate)))
                        .with("account_number", stated.account())
                        .with("trade", stated.trade())
                        .with("canonical", canonicalText)));
        rows.put(
                "decision",
                List.of(model.decision()
                        .copy()
                        .with("record_key", stated.recordKey())
                        .with("group_id", stated.account())
                        .with("message_id", messageId)
                        .with("body_digest", digest)));
        rows.put(
                "message",
                List.of(model.message()
                        .copy()
                        .with("id", message)
                        .with("message_id", messageId)
                        .with("record_key", stated.recordKey())
                        .with("group_id", stated.account())
                        .with("body", body(model, stated, messageId, content))
                        .with("body_digest", digest)));
        rows.put(
                "message_source",
                List.of(model.source()
                        .copy()
                        .with("message_id", message)
                        .with("file_id", file.sequence())
                        .with("lines", "{[" + line + "," + (line + 1) + ")}")));
        rows.put(
                "identity_block",
                blocks.of(evidences.of(certificate)).stream()
                        .map(block -> model.block()
                                .copy()
                                .with("block", block)
                                .with("file_id", file.sequence())
                                .with("line", line)
                                .with("birth_date", stated.birthDate().replace("-", ""))
                                .with("postal_code", stated.postalCode()))
                        .toList());
        return rows;
    }

    private static String canonical(Model model, Stated stated) {
        return json(Objects.requireNonNull(model.certificate().get("canonical")))
                .put("memberNumber", stated.account())
                .put("familyName", stated.familyName())
                .put("givenNames", stated.givenNames())
                .put("birthDate", stated.birthDate())
                .put("postalCode", stated.postalCode())
                .put("number", stated.certificate())
                .toString();
    }

    private static ObjectNode content(Model model, Stated stated, CertificateFile file, int line, long offset) {
        ObjectNode content = json(Objects.requireNonNull(model.message().get("body")));
        content.remove(ENVELOPE);
        ((ObjectNode) content.withArray("sources").get(0))
                .put("file", file.name())
                .put("sha256", file.sha256())
                .put("line", line)
                .put("offset", offset);
        ((ObjectNode) content.get("person"))
                .put("accountNumber", stated.account())
                .put("familyName", stated.familyName())
                .put("givenNames", stated.givenNames())
                .put("birthDate", stated.birthDate());
        ((ObjectNode) content.withArray("certificates").get(0)).put("number", stated.certificate());
        return content;
    }

    private static String body(Model model, Stated stated, String messageId, ObjectNode content) {
        ObjectNode body = json(Objects.requireNonNull(model.message().get("body")));
        body.retain(ENVELOPE);
        body.put("messageId", messageId).put("recordKey", stated.recordKey());
        body.setAll(content);
        return body.toString();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file with its balance and its response, as those of the model are now. */
    private void addFile(CertificateFile model, CertificateFile file) throws SQLException, IOException {
        int records = file.end() - file.first();
        String own = "file_id = " + model.sequence();
        copy(
                "file",
                List.of(rows("file", "id = " + model.sequence())
                        .get(0)
                        .with("id", file.sequence())
                        .with("name", file.name())
                        .with("logical_name", file.name())
                        .with("sequence", file.sequence())
                        .with("archive_sha256", file.sha256())
                        .with("content_sha256", file.sha256())
                        .with("size_bytes", file.bytes())
                        .with("records", records)
                        .with("read_records", records)
                        .with("read_bytes", file.bytes())
                        .with("apply_order", file.sequence())));
        copy(
                "balance_delta",
                List.of(rows("balance_delta", own)
                        .get(0)
                        .with("file_id", file.sequence())
                        .with("state", "DELIVERED")
                        .with("records", records)));
        copy("sender_response", List.of(rows("sender_response", own).get(0).with("file_id", file.sequence())));
        try (Statement statement = connection.createStatement()) {
            statement.execute("select setval(pg_get_serial_sequence('file', 'id'), max(id)) from file");
        }
    }

    private List<Row> rows(String table, String condition) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet names = statement.executeQuery(COLUMNS.formatted(table))) {
                while (names.next()) {
                    columns.add(names.getString(1));
                }
            }
            String texts = columns.stream().map(column -> column + "::text").collect(Collectors.joining(", "));
            try (ResultSet found =
                    statement.executeQuery("select " + texts + " from " + table + " where " + condition)) {
                while (found.next()) {
                    Row row = new Row();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i), found.getString(i + 1));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private void copy(String table, List<Row> rows) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.values().stream().map(StoredPersons::escaped).collect(Collectors.joining("\t")))
                    .append('\n');
        }
        copy.copyIn(
                String.format(
                        Locale.ROOT,
                        "copy %s (%s) from stdin",
                        table,
                        String.join(", ", rows.get(0).keySet())),
                new StringReader(text.toString()));
    }

    private static String escaped(@Nullable String value) {
        return value == null
                ? "\\N"
                : value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
