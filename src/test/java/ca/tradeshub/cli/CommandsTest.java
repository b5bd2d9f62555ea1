// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class CommandsTest {

    @Test
    void settings_start_the_hub_and_anything_else_is_a_command() {
        assertThat(Commands.isMeant(new String[] {})).isFalse();
        assertThat(Commands.isMeant(new String[] {"--demo"})).isFalse();
        assertThat(Commands.isMeant(new String[] {"--hub.state-dir=x", "--server.port=0", "--demo", "--debug"}))
                .isFalse();
        assertThat(Commands.isMeant(new String[] {"--hub.state-dir=x", "check"}))
                .isTrue();
        assertThat(Commands.isMeant(new String[] {"--help"})).isTrue();
        assertThat(Commands.isMeant(new String[] {"--version"})).isTrue();
        assertThat(Commands.isMeant(new String[] {"chekc"})).isTrue();
    }

    @Test
    void an_argument_that_the_hub_would_ignore_is_reported() {
        assertThat(Ran.command("--dmeo").err()).startsWith("There is no option '--dmeo'.");
        assertThat(Ran.command("--json").err()).startsWith("There is no option '--json'.");

        assertThat(Ran.command("--server.port=0", "--dmeo").err()).startsWith("There is no option '--dmeo'.");
        assertThat(Ran.command("--server.port=0", "check-config").err())
                .startsWith("The command must be the first argument; --server.port=0 is before it.");

        Ran apart = Ran.command("--hub.state-dir", "/srv/hub");
        assertThat(apart.exit()).isEqualTo(2);
        assertThat(apart.err())
                .startsWith("The setting --hub.state-dir has no value.")
                .contains("--hub.state-dir=<value>");
        assertThat(Ran.command("check-config", "--hub.state-dir", "/srv/hub").err())
                .startsWith("The setting --hub.state-dir has no value.");
    }

    @Test
    void the_help_explains_and_names_every_command() {
        Ran help = Ran.command("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Usage: java -jar trades-hub.jar", "--hub.<key>=<value>", "Exit codes", "Examples", "help");
    }

    @Test
    void every_command_has_a_help_that_explains_and_breaks_lines_at_words() {
        assertThat(Commands.line(Ansi.OFF).getSubcommands().keySet()).contains("check", "check-config");
        for (String command : Commands.line(Ansi.OFF).getSubcommands().keySet()) {
            if (!command.equals("help")) {
                Ran help = Ran.command(command, "--help");
                assertThat(help.exit()).isZero();
                assertThat(help.out()).contains("Usage: ", "Exit codes", "Examples", Commands.NAME + " " + command);
                assertThat(help.out().lines()).allMatch(line -> line.length() <= 90);
                assertThat(Ran.command("help", command).out()).isEqualTo(help.out());
            }
        }
        assertThat(Ran.command("--help").out())
                .contains("Checks files as the hub would, without a hub and without any effect.");
    }

    @Test
    void the_version_names_the_rules_and_the_sheets() {
        assertThat(Ran.command("--version").out())
                .containsPattern("Trades Exchange Hub .*\\Rrules +[0-9a-f]{12}\\Rmappings [0-9a-f]{12}\\RJava +\\d+");
    }

    @Test
    void an_invalid_address_is_reported_in_a_sentence() {
        for (String url : new String[] {"hub", "ftp://hub", "localhost:8080", "127.0.0.1:8080"}) {
            Ran ran = Ran.command("explain", "X", "--url", url);
            assertThat(ran.exit()).isEqualTo(Exit.FAILED);
            assertThat(ran.err())
                    .contains("'" + url + "' is not a valid address of a hub")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void an_unknown_command_is_reported_with_the_nearest_one() {
        Ran ran = Ran.command("hlep");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("There is no command 'hlep'.").contains("Did you mean help?", "--help");
    }

    @Test
    void an_unknown_option_is_reported_in_a_sentence() {
        Ran ran = Ran.command("--verbose", "--nothing");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("There is no option '--nothing'.");
    }

    @Test
    void options_without_a_command_are_reported_in_a_sentence() {
        Ran ran = Ran.command("--verbose");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("The command is missing.");
    }
}
