// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Declares sequence numbers as never used by their sender. */
@Command(
        name = "sequence-unused",
        customSynopsis = Commands.NAME + " sequence-unused STREAM NUMBERS --reason TEXT [options]",
        description = {
            "Declares that a sender never used sequence numbers, so that they are not missing any more.",
            "",
            "The alarm FILE-SEQUENCE-GAP closes when no gap is left. Numbers that accepted files use cannot be"
                    + " declared. A file that comes with a declared number is accepted. The declaration and its reason"
                    + " are in the audit trail."
        },
        exitCodeList = {
            "0:the numbers are declared",
            "2:the command line is not valid",
            "4:the command failed: the hub does not respond, or the numbers cannot be declared"
        },
        footer = {
            "  " + Commands.NAME + " sequence-unused legacy-college/certificates 60-998 --reason \"Typing error: 999\"",
            "  " + Commands.NAME + " sequence-unused payroll-maple/payroll/123026635 7 --reason \"Test run\""
        })
final class SequenceUnused implements Callable<Integer> {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningHub hub;

    @Parameters(
            index = "0",
            paramLabel = "STREAM",
            description =
                    "The sequence, as the alarm names it: sender, feed, for payroll the employer's nine digits, and"
                            + " the year if the sequence restarts each January.")
    private String stream;

    @Parameters(index = "1", paramLabel = "NUMBERS", description = "A number, or the lowest and the highest: 60-998.")
    private String numbers;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why the sender never used them, without personal data.")
    private String reason;

    @Override
    public Integer call() {
        Matcher matcher = NUMBERS.matcher(numbers);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "NUMBERS is a number such as 7, or two such as 60-998, not '" + numbers + "'");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        hub.order(
                "/api/sequences/unused",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("stream", stream)
                        .put("first", first)
                        .put("last", last)
                        .put("reason", reason));
        spec.commandLine().getOut().println("Declared as never used: " + stream + " " + numbers);
        return Exit.OK;
    }
}
