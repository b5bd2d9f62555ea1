// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.cli.terminal.Exit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the commands print, in the language of one command line. */
final class CommandTexts {

    /** The option that chooses the language, of every command. */
    static final String OPTION = "--lang";

    /** The environment variable that chooses the language of commands without the option. */
    static final String VARIABLE = "HUB_LANG";

    private static final Messages MESSAGES = Messages.of(CommandTexts.class);
    private static final String HELP = "help.";

    private CommandTexts() {}

    /**
     * The language of a command line. It is read before the line is parsed, so that errors of parsing have it too. An
     * invalid value is reported by the parser, in English. The locale of the machine has no effect.
     *
     * @param variable the value of {@link #VARIABLE}, null when it is not set
     */
    static Language chosen(String[] args, @Nullable String variable) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(OPTION + "=")) {
                return Language.of(args[i].substring(OPTION.length() + 1));
            }
            if (args[i].equals(OPTION) && i + 1 < args.length) {
                return Language.of(args[i + 1]);
            }
        }
        return Language.of(variable);
    }

    /** The language of the command line that a command belongs to. */
    static Language language(CommandSpec command) {
        return ((Commands) command.root().userObject()).language();
    }

    /** A sentence in both languages. */
    static Text text(String key, Object... values) {
        return MESSAGES.text(key, values);
    }

    /** A sentence in the language of the command line. */
    static String in(CommandSpec command, String key, Object... values) {
        return MESSAGES.in(language(command), key, values);
    }

    /** An error of the command line that the parser does not find. */
    static ParameterException misuse(CommandSpec command, String key, Object... values) {
        return new ParameterException(command.commandLine(), in(command, key, values));
    }

    /** Sets the help of a command, without that of its options, and the headings. */
    static void describe(CommandLine line, Language language) {
        String name = line.getParent() == null ? "" : line.getCommandName() + ".";
        CommandLine.Model.UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.synopsisHeading(MESSAGES.in(language, "heading.usage") + " ")
                .header(new String[0])
                .descriptionHeading("%n")
                .description(paragraphs(name, language))
                .parameterListHeading("%n")
                .optionListHeading(heading(language, "heading.options"))
                .commandListHeading(heading(language, "heading.commands"))
                .exitCodeListHeading(heading(language, "heading.exit"))
                .exitCodeList(exitCodes(name, language))
                .footerHeading(heading(language, "heading.examples"));
    }

    /** The help of the options and parameters, as the parser looks it up. */
    static ResourceBundle options(Language language) {
        return new Options(language);
    }

    private static String heading(Language language, String key) {
        return "%n" + MESSAGES.in(language, key) + "%n";
    }

    private static String[] paragraphs(String name, Language language) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; MESSAGES.has(HELP + name + "description." + i); i++) {
            if (i > 0) {
                lines.add("");
            }
            lines.add(MESSAGES.in(language, HELP + name + "description." + i));
        }
        return lines.toArray(String[]::new);
    }

    private static Map<String, String> exitCodes(String name, Language language) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (int code = Exit.OK; code <= Exit.FAILED; code++) {
            String key = HELP + name + "exit." + code;
            if (MESSAGES.has(key)) {
                codes.put(Integer.toString(code), MESSAGES.in(language, key));
            }
        }
        return codes;
    }

    /** The keys that begin with {@code help.}, under the names that the parser gives to commands and options. */
    private static final class Options extends ResourceBundle {

        private static final String ROOT = Commands.NAME + ".";

        private final Language language;

        Options(Language language) {
            this.language = language;
        }

        @Override
        protected @Nullable Object handleGetObject(String key) {
            String own = HELP + (key.startsWith(ROOT) ? key.substring(ROOT.length()) : key);
            // The parser fills in the default value and the list of values of an option.
            return MESSAGES.has(own)
                    ? MESSAGES.in(language, own, "${DEFAULT-VALUE}", "${COMPLETION-CANDIDATES}")
                    : null;
        }

        @Override
        public Enumeration<String> getKeys() {
            Set<String> keys = new TreeSet<>();
            for (String key : MESSAGES.keys()) {
                if (key.startsWith(HELP)) {
                    keys.add(key.substring(HELP.length()));
                    keys.add(ROOT + key.substring(HELP.length()));
                }
            }
            return Collections.enumeration(keys);
        }
    }
}
