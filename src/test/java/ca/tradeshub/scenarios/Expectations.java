// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.testing.CountedTotals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what a step expects with what the hub did. After every step each file balances. */
final class Expectations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> QUEUES =
            Map.of("registry", "registry.certification", "tax", "taxcredit.verification");
    private static final Pattern RECORD_SUBJECT = Pattern.compile("(?:record|file):(\\d+):(?:line:)?(\\d+)");
    private static final Pattern ELEMENT = Pattern.compile("(\\w*)\\[(\\d+)]");
    private static final Pattern SHARE = Pattern.compile("(\\d+) ([a-z ]+?)(?: (-?\\d+\\.\\d{2}))?");

    private static final String SENT =
            """
            select s.id, s.queue, m.kind, s.version, s.record_key, m.body
              from message_status s join message m on m.id = s.id
             where s.sent order by s.id
            """;

    private static final String OPEN =
            """
            select type, subject, rule, left_value, right_value, state, assigned_to, amount, sides::text as sides
              from exception_status where closed_at is null order by id
            """;

    private final ScenarioHub hub;
    private final Cast cast;
    private final ScenarioRun.Drops drops;
    private final Set<Long> compared = new HashSet<>();

    Expectations(ScenarioHub hub, Cast cast, ScenarioRun.Drops drops) {
        this.hub = hub;
        this.cast = cast;
        this.drops = drops;
    }

    /** Whether a step expects anything. */
    static boolean assertsSomething(Table step) {
        return step.values().get("then") instanceof Map<?, ?> then && !then.isEmpty();
    }

    /** The differences after a step. */
    List<String> after(Table step) {
        List<String> differences = new ArrayList<>();
        for (long file : hub.bean(FileClosing.class).unbalanced()) {
            differences.add(drops.label(file) + " does not balance");
        }
        if (hub.bean(FileClosing.class).verify() > 0) {
            differences.add("a balance differs from the recount");
        }
        differences.addAll(CountedTotals.differences(hub.jdbc()));
        Table then = step.table("then");
        for (String what : then.values().keySet()) {
            switch (what) {
                case "messages" -> messages(then, differences);
                case "exceptions" -> exceptions(then, differences);
                case "records" -> each(then, what, this::records, differences);
                case "balances" -> each(then, what, this::balance, differences);
                case "files" -> each(then, what, this::file, differences);
                case "receipts" -> each(then, what, this::receipt, differences);
                case "statuses" -> each(then, what, this::status, differences);
                case "findings" -> each(then, what, this::findings, differences);
                case "alarms" -> alarms(then, differences);
                default -> throw new ScenarioMistake(then.place() + ": nothing is known of " + what);
            }
        }
        then.end();
        return differences;
    }

    private interface OfAFile {
        void compare(String label, Table expected, List<String> differences);
    }

    private static void each(Table then, String what, OfAFile compare, List<String> differences) {
        Table files = then.table(what);
        for (String label : files.values().keySet()) {
            compare.compare(label, files, differences);
        }
        files.end();
    }

    // Messages

    /** The messages sent since they were last compared, all of them. */
    private void messages(Table then, List<String> differences) {
        List<Sent> sent = sent();
        sent.removeIf(message -> !compared.add(message.id));
        List<Sent> left = new ArrayList<>(sent);
        for (Object each : then.list("messages")) {
            Table expected = Table.of(then.place() + ".messages", each);
            String queue = expected.has("registry") ? "registry" : "tax";
            String[] parts = expected.required(queue).split(" ");
            if (parts.length != 3) {
                throw new ScenarioMistake(then.place() + ": a message is a kind, a version and a key");
            }
            String line = String.join(" ", queue, parts[0], parts[1], cast.key(parts[2]));
            Sent found = left.stream()
                    .filter(message -> message.line().equals(line))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                expected.raw("has");
                expected.raw("sources");
                differences.add("no message " + line + "; sent: " + lines(sent));
            } else {
                left.remove(found);
                content(line, found.body, expected, differences);
            }
            expected.end();
        }
        if (!left.isEmpty()) {
            differences.add("unexpected messages: " + lines(left));
        }
    }

    private void content(String line, JsonNode body, Table expected, List<String> differences) {
        Table has = expected.table("has");
        for (String path : has.values().keySet()) {
            Object wanted = has.raw(path);
            if (wanted instanceof List<?> list) {
                List<String> found = new ArrayList<>();
                at(body, path).forEach(element -> found.add(element.asText()));
                same(line + " " + path, list, found, differences);
            } else {
                same(
                        line + " " + path,
                        cast.key(String.valueOf(wanted)),
                        at(body, path).asText(),
                        differences);
            }
        }
        if (expected.has("sources")) {
            Set<String> wanted = new TreeSet<>();
            expected.list("sources").forEach(source -> wanted.add(String.valueOf(source)));
            Set<String> found = new TreeSet<>();
            for (JsonNode source : body.path("sources")) {
                found.add(drops.label(source.path("file").asText()) + " line " + source.path("line"));
            }
            same(line + " sources", wanted, found, differences);
        }
    }

    /** A value of a message: {@code certificates[0].status}, {@code findings[].rule} for the values of all. */
    private static JsonNode at(JsonNode body, String path) {
        JsonNode node = body;
        String[] parts = path.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].endsWith("[]")) {
                var values = JSON.createArrayNode();
                String rest = String.join(".", List.of(parts).subList(i + 1, parts.length));
                node.path(parts[i].replace("[]", "")).forEach(element -> values.add(at(element, rest)));
                return values;
            }
            Matcher element = ELEMENT.matcher(parts[i]);
            node = element.matches()
                    ? node.path(element.group(1)).path(Integer.parseInt(element.group(2)))
                    : node.path(parts[i]);
        }
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }

    private List<Sent> sent() {
        return new ArrayList<>(hub.jdbc()
                .sql(SENT)
                .query((row, number) -> new Sent(
                        row.getLong("id"),
                        QUEUES.entrySet().stream()
                                .filter(queue -> queue.getValue().equals(string(row, "queue")))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElseThrow(),
                        row.getString("kind"),
                        row.getInt("version"),
                        row.getString("record_key"),
                        json(row.getString("body"))))
                .list());
    }

    private static String string(ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(List<Sent> messages) {
        return messages.stream().map(Sent::line).toList();
    }

    private record Sent(long id, String queue, String kind, int version, String key, JsonNode body) {

        String line() {
            return String.join(" ", queue, kind, "" + version, key);
        }
    }

    // Exceptions

    /** The open exceptions, all of them. */
    private void exceptions(Table then, List<String> differences) {
        List<Map<String, Object>> open =
                new ArrayList<>(hub.jdbc().sql(OPEN).query().listOfRows());
        List<String> found = open.stream().map(this::exception).toList();
        for (Object each : then.list("exceptions")) {
            Table expected = Table.of(then.place() + ".exceptions", each);
            String line = String.join(
                    " ",
                    expected.required("type"),
                    expected.text("rule").orElse("-"),
                    "about",
                    about(expected.required("about")));
            Map<String, Object> row = open.stream()
                    .filter(candidate -> exception(candidate).equals(line))
                    .findFirst()
                    .orElse(null);
            Object left = expected.raw("left");
            Object right = expected.raw("right");
            List.of("sides", "state", "assigned", "amount").forEach(expected::raw);
            if (row == null) {
                differences.add("no open exception " + line + "; open: " + found);
            } else {
                open.remove(row);
                contains(line + " left", left, row.get("left_value"), differences);
                contains(line + " right", right, row.get("right_value"), differences);
                details(line, expected, row, differences);
            }
            expected.end();
        }
        if (!open.isEmpty()) {
            differences.add("unexpected open exceptions: "
                    + open.stream().map(this::exception).toList());
        }
    }

    private static void details(String line, Table expected, Map<String, Object> row, List<String> differences) {
        expected.text("state")
                .ifPresent(state -> same(line + " state", state, state(String.valueOf(row.get("state"))), differences));
        expected.text("assigned")
                .ifPresent(user -> same(line + " assigned", user, row.get("assigned_to"), differences));
        expected.text("amount")
                .ifPresent(amount -> same(line + " amount", amount, String.valueOf(row.get("amount")), differences));
        if (expected.has("sides")) {
            Set<String> values = new TreeSet<>();
            json(String.valueOf(row.get("sides")))
                    .forEach(side -> values.add(side.path("value").asText()));
            same(line + " sides", texts(expected.list("sides")), values, differences);
        }
    }

    private String exception(Map<String, Object> row) {
        String rule = row.get("rule") == null ? "-" : String.valueOf(row.get("rule"));
        return row.get("type") + " " + rule + " about " + subject(String.valueOf(row.get("subject")));
    }

    private String about(String written) {
        return written.contains(" line ") ? written : cast.key(written);
    }

    private String subject(String subject) {
        Matcher record = RECORD_SUBJECT.matcher(subject);
        return record.matches() ? drops.label(Long.valueOf(record.group(1))) + " line " + record.group(2) : subject;
    }

    // Files

    private void records(String label, Table expected, List<String> differences) {
        List<String> found = hub.jdbc()
                .sql("select state, rule from record_status where file_id = :file order by line")
                .param("file", drops.id(label))
                .query((row, number) -> state(row.getString("state"))
                        + (row.getString("rule") == null ? "" : " " + row.getString("rule")))
                .list();
        List<Object> wanted = expected.list(label);
        boolean same = wanted.size() == found.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            String state = String.valueOf(wanted.get(i));
            same = found.get(i).equals(state) || isState(state) && found.get(i).startsWith(state + " ");
        }
        if (!same) {
            differences.add(label + ": expected " + wanted + ", is " + found);
        }
    }

    private static boolean isState(String text) {
        return List.of(RecordState.values()).stream()
                .anyMatch(state -> state(state.name()).equals(text));
    }

    private static String state(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The equation of section 4, written out; a state that is not named has no record. */
    private void balance(String label, Table expected, List<String> differences) {
        String wanted = expected.required(label);
        FileBalance balance = hub.bean(Balances.class).of(drops.id(label)).orElse(null);
        if (balance == null) {
            differences.add(label + " has no balance");
            return;
        }
        Set<String> found = new TreeSet<>();
        found.add(share(balance.received(), "received", balance.amountReceived()));
        for (RecordState state : RecordState.values()) {
            if (balance.recordsIn(state) > 0 || balance.amountIn(state).signum() != 0) {
                found.add(share(balance.recordsIn(state), state(state.name()), balance.amountIn(state)));
            }
        }
        Set<String> stated = new TreeSet<>();
        for (String part : wanted.split(" [=+] ")) {
            Matcher share = SHARE.matcher(part);
            if (!share.matches()) {
                throw new ScenarioMistake(label + ": \"" + part + "\" is no part of a balance");
            }
            BigDecimal amount = share.group(3) == null ? BigDecimal.ZERO : new BigDecimal(share.group(3));
            stated.add(share(Long.parseLong(share.group(1)), share.group(2), amount));
        }
        same(label + " balance", stated, found, differences);
    }

    private static String share(long records, String state, BigDecimal amount) {
        return records + " " + state + " " + amount.setScale(2).toPlainString();
    }

    private void file(String label, Table expected, List<String> differences) {
        String found = hub.jdbc()
                .sql("select state || coalesce(' ' || refusal_code, '') from file where id = :file")
                .param("file", drops.id(label))
                .query(String.class)
                .single();
        same(label, expected.required(label), found.toLowerCase(Locale.ROOT), differences);
    }

    // Responses

    private void receipt(String label, Table all, List<String> differences) {
        Table expected = all.table(label);
        JsonNode receipt = hub.mailbox().json(receiptName(label));
        compareResponse(label + " receipt", expected, receipt, differences);
    }

    /** The receipt of the first file of a name, and the numbered one of a later file. */
    private String receiptName(String label) {
        String name = drops.file(label).name();
        int earlier = drops.sameName(label);
        if (earlier == 0) {
            return name + ".receipt.json";
        }
        Pattern numbered = Pattern.compile(Pattern.quote(name) + "\\.(\\d+)\\.receipt\\.json");
        return hub.mailbox().names().stream()
                .filter(each -> numbered.matcher(each).matches())
                .sorted(Comparator.comparingInt(String::length).thenComparing(each -> each))
                .skip(earlier - 1L)
                .findFirst()
                .orElseThrow(() -> new ScenarioMistake(label + " has no receipt"));
    }

    private void status(String label, Table all, List<String> differences) {
        Table expected = all.table(label);
        String name = drops.file(label).name() + ".status.json";
        if (!hub.mailbox().names().contains(name)) {
            differences.add(label + " has no status");
            return;
        }
        compareResponse(label + " status", expected, hub.mailbox().json(name), differences);
    }

    private static void compareResponse(String what, Table expected, JsonNode response, List<String> differences) {
        for (String field : expected.values().keySet()) {
            switch (field) {
                case "warnings" ->
                    same(what + " warnings", texts(expected.list(field)), texts(response.path(field)), differences);
                case "findings" ->
                    same(
                            what + " findings",
                            texts(expected.list(field)),
                            joined(response.path(field), "rule", "outcome", "count"),
                            differences);
                case "changes", "lines" ->
                    same(
                            what + " " + field,
                            texts(expected.list(field)),
                            joined(response.path(field), "line", "state", "rule"),
                            differences);
                default ->
                    same(
                            what + " " + field,
                            expected.required(field),
                            at(response, field).asText(),
                            differences);
            }
        }
        expected.end();
    }

    /** The rows of the table of findings: line, outcome, state and rule. */
    private void findings(String label, Table expected, List<String> differences) {
        String name = drops.file(label).name() + ".findings.csv";
        Set<String> found = new TreeSet<>();
        if (hub.mailbox().names().contains(name)) {
            hub.mailbox()
                    .text(name)
                    .lines()
                    .skip(1)
                    .map(line -> line.replace("\"", "").split(","))
                    .forEach(cells -> found.add(cells[0] + " " + cells[4] + " " + cells[3]));
        }
        same(label + " findings", texts(expected.list(label)), found, differences);
    }

    private static Set<String> texts(Iterable<?> of) {
        Set<String> texts = new TreeSet<>();
        of.forEach(each -> texts.add(each instanceof JsonNode node ? node.asText() : String.valueOf(each)));
        return texts;
    }

    private static Set<String> joined(JsonNode rows, String... fields) {
        Set<String> texts = new TreeSet<>();
        for (JsonNode row : rows) {
            List<String> parts = new ArrayList<>();
            for (String field : fields) {
                if (!row.path(field).isNull()) {
                    parts.add(row.path(field).asText());
                }
            }
            texts.add(String.join(" ", parts));
        }
        return texts;
    }

    private void alarms(Table then, List<String> differences) {
        Map<String, Integer> found = new TreeMap<>();
        hub.jdbc()
                .sql("select code from alarm where closed_at is null")
                .query(String.class)
                .list()
                .forEach(code -> found.merge(code, 1, Integer::sum));
        same("alarms", texts(then.list("alarms")), found.keySet(), differences);
    }

    private static void same(String what, Object expected, Object found, List<String> differences) {
        boolean same = expected instanceof Collection<?> some && found instanceof Collection<?> others
                ? List.copyOf(some).equals(List.copyOf(others))
                : expected.equals(found);
        if (!same) {
            differences.add(what + ": expected " + expected + ", is " + found);
        }
    }

    private static void contains(String what, Object expected, Object found, List<String> differences) {
        if (expected != null && !String.valueOf(found).contains(String.valueOf(expected))) {
            differences.add(what + ": expected " + expected + ", is " + found);
        }
    }
}
