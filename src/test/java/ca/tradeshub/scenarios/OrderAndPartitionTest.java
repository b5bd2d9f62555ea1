// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.FileBalance;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same records in files of any partition and in any order end in the same content per key and the same balance. The
 * versions of a key keep their order by the sequences of their files, not by their arrival. {@code -Dorders=200} tries as
 * many orders; {@code -Dorder=17} tries one again.
 */
class OrderAndPartitionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 4;
    private static final int MOST_FILES = 6;

    /** The versions of each key, oldest first, by the stream of its files. Nothing in it ends held by its order. */
    private static final String RECORDS =
            """
            registrations:
              - [{agreement: TA-1, person: ana}, {agreement: TA-1, person: ana, period: 2}, {agreement: TA-1, person: ana}]
              - [{agreement: TA-2, person: ben, trade: 309A, act: BOSTA}, {agreement: TA-2, person: ben, trade: 309A}]
              - [{agreement: TA-3, person: {like: chloe, birthDate: 1990-02-31}}, {agreement: TA-3, person: chloe}, {agreement: TA-3, person: chloe}]
              - [{agreement: TA-4, person: dora, origin: CHANGE_OF_EMPLOYER, originalAgreementNumber: TA-5, registeredOn: 2016-02-01, employer: birch}]
              - [{agreement: TA-5, person: dora, registeredOn: 2014-10-01}]
              - [{agreement: TA-6, person: emil, act: BOSTA}]
            certificates:
              - [{number: 1, person: ana}, {number: 1, person: ana, seal: Y}]
              - [{number: 2, person: ana, trade: 309A}, {number: 2, person: ben, trade: 309A}]
              - [{number: 3, person: chloe}, {number: 3, person: chloe, status: S, statusOn: 2021-01-04}, {number: 3, person: chloe}]
              - [{number: 4, person: farah}]
            maple:
              - [{line: L-1, agreement: TA-1, person: ana}, {line: L-1, agreement: TA-1, person: ana, grossWages: 700.00}]
              - [{line: L-2, agreement: TA-1, person: ana, weekOf: 2016-03-14}, {line: L-2, agreement: TA-3, person: chloe, weekOf: 2016-03-14}]
              - [{line: L-3, agreement: TA-2, person: ben, trade: 309A}]
              - [{line: L-4, agreement: TA-1, person: ana, weekOf: 2016-04-04, coopCreditClaimed: Y}]
              - [{line: L-5, agreement: TA-6, person: emil}]
              - [{line: L-6, agreement: TA-1, person: ana, weekOf: 2016-12-19, payDate: 2017-01-04}, {line: L-6, agreement: TA-1, person: ana, weekOf: 2016-12-12}]
              - [{line: L-7, agreement: TA-3, person: chloe, weekOf: 2016-05-02, payDate: 2016-02-30}, {line: L-7, agreement: TA-3, person: chloe, weekOf: 2016-05-02}]
              - [{line: L-8, agreement: TA-9, person: ana, weekOf: 2016-06-06}]
            birch:
              - [{line: L-1, agreement: TA-4, person: dora, employmentStart: 2016-02-01}, {line: L-1, agreement: TA-4, person: dora, employmentStart: 2016-02-01, grossWages: 655.25}]
            """;

    private static final String PEOPLE =
            """
            people:
              dora: {like: ana, clientId: 1000004, accountNumber: 20000004, familyName: Novak, givenNames: Dora, birthDate: 1994-06-17}
              emil: {like: ana, clientId: 1000005, accountNumber: 20000005, familyName: Haddad, givenNames: Emil, birthDate: 1996-09-02}
              farah: {like: ana, clientId: 1000006, accountNumber: 20000006, familyName: Diaz, givenNames: Farah, birthDate: 1989-01-30}
            """;

    private static ScenarioHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = new ScenarioHub();
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
    }

    static LongStream orders() {
        Long one = Long.getLong("order");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("orders", TRIES));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void any_order_and_partition_ends_the_same(long seed) throws IOException {
        End expected = end(inOrder());

        List<Map<String, Object>> steps = shuffled(new Random(seed));

        assertThat(end(steps)).as("order %d: %s", seed, steps).isEqualTo(expected);
    }

    /** The end that every order is compared with is the one that the records themselves say. */
    @Test
    void the_end_is_what_the_records_say() throws IOException {
        End end = end(inOrder());

        assertThat(end.content().keySet())
                .containsExactlyInAnyOrder(
                        "registry.certification 20000001/442A",
                        "registry.certification 20000002/309A",
                        "registry.certification 20000003/442A",
                        "registry.certification 20000004/442A",
                        "registry.certification 20000006/442A",
                        "taxcredit.verification 100000025RP0001/TA-4/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-1/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-2/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-3/2016-12-31");
        assertThat(end.exceptions()).containsExactly("RULE_HOLD/GATE-03");
        assertThat(end.balance())
                .isEqualTo("{DELIVERED=15, REJECTED=0, DUPLICATE=1, SUPERSEDED=13, OUT_OF_SCOPE=1, HELD=1, PENDING=2}");
    }

    /**
     * What must not depend on the order.
     *
     * @param content the content of each key in force, without what two runs may differ in
     * @param balance records and amounts by state over all files
     */
    private record End(Map<String, String> content, String balance, String amounts, List<String> exceptions) {}

    private static End end(List<Map<String, Object>> steps) throws IOException {
        List<Table> tables = new ArrayList<>();
        steps.forEach(step -> tables.add(Table.of("step " + (tables.size() + 1), step)));
        Scenario scenario = new Scenario("order", "", Table.of("order", Scenario.parsed("people", PEOPLE)), tables);
        assertThat(ScenarioRun.run(hub, scenario)).isEmpty();
        FileBalance total = hub.bean(Balances.class).total();
        Map<RecordState, Long> records = total.records();
        return new End(content(), records.toString(), total.amounts().toString(), openExceptions());
    }

    private static Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        hub.jdbc()
                .sql(
                        """
                        select distinct on (queue, record_key) queue || ' ' || record_key as key, kind, body
                          from message order by queue, record_key, version desc
                        """)
                .query(row -> {
                    if (!row.getString("kind").equals("WITHDRAW")) {
                        content.put(row.getString("key"), comparable(row.getString("body")));
                    }
                });
        return content;
    }

    private static String comparable(String body) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(body);
            json.remove(List.of("version", "supersedes", "messageId", "decidedAt", "sources", "kind"));
            json.path("excluded").forEach(line -> ((ObjectNode) line).remove("source"));
            return json.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> openExceptions() {
        return hub.jdbc()
                .sql("select type || coalesce('/' || rule, '') from exception_case where closed_at is null order by 1")
                .query(String.class)
                .list();
    }

    /** One file for each version, in their order. */
    private static List<Map<String, Object>> inOrder() {
        List<Map<String, Object>> steps = new ArrayList<>();
        streams().forEach((stream, keys) -> {
            Map<Integer, List<Object>> files = new TreeMap<>();
            for (List<Object> versions : keys) {
                for (int version = 0; version < versions.size(); version++) {
                    files.computeIfAbsent(version + 1, sequence -> new ArrayList<>())
                            .add(versions.get(version));
                }
            }
            files.forEach((sequence, records) -> steps.add(step(stream, sequence, records)));
        });
        return steps;
    }

    /** Files of a random number and content, in a random order. */
    private static List<Map<String, Object>> shuffled(Random random) {
        List<Map<String, Object>> steps = new ArrayList<>();
        streams().forEach((stream, keys) -> {
            int most = keys.stream().mapToInt(Collection::size).max().orElseThrow();
            int count = most + random.nextInt(MOST_FILES - most + 1);
            Map<Integer, List<Object>> files = new TreeMap<>();
            for (List<Object> versions : keys) {
                TreeSet<Integer> sequences = new TreeSet<>();
                while (sequences.size() < versions.size()) {
                    sequences.add(1 + random.nextInt(count));
                }
                for (Object version : versions) {
                    files.computeIfAbsent(sequences.pollFirst(), sequence -> new ArrayList<>())
                            .add(version);
                }
            }
            files.forEach((sequence, records) -> {
                Collections.shuffle(records, random);
                steps.add(step(stream, sequence, records));
            });
        });
        Collections.shuffle(steps, random);
        return steps;
    }

    private static Map<String, Object> step(String stream, int sequence, List<Object> records) {
        Map<String, Object> step = new LinkedHashMap<>();
        boolean isPayroll = !stream.equals("registrations") && !stream.equals("certificates");
        step.put(isPayroll ? "payroll" : stream, records);
        step.put("sequence", "" + sequence);
        step.put("date", "2026-11-20");
        step.put("as", stream + " " + sequence);
        if (isPayroll) {
            step.put("control", Map.of("employer", stream));
        }
        return step;
    }

    private static Map<String, List<List<Object>>> streams() {
        Map<String, List<List<Object>>> streams = new LinkedHashMap<>();
        Table all = Table.of("records", Scenario.parsed("records", RECORDS));
        for (String stream : all.values().keySet()) {
            List<List<Object>> keys = new ArrayList<>();
            for (Object versions : all.list(stream)) {
                keys.add(List.copyOf((List<?>) versions));
            }
            streams.put(stream, keys);
        }
        return streams;
    }
}
