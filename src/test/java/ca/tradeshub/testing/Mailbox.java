// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.intake.response.ResponseRound;
import ca.tradeshub.intake.response.ResponseWriting;
import ca.tradeshub.intake.response.SenderResponse;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hub as a sender sees it: files go in, responses come out. */
public final class Mailbox implements AutoCloseable {

    private static final RuleBook RULES = RuleBook.standard();
    private static final Mappings MAPPINGS = Mappings.load(MappingSource.folder(Path.of("mappings")));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Charset COLLEGE = Charset.forName("windows-1252");

    private final HubSteps hub;

    /** What is in the {@code out/} folders, by name; a later file of a name replaces the earlier one. */
    private final Map<String, byte[]> out = new TreeMap<>();

    public Mailbox() throws IOException {
        this(Map.of());
    }

    /** The hub with senders of other settings than those of the embedded composition. */
    public Mailbox(Map<String, SenderSettings> others) throws IOException {
        hub = new HubSteps(RULES, MAPPINGS, 100, 100, others);
    }

    /** An empty mailbox of a hub that may have others. */
    public Mailbox(HubSteps hub) {
        this.hub = hub;
    }

    /** Lands a file without processing it. */
    public Mailbox land(String sender, String folder, String name, String content) throws IOException {
        Charset charset = name.contains(".dat") ? COLLEGE : StandardCharsets.UTF_8;
        return land(sender, folder, name, content.getBytes(charset));
    }

    /** Lands a file of any content without processing it. */
    public Mailbox land(String sender, String folder, String name, byte[] content) throws IOException {
        hub.land(sender, folder, name, content);
        return this;
    }

    /** Lands a file in {@code in/}, processes what waits and writes the responses that are due. */
    public Mailbox drop(String sender, String name, String content) throws IOException {
        return land(sender, "in", name, content).process();
    }

    /** Lands a CSV after its control file, processes them and writes the responses that are due. */
    public Mailbox dropPay(String sender, String name, String csv, String control) throws IOException {
        return land(sender, "in", name + ".ctl", control).drop(sender, name, csv);
    }

    /** Processes what waits and writes the responses that are due. */
    public Mailbox process() throws IOException {
        hub.process();
        hub.reconcile();
        ResponseWriting writing = hub.bean(ResponseWriting.class);
        for (List<ResponseRound> rounds = writing.due(); !rounds.isEmpty(); rounds = writing.due()) {
            for (ResponseRound round : rounds) {
                for (SenderResponses.Due due : round.responses()) {
                    SenderResponse response = writing.compose(due);
                    for (SenderResponse.OutFile file : response.files()) {
                        out.put(file.name(), file.open().readAllBytes());
                    }
                    writing.written(due, response);
                }
                writing.end(round);
            }
        }
        return this;
    }

    /** A response file as text. */
    public String text(String name) {
        assertThat(out).containsKey(name);
        return new String(out.get(name), name.endsWith(".dat") ? COLLEGE : StandardCharsets.UTF_8);
    }

    /** A response file as JSON. */
    public JsonNode json(String name) {
        try {
            return JSON.readTree(text(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The names of all response files. */
    public List<String> names() {
        return List.copyOf(out.keySet());
    }

    /** The first receipt about a name. */
    public JsonNode receipt(String name) {
        return json(name + ".receipt.json");
    }

    /** The states of the records of an accepted file, in the order of its lines. */
    public List<String> states(String name) {
        return jdbc().sql(
                        """
                        select r.state from record_status r join file f on f.id = r.file_id
                         where f.name = :name and not f.dry_run order by f.id, r.line
                        """)
                .param("name", name)
                .query(String.class)
                .list();
    }

    /** The rule that decided the state of a record. */
    public Optional<String> rule(String name, int line) {
        return jdbc().sql(
                        "select r.rule from record r join file f on f.id = r.file_id where f.name = :name and line = :line")
                .param("name", name)
                .param("line", line)
                .query((row, number) -> Optional.ofNullable(row.getString("rule")))
                .single();
    }

    /** The codes with which files were refused, null for accepted ones, in the order of landing. */
    public List<String> refusals(String name) {
        return jdbc().sql("select refusal_code from file where name = :name order by id")
                .param("name", name)
                .query((row, number) -> row.getString("refusal_code"))
                .list();
    }

    /** The details of the open alarms of a code, by subject. */
    public Map<String, String> alarms(String code) {
        Map<String, String> open = new TreeMap<>();
        jdbc().sql("select subject, detail from alarm where code = :code and closed_at is null")
                .param("code", code)
                .query(row -> {
                    open.put(row.getString("subject"), row.getString("detail"));
                });
        return open;
    }

    /** Everything balances, counted anew. */
    public void balances() {
        assertThat(bean(FileClosing.class).unbalanced()).isEmpty();
        assertThat(bean(FileClosing.class).verify()).isZero();
        assertThat(CountedTotals.differences(jdbc())).isEmpty();
    }

    /** A part of the hub. */
    public <T> T bean(Class<T> type) {
        return hub.bean(type);
    }

    /** The store. */
    public JdbcClient jdbc() {
        return hub.jdbc();
    }

    /** The clock. */
    public SettableClock clock() {
        return hub.clock();
    }

    @Override
    public void close() throws IOException {
        hub.close();
    }
}
