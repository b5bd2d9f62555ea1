// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.testing.Deliveries;
import ca.tradeshub.testing.HubSteps;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the results of the hub for a generated year with the results that the generator expects. */
final class YearInTheHub {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_AMOUNTS = "no expected amounts";

    private YearInTheHub() {}

    /** Returns the number of records in each state. */
    static Map<String, Long> states(HubSteps hub) {
        return counts(hub, "select state, count(*) from record_status group by state");
    }

    /** Compares verdicts, balances and claims. */
    static void check(GeneratedYear year, HubSteps hub) throws IOException {
        Map<String, Long> rules =
                counts(hub, "select rule, count(*) from record where state in ('HELD', 'REJECTED') group by rule");
        assertThat(rules).as("rules that hold or reject").isEqualTo(rejections(year));
        Map<String, String> files = expectedFiles(year);
        assertThat(files).hasSizeGreaterThan(20);
        assertThat(differences(actualFiles(hub), files)).isEmpty();
        Map<String, String> claims = expectedClaims(year);
        assertThat(claims).hasSizeGreaterThan(20);
        assertThat(differences(actualClaims(hub), claims)).isEmpty();
    }

    /** Returns the differences only, so that the failure is readable. */
    private static List<String> differences(Map<String, String> actual, Map<String, String> expected) {
        Set<String> keys = new TreeSet<>(actual.keySet());
        keys.addAll(expected.keySet());
        return keys.stream()
                .filter(key -> !matches(actual.get(key), expected.get(key)))
                .map(key -> key + " is " + actual.get(key) + ", expected " + expected.get(key))
                .toList();
    }

    /** Without expected amounts, only the verdicts are compared. */
    private static boolean matches(String actual, String expected) {
        return Objects.equals(actual, expected)
                || actual != null
                        && expected != null
                        && expected.endsWith(NO_AMOUNTS)
                        && actual.startsWith(expected.replace(NO_AMOUNTS, ""));
    }

    private static Map<String, Long> counts(HubSteps hub, String sql) {
        Map<String, Long> counts = new TreeMap<>();
        hub.jdbc().sql(sql).query(rs -> {
            counts.put(rs.getString(1), rs.getLong(2));
        });
        return counts;
    }

    private static Map<String, Long> rejections(GeneratedYear year) throws IOException {
        Map<String, Long> rules = new TreeMap<>();
        year.files().values().forEach(file -> file.path("rejectedBy")
                .properties()
                .forEach(rule -> rules.merge(rule.getKey(), rule.getValue().asLong(), Long::sum)));
        return rules;
    }

    private static Map<String, String> expectedFiles(GeneratedYear year) throws IOException {
        Map<String, String> files = new TreeMap<>();
        year.files().forEach((name, file) -> {
            StringJoiner text = new StringJoiner(", ");
            text.add(file.get("verdict").asText());
            if (file.has("code")) {
                text.add(file.get("code").asText());
            } else {
                for (RecordState state : RecordState.values()) {
                    text.add(balance(
                            state,
                            file.at("/balance/records/" + state.wireName()).asLong(),
                            new BigDecimal(file.at("/balance/amount/" + state.wireName())
                                    .asText())));
                }
            }
            files.put(name, text.toString());
        });
        return files;
    }

    private static Map<String, String> actualFiles(HubSteps hub) {
        Balances balances = hub.bean(Balances.class);
        Map<String, String> files = new TreeMap<>();
        hub.jdbc()
                .sql("select sender || '/' || name, id, refusal_code from file where role = 'data'")
                .query(rs -> {
                    StringJoiner text = new StringJoiner(", ");
                    if (rs.getString(3) != null) {
                        text.add("REFUSED").add(rs.getString(3));
                    } else {
                        FileBalance balance = balances.of(rs.getLong(2)).orElseThrow();
                        assertThat(balance.holds()).isTrue();
                        text.add(balance.records().get(RecordState.REJECTED) == 0 ? "ACCEPTED" : "ACCEPTED_IN_PART");
                        for (RecordState state : RecordState.values()) {
                            text.add(balance(
                                    state,
                                    balance.records().get(state),
                                    balance.amounts().get(state)));
                        }
                    }
                    files.put(rs.getString(1), text.toString());
                });
        return files;
    }

    private static String balance(RecordState state, long records, BigDecimal amount) {
        return state + " " + records + " " + amount.setScale(2).toPlainString();
    }

    private static Map<String, String> expectedClaims(GeneratedYear year) throws IOException {
        Map<String, String> claims = new TreeMap<>();
        year.claims().forEach((key, claim) -> {
            String verdict = claim.get("verdict").asText();
            if (!verdict.equals("NOTHING") && !verdict.equals("WAITING")) {
                claims.put(key, claim(verdict, claim.get("computation")));
            }
        });
        return claims;
    }

    private static Map<String, String> actualClaims(HubSteps hub) {
        Map<String, String> claims = new TreeMap<>();
        hub.jdbc()
                .sql(
                        """
                        select distinct on (record_key) record_key, body from message
                         where queue = 'taxcredit.verification' order by record_key, version desc
                        """)
                .query(rs -> {
                    try {
                        JsonNode body = JSON.readTree(rs.getString(2));
                        claims.put(rs.getString(1), claim(body.get("verdict").asText(), body.get("computation")));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return claims;
    }

    private static String claim(String verdict, JsonNode computation) {
        StringJoiner text = new StringJoiner(", ");
        text.add(verdict);
        if (computation.isNull()) {
            return text.add(NO_AMOUNTS).toString();
        }
        for (String figure : List.of(
                "grossExpenditure",
                "assistance",
                "eligibleExpenditure",
                "rate",
                "amountAtRate",
                "daysD",
                "daysE",
                "daysY",
                "maximum",
                "credit",
                "claimed")) {
            JsonNode value = computation.get(figure);
            text.add(figure + " "
                    + (value.isNull()
                            ? "none"
                            : new BigDecimal(value.asText())
                                    .stripTrailingZeros()
                                    .toPlainString()));
        }
        return text.toString();
    }

    /** Compares the messages of a phase, counted by queue and kind, and marks them as acknowledged. */
    static void checkMessages(GeneratedYear year, HubSteps hub, String phase) throws IOException {
        for (String queue : List.of("registry.certification", "taxcredit.verification")) {
            Map<String, Long> actual = new TreeMap<>(Map.of("NEW", 0L, "AMEND", 0L, "WITHDRAW", 0L));
            actual.putAll(counts(
                    hub,
                    "select kind, count(*) from message_status where acknowledged_at is null and queue = '" + queue
                            + "' group by kind"));
            JsonNode counts = year.summary().at("/messages/" + queue + "/" + phase);
            Map<String, Long> expected = new TreeMap<>();
            counts.properties()
                    .forEach(kind -> expected.put(kind.getKey(), kind.getValue().asLong()));
            assertThat(actual).as(queue + " after " + phase).isEqualTo(expected);
        }
        Deliveries.acknowledgeAll(hub.jdbc(), "POSTED", null);
    }
}
