// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A social insurance number in every column of a registration, in member names and in the control file of payroll: it is
 * not found again in anything the hub writes about the files. The senders' own content is not part of this test.
 */
@ExtendWith(OutputCaptureExtension.class)
class CanariesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("fixtures/records");
    private static final List<String> CANARIES =
            List.of("501800007", "501 800 007", "501-800-007", "501.800.007", "５０１８００００７");

    /** Tables with what the hub writes about files, records and messages. */
    private static final List<String> TABLES = List.of(
            "alarm",
            "audit",
            "exception_case",
            "file_warning",
            "finding",
            "message",
            "parked",
            "refused_acknowledgement");

    private final Path registration = FOLDER.resolve("failing-sin/employment-ontario/REG_20170301_000001.ndjson");
    private final Path pay = FOLDER.resolve("controls-in-pay/payroll-maple/PAY_123026635_20170301_000001.csv");

    @Test
    void a_number_in_the_wrong_place_is_not_found_in_what_the_hub_writes(CapturedOutput output) throws IOException {
        List<String> lines = Files.readAllLines(registration);
        try (HubSteps hub = new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.classpath()), 1000, 500)) {
            int sequence = 0;
            List<JsonNode> records = planted((ObjectNode) JSON.readTree(lines.get(1)));
            assertThat(records).hasSizeGreaterThan(25);
            for (JsonNode record : records) {
                sequence++;
                String text = "{\"record\":\"header\",\"feed\":\"registrations\",\"version\":\"1\",\"sender\":"
                        + "\"employment-ontario\",\"sequence\":" + sequence
                        + ",\"created\":\"2017-03-01T02:00:00-05:00\"}\n" + record
                        + "\n{\"record\":\"trailer\",\"records\":1,\"hoursCredited\":\"0.00\"}\n";
                hub.land(
                        "employment-ontario",
                        "in",
                        "REG_20170301_%06d.ndjson".formatted(sequence),
                        text.getBytes(StandardCharsets.UTF_8));
            }
            landPay(hub);
            hub.land("employment-ontario", "in", "REG_20170301_501800007.ndjson", new byte[] {'x'});
            hub.process();
            hub.reconcile();
            hub.deliver();

            assertThat(hub.jdbc()
                            .sql("select count(*) from finding")
                            .query(Long.class)
                            .single())
                    .isGreaterThan(10);
            assertThat(found(hub)).isEmpty();
        }
        String log = output.getAll();
        assertThat(CANARIES).noneMatch(log::contains);
    }

    /** Control files whose member names, layout, employer and claims hold the number. */
    private void landPay(HubSteps hub) throws IOException {
        String control = Files.readString(pay.resolveSibling(pay.getFileName() + ".ctl"));
        List<String> controls = List.of(
                control.replace("\"layout\": \"standard\"", "\"layout\": \"501-800-007\""),
                control.replace("\"version\"", "\"501800007\": 1, \"version\""),
                control.replace("123026635RP0001", "501800007RP0001"),
                control.replace(
                        "\"employer\"",
                        "\"claims\": [{\"agreementNumber\": \"501800007\", \"claimed\": \"1.00\"},"
                                + "{\"agreementNumber\": \"501800007\", \"claimed\": \"1.00\"}], \"employer\""));
        int sequence = 0;
        for (String changed : controls) {
            assertThat(changed).isNotEqualTo(control);
            sequence++;
            String name = "PAY_123026635_20170301_%06d.csv".formatted(sequence);
            hub.land(
                    "payroll-maple",
                    "in",
                    name + ".ctl",
                    changed.replace(pay.getFileName().toString(), name).getBytes(StandardCharsets.UTF_8));
            hub.land("payroll-maple", "in", name, Files.readAllBytes(pay));
        }
    }

    /** The record with the number in each of its members in turn, and as the name of a member. */
    private static List<JsonNode> planted(ObjectNode record) {
        List<JsonNode> planted = new ArrayList<>();
        plant(record, record, planted);
        record.put("501800007", "x");
        planted.add(record.deepCopy());
        record.remove("501800007");
        return planted;
    }

    private static void plant(ObjectNode record, ObjectNode node, List<JsonNode> planted) {
        for (Map.Entry<String, JsonNode> member : List.copyOf(node.properties())) {
            JsonNode before = member.getValue();
            if (before instanceof ObjectNode object) {
                plant(record, object, planted);
            } else if (!member.getKey().equals("record") && !member.getKey().equals("sin")) {
                node.put(member.getKey(), CANARIES.get(planted.size() % CANARIES.size()));
                planted.add(record.deepCopy());
                node.set(member.getKey(), before);
            }
        }
    }

    /** The columns of the hub's own tables, and of the refusals of files, that hold a canary. */
    private static TreeSet<String> found(HubSteps hub) {
        TreeSet<String> found = new TreeSet<>();
        for (String canary : CANARIES) {
            for (String table : TABLES) {
                hub.jdbc()
                        .sql("select t::text as whole from " + table + " t where t::text like '%' || :canary || '%'")
                        .param("canary", canary)
                        .query(String.class)
                        .list()
                        .forEach(row -> found.add(table + ": " + row));
            }
            hub.jdbc()
                    .sql("select coalesce(refusal_detail, '') || coalesce(refusal_detail_fr, '') as detail from file"
                            + " where coalesce(refusal_detail, '') || coalesce(refusal_detail_fr, '')"
                            + " like '%' || :canary || '%'")
                    .param("canary", canary)
                    .query(String.class)
                    .list()
                    .forEach(row -> found.add("file: " + row));
        }
        return found;
    }
}
