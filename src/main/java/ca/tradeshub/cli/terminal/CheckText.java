// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.intake.check.CheckedFile;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReport.FindingCount;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints the result of a check. Untrusted text is escaped; colours appear only on a terminal. */
public final class CheckText {

    private static final String FORM = "  %-9s %s";

    private final PrintWriter out;
    private final Ansi ansi;
    private final Messages messages = Messages.of(CheckText.class);
    private final Language language;

    public CheckText(CommandLine command, Language language) {
        this.out = command.getOut();
        this.ansi = command.getColorScheme().ansi();
        this.language = language;
    }

    /** Writes the result for one file. */
    public void write(CheckedFile file) {
        out.println(styled(Style.bold, VisibleText.of(file.name())) + "  " + verdict(file)
                + (file.sender() == null ? "" : "  " + file.sender()));
        @Nullable FileReport report = file.report();
        if (report == null) {
            entry("why", messages.in(language, "waits." + file.waits()));
            entry("todo", messages.in(language, "waits." + file.waits() + ".todo"));
        } else {
            refusal(report);
            FileBalance balance = report.balance();
            if (balance != null) {
                balance(file, balance);
            }
            report.warnings()
                    .forEach(warning -> entry(
                            "warning", warning.code() + "  " + warning.detail().in(language)));
            findings(file, report);
            details(file);
        }
        file.output().files().forEach(path -> entry("written", VisibleText.of(path.toString())));
        out.println();
        out.flush();
    }

    /** Writes what the check does not cover. */
    public void writeEnd(boolean isAnybody) {
        out.println(messages.in(language, "unknown.hub"));
        if (isAnybody) {
            out.println(messages.in(language, "unknown.sender"));
        }
        out.flush();
    }

    private String verdict(CheckedFile file) {
        if (file.report() == null) {
            return styled(Style.fg_red, messages.in(language, "verdict.NEVER_TAKEN"));
        }
        Style style = file.isRefused() ? Style.fg_red : file.isAccepted() ? Style.fg_green : Style.fg_yellow;
        return styled(style, messages.in(language, "verdict." + file.report().verdict()));
    }

    private void refusal(FileReport report) {
        if (report.refusal() == null) {
            return;
        }
        String place = report.refusal().line() == null
                ? ""
                : ", " + messages.in(language, "line", report.refusal().line());
        entry("code", report.refusal().code() + place);
        RefusalCode code = report.refusal().code();
        entry("why", VisibleText.of(report.refusal().why().in(language)));
        entry("todo", code.remedy().in(language));
    }

    private void balance(CheckedFile file, FileBalance balance) {
        List<RecordState> present = Stream.of(RecordState.values())
                .filter(state -> balance.recordsIn(state) > 0)
                .toList();
        entry(
                "balance",
                messages.in(language, plural("records", balance.received()), balance.received()) + " = "
                        + (present.isEmpty()
                                ? "0"
                                : present.stream()
                                        .map(state -> balance.recordsIn(state) + " "
                                                + messages.in(
                                                        language, plural("state." + state, balance.recordsIn(state))))
                                        .collect(Collectors.joining(" + "))));
        if (file.feed() != Feed.CERTIFICATES) {
            entry(
                    null,
                    messages.in(
                                    language,
                                    "amount." + file.feed(),
                                    balance.amountReceived().setScale(2).toPlainString())
                            + " = "
                            + (present.isEmpty()
                                    ? "0.00"
                                    : present.stream()
                                            .map(state ->
                                                    balance.amountIn(state).toPlainString())
                                            .collect(Collectors.joining(" + "))));
        }
    }

    private void findings(CheckedFile file, FileReport report) {
        String label = "findings";
        for (FindingCount finding : report.findings()) {
            String kind = String.format(
                    Locale.ROOT,
                    "%-7s %-16s %s",
                    messages.in(language, "outcome." + finding.outcome()),
                    finding.rule(),
                    messages.in(language, plural("times", finding.count()), finding.count()));
            boolean isDetailed = file.found().details().stream()
                    .anyMatch(detail -> detail.rule().equals(finding.rule()));
            entry(label, styled(style(finding.outcome()), kind));
            if (!isDetailed) {
                LineFinding first = Objects.requireNonNull(
                        file.found().examples().get(finding.rule() + " " + finding.outcome()),
                        "every counted finding has an example");
                entry(null, messages.in(language, "first", first.line()) + " " + message(first));
            }
            label = null;
        }
    }

    private void details(CheckedFile file) {
        for (LineFinding finding : file.found().details()) {
            String place = Stream.of(
                            finding.column() == null ? null : messages.in(language, "column", finding.column()),
                            finding.field())
                    .filter(part -> part != null)
                    .collect(Collectors.joining(", "));
            entryOf(
                    messages.in(language, "line", finding.line()),
                    styled(
                                    style(finding.outcome()),
                                    messages.in(language, "outcome." + finding.outcome()) + " " + finding.rule())
                            + (place.isEmpty() ? "" : "  " + VisibleText.of(place))
                            + (finding.observed() == null
                                    ? ""
                                    : "  " + messages.in(language, "found", VisibleText.of(finding.observed()))));
            entry(null, message(finding));
            entry(null, styled(Style.faint, VisibleText.of(finding.citation())));
        }
        if (file.found().total() > file.found().details().size()) {
            entry(
                    null,
                    messages.in(
                            language,
                            "more",
                            file.found().total() - file.found().details().size()));
        }
    }

    private static String plural(String key, long count) {
        return count == 1 ? key + ".1" : key;
    }

    private String message(LineFinding finding) {
        return VisibleText.of(finding.message().in(language));
    }

    private void entry(@Nullable String label, String text) {
        entryOf(label == null ? "" : messages.in(language, label), text);
    }

    private void entryOf(String label, String text) {
        out.println(String.format(Locale.ROOT, FORM, label, text));
    }

    private static Style style(String outcome) {
        return switch (outcome) {
            case "reject" -> Style.fg_red;
            case "hold", "warn" -> Style.fg_yellow;
            default -> Style.faint;
        };
    }

    private String styled(Style style, String text) {
        return ansi.enabled() ? style.on() + text + Style.reset.on() : text;
    }
}
