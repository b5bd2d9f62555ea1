// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.cli.terminal.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

class CommandsTest {

    private static final Set<String> COMMANDS =
            Commands.line(Ansi.OFF, Language.EN).getSubcommands().keySet();

    /** Words that a help in French has only where something was not translated. */
    private static final Pattern ENGLISH =
            Pattern.compile("\\b([Tt]he|file|folder|Prints?|print|of|Usage:|default|Exit codes|help is)\\b");

    /** What is the same in both languages: arguments, settings, and examples, which begin with the jar's call. */
    private static final Pattern NAMES = Pattern.compile("--?[\\w.<>-]+|<[^>]*>|(?m)^  java -jar.*\\R(?:      --.*)?");

    @Test
    void every_text_of_a_help_is_in_both_languages() {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"--help", "--lang=fr"});
        for (String command : COMMANDS) {
            lines.add(new String[] {command, "--help", "--lang", "fr"});
        }
        for (String[] line : lines) {
            Ran french = Ran.command(line);
            assertThat(french.exit()).isZero();
            assertThat(french.out()).startsWith("Utilisation : java -jar trades-hub.jar");
            assertThat(french.out().lines().skip(1)).allMatch(row -> row.length() <= 90);
            assertThat(ENGLISH.matcher(NAMES.matcher(french.out()).replaceAll(""))
                            .results()
                            .map(MatchResult::group))
                    .as(String.join(" ", line))
                    .isEmpty();
        }
        assertThat(Ran.command("help", "check", "--lang=fr").out())
                .isEqualTo(Ran.command("check", "--lang=fr", "--help").out());
    }

    @Test
    void every_command_option_and_parameter_has_a_help() {
        for (Language language : Language.values()) {
            CommandLine root = Commands.line(Ansi.OFF, language);
            List<CommandLine> all = new ArrayList<>(root.getSubcommands().values());
            all.add(root);
            for (CommandLine command : all) {
                CommandSpec spec = command.getCommandSpec();
                assertThat(spec.usageMessage().description()).as(spec.name()).isNotEmpty();
                assertThat(spec.options()).isNotEmpty().allSatisfy(option -> assertThat(option.description())
                        .as(spec.name() + " " + option.longestName())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).isNotBlank()));
                assertThat(spec.positionalParameters()).allSatisfy(parameter -> assertThat(parameter.description())
                        .as(spec.name() + " " + parameter.paramLabel())
                        .isNotEmpty());
            }
        }
    }

    @Test
    void errors_of_the_command_line_are_in_the_chosen_language() {
        assertThat(Ran.command("--lang", "fr", "hlep").err())
                .startsWith("La commande « hlep » n'existe pas.")
                .contains("Vouliez-vous dire help?", "Voir java -jar trades-hub.jar --help");
        assertThat(Ran.command("check", "--lang=fr").err()).startsWith("Obligatoire, mais absent : FILE.");
        assertThat(Ran.command("generate", "--lang=fr").err()).startsWith("Obligatoire, mais absent : --out.");
        assertThat(Ran.command("explain", "X", "--url", "hub", "--lang=FR").err())
                .contains("« hub » n'est pas l'adresse valide d'un centre");
        assertThat(Ran.command("generate", "--out", "x", "--lang=fr", "--year=1999")
                        .err())
                .startsWith("L'année doit être de 2010 à 2019");
        assertThat(Ran.command("generate", "--out", "x", "--lang=fr", "--corrections=lots")
                        .err())
                .startsWith("« lots » n'est pas une part; écrivez 0.02 ou 2%");
        assertThat(Ran.command("generate", "--out", "x", "--lang=fr", "--registers=HOURLY")
                        .err())
                .startsWith("La valeur « HOURLY » de --registers n'est pas valide. Valeurs valides : ");
        assertThat(Ran.command("generate", "--out", "x", "--lang=fr", "--seed=x")
                        .err())
                .startsWith("La valeur « x » de --seed n'est pas valide.");
        assertThat(Ran.command("check", "--json", "--json", "x", "--lang=fr").err())
                .startsWith("L'option --json est donnée plus d'une fois.");
        assertThat(Ran.command("check", "--lang=fr", "/none/x.csv").err()).startsWith("/none/x.csv n'existe pas.");
    }

    @Test
    void the_language_is_chosen_by_the_option_then_by_the_variable_and_never_by_the_machine() {
        assertThat(CommandTexts.chosen(new String[] {"check"}, null)).isEqualTo(Language.EN);
        assertThat(CommandTexts.chosen(new String[] {"check"}, "fr")).isEqualTo(Language.FR);
        assertThat(CommandTexts.chosen(new String[] {"check", "--lang", "en"}, "fr"))
                .isEqualTo(Language.EN);
        assertThat(CommandTexts.chosen(new String[] {"--lang=FR", "check"}, "en"))
                .isEqualTo(Language.FR);
        assertThat(CommandTexts.chosen(new String[] {"check", "--lang"}, null)).isEqualTo(Language.EN);

        assertThat(Ran.command("check", "x.csv", "--lang=de").err())
                .startsWith("The value 'de' of --lang is not valid. Valid values: EN, FR.");
    }

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
        assertThat(COMMANDS).contains("check", "check-config");
        for (String command : COMMANDS) {
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

    @Test
    void results_that_cannot_be_written_are_a_failure() {
        PrintWriter full = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        StringWriter err = new StringWriter();

        int exit = Commands.run(new String[] {"--version"}, full, new PrintWriter(err));

        assertThat(exit).isEqualTo(4);
        assertThat(err.toString()).contains("Not all results could be written to the standard output");
    }
}
