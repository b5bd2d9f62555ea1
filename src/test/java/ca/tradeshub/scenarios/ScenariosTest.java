// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scenario of {@code src/test/scenarios}, from its dropped files to its messages, exceptions and balances. */
class ScenariosTest {

    private static ScenarioHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = new ScenarioHub();
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
    }

    /** One test a file; {@code -Dscenarios=corrections/} runs those whose names contain it. */
    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        String wanted = System.getProperty("scenarios", "");
        List<Path> files = Scenario.files();
        assertThat(files).isNotEmpty();
        return files.stream()
                .filter(file -> file.toString().contains(wanted))
                .map(file ->
                        DynamicTest.dynamicTest(Scenario.FOLDER.relativize(file).toString(), () -> {
                            Scenario scenario = Scenario.read(file);
                            assertThat(ScenarioRun.run(hub, scenario))
                                    .as(scenario.shows())
                                    .isEmpty();
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shows: Too short.",
                "shows: A scenario without steps shows nothing.\nsteps: none",
                "shows: A scenario that expects nothing shows nothing.\nsteps: [{registrations: [{person: ana}]}]",
                "shows: A scenario expects something at its end.\nsteps: [{registrations: none, then: {messages: none}}, {advance: 1 day}]",
                "shows: A scenario has no other names than these.\nwhy: none\nsteps: [{advance: 1 day, then: {messages: none}}]",
                "shows: A scenario names a thing once.\nsteps: [{advance: 1 day, advance: 2 days, then: {messages: none}}]",
            })
    void a_file_that_shows_nothing_is_a_mistake(String text) {
        assertThatExceptionOfType(ScenarioMistake.class).isThrownBy(() -> Scenario.of("a/b", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{registrations: [{person: nobody}], then: {messages: none}}",
                "{registrations: [{person: ana, salary: 5}], then: {messages: none}}",
                "{registrations: [{person: {like: ana, age: 5}}], then: {messages: none}}",
                "{registrations: [{person: ana}], then: {message: none}}",
                "{registrations: [{person: ana}], pagroll: 1, then: {messages: none}}",
                "{registrations: [{person: ana}], then: {records: {payroll 1: [held]}}}",
                "{registrations: [{person: ana}], then: {balances: {registrations 1: balanced}}}",
                "{hope: for the best, then: {messages: none}}",
            })
    void a_step_that_nobody_understands_is_a_mistake(String step) {
        Scenario scenario = Scenario.of("a/b", "shows: This step has a mistake in it.\nsteps: [" + step + "]");
        assertThatExceptionOfType(ScenarioMistake.class).isThrownBy(() -> ScenarioRun.run(hub, scenario));
    }

    @Test
    void what_differs_is_reported_with_what_is_there() throws IOException {
        Scenario scenario = Scenario.of(
                "a/b",
                """
                shows: Every part of an expectation is compared.
                steps:
                  - registrations: [{person: ana}]
                    then:
                      messages: [{registry: AMEND 1 ana/442A}]
                      exceptions: [{type: RULE_HOLD, rule: ATTC-01, about: ana/442A}]
                      records: {registrations 1: [held]}
                      balances: {registrations 1: 1 received = 1 held}
                      files: {registrations 1: refused}
                      receipts: {registrations 1: {verdict: REFUSED}}
                      alarms: [FILE-SEQUENCE-GAP]
                """);
        assertThat(ScenarioRun.run(hub, scenario)).hasSize(8);
    }
}
