// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.cli.terminal.Exit;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Declares sequence numbers as never used by their sender, or withdraws a declaration. */
@Command(
        name = "sequence-unused",
        customSynopsis = Commands.NAME + " sequence-unused STREAM NUMBERS --reason TEXT [options]",
        footer = {
            "  " + Commands.NAME + " sequence-unused legacy-college/certificates 60-998 --reason \"Typing error: 999\"",
            "  " + Commands.NAME + " sequence-unused payroll-maple/payroll/123026635 7 --reason \"Test run\"",
            "  " + Commands.NAME
                    + " sequence-unused payroll-maple/payroll/123026635 7 --withdraw --reason \"It was sent\""
        })
final class SequenceUnused implements Callable<Integer> {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningHub hub;

    @Parameters(index = "0", paramLabel = "STREAM", descriptionKey = "STREAM")
    private String stream;

    @Parameters(index = "1", paramLabel = "NUMBERS", descriptionKey = "NUMBERS")
    private String numbers;

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    private String reason;

    @Option(names = "--withdraw")
    private boolean isWithdrawal;

    @Override
    public Integer call() {
        Matcher matcher = NUMBERS.matcher(numbers);
        if (!matcher.matches()) {
            throw CommandTexts.misuse(spec, "usage.numbers", numbers);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        hub.order(
                isWithdrawal ? "/api/sequences/unused/withdraw" : "/api/sequences/unused",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("stream", stream)
                        .put("first", first)
                        .put("last", last)
                        .put("reason", reason));
        spec.commandLine()
                .getOut()
                .println(CommandTexts.in(spec, isWithdrawal ? "unused.withdrawn" : "unused.done", stream, numbers));
        return Exit.OK;
    }
}
