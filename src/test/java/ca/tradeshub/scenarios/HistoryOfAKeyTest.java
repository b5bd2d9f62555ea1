// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ca.tradeshub.overview.messages.HistoryResolution;
import ca.tradeshub.overview.messages.KeyHistories;
import ca.tradeshub.overview.messages.KeyHistory;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the queue had on a day, by which files, resolutions and rules. */
class HistoryOfAKeyTest {

    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";

    private static final String STORY =
            """
            shows: Each version of a claim has its causes, and each day its resolutions.
            steps:
              - registrations: [{person: ana}]
              - payroll: [{line: L-1, person: ana}]
                control: {claims: [{agreement: TA-1, claimed: 195.01}]}
              - advance: 1 hours
              - resolve: {exception: {rule: ATTC-30}, kind: ACCEPT, by: anna, reason: "A cent, said 046 454 286"}
              - approve: {by: boris}
              - advance: 1 days
              - registrations: [{person: ana, period: 2}]
              - advance: 1 days
              - rejudge: {under: {C6: lifetime-cap}, previews: [1 tax AMEND 195.00 to 195.00]}
              - advance: 1 days
              - undo: {by: carla, reason: Not a cent}
                then: {exceptions: [{type: RULE_HOLD, rule: ATTC-30, about: maple/TA-1/2016}]}
            """;

    @Test
    void names_what_led_to_each_version_and_the_resolutions_of_each_day() throws IOException {
        try (ScenarioHub hub = new ScenarioHub()) {
            assertThat(ScenarioRun.run(hub, Scenario.of("a/b", STORY))).isEmpty();

            KeyHistory history = on(hub, 20);
            assertThat(history.versions()).hasSize(3);
            assertThat(causes(history, 1)).contains("RESOLUTION anna").anyMatch(cause -> cause.startsWith("FILE PAY_"));
            assertThat(causes(history, 2)).hasSize(1).allMatch(cause -> cause.startsWith("FILE REG_"));
            assertThat(causes(history, 3)).hasSize(1).allMatch(cause -> cause.startsWith("RULES "));

            assertThat(on(hub, 19).resolutions()).isEmpty();
            for (int day = 20; day <= 22; day++) {
                KeyHistory then = on(hub, day);
                assertThat(then.inForce().orElseThrow().message().version()).isEqualTo(day - 19);
                assertThat(then.resolutions())
                        .extracting(
                                resolution -> resolution.kind().name(),
                                HistoryResolution::author,
                                HistoryResolution::approver,
                                HistoryResolution::reason)
                        .containsExactly(tuple("ACCEPT", "anna", "boris", "A cent, said *** *** ***"));
            }
            assertThat(on(hub, 23).resolutions()).isEmpty();
        }
    }

    @Test
    void names_a_certificate_of_the_person_that_is_not_of_the_claim() throws IOException {
        String story =
                """
                shows: What is not of the claim leads to its versions.
                people:
                  unknown: {like: ana, accountNumber: absent}
                steps:
                  - registrations: [{person: unknown}]
                  - payroll: [{line: L-1, person: unknown}]
                  - advance: 1 days
                  - certificates: [{number: 1, person: ana, type: CA, issuedOn: 2016-02-10, registeredOn: 2016-02-10, programmeCompletedOn: 2016-02-01}]
                    then: {messages: [{registry: NEW 1 1000001/442A}, {tax: NEW 1 maple/TA-1/2016}, {registry: AMEND 2 1000001/442A}, {tax: AMEND 2 maple/TA-1/2016}]}
                """;
        try (ScenarioHub hub = new ScenarioHub()) {
            assertThat(ScenarioRun.run(hub, Scenario.of("a/b", story))).isEmpty();
            assertThat(causes(on(hub, 23), 2)).hasSize(1).allMatch(cause -> cause.startsWith("CERTIFICATE CERT_"));
        }
    }

    private static KeyHistory on(ScenarioHub hub, int day) {
        return hub.bean(KeyHistories.class)
                .of("taxcredit.verification", CLAIM, LocalDate.of(2026, 11, day))
                .orElseThrow();
    }

    private static List<String> causes(KeyHistory history, int version) {
        return history.versions().stream()
                .filter(each -> each.message().version() == version)
                .flatMap(each -> each.causes().stream())
                .map(cause -> cause.kind() + " " + cause.name())
                .toList();
    }
}
