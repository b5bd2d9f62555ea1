// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Explanation.Choice;
import ca.tradeshub.explanation.Explanation.Claim;
import ca.tradeshub.explanation.Explanation.ClaimLine;
import ca.tradeshub.explanation.Explanation.Evidence;
import ca.tradeshub.explanation.Explanation.FactUsed;
import ca.tradeshub.explanation.Explanation.Figure;
import ca.tradeshub.explanation.Explanation.JudgedRecord;
import ca.tradeshub.explanation.Explanation.LawUsed;
import ca.tradeshub.explanation.Explanation.MessageLink;
import ca.tradeshub.explanation.Explanation.Quote;
import ca.tradeshub.explanation.Explanation.RuleAnswer;
import ca.tradeshub.explanation.Explanation.Said;
import ca.tradeshub.explanation.Explanation.Sent;
import ca.tradeshub.explanation.Explanation.Step;
import ca.tradeshub.explanation.Explanation.Version;
import ca.tradeshub.explanation.Wording;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An explanation as lines of text. */
public final class ExplanationText {

    private static final int DIGEST = 12;

    private final PrintWriter out;
    private final Wording words;

    public ExplanationText(PrintWriter out, Wording words) {
        this.out = out;
        this.words = words;
    }

    public void write(Explanation explanation) {
        out.println(words.word("of-" + explanation.kind()) + " " + explanation.name() + "  " + explanation.about());
        out.println(words.say(explanation.summary()));
        write(explanation.version());
        if (explanation.sent() != null) {
            write(explanation.sent());
        }
        if (explanation.claim() != null) {
            write(explanation.claim());
        }
        new BackgroundText(out, words).write(explanation.background(), explanation.kind());
        explanation.records().forEach(this::write);
        heading("evidence");
        explanation.evidence().forEach(this::write);
        if (explanation.kind().equals("record")) {
            heading("messages");
            if (explanation.messages().isEmpty()) {
                out.println(words.word("none"));
            }
            for (MessageLink message : explanation.messages()) {
                out.println(message.messageId() + "  " + message.queue() + "  " + message.kind() + " "
                        + message.version() + "  " + message.decidedAt());
            }
        }
    }

    private void write(Version version) {
        String key = version.under() == null ? "version.none" : version.same() ? "version.same" : "version.differs";
        out.println(words.word(key));
        if (version.under() != null) {
            line(words.word("version.under"), version.under());
        }
        if (!version.same()) {
            line(words.word("version.now"), version.now());
        }
    }

    private void write(Sent sent) {
        heading("sent");
        out.println(words.word("sent.hint") + (sent.last() ? "" : " " + words.word("sent.replaced")));
        line(words.word("queue"), sent.queue() + ", " + sent.kind() + " " + sent.version());
        line(words.word("decided"), sent.decidedAt());
        line(words.word("sent-at"), sent.sentAt() == null ? words.word("waits") : sent.sentAt());
        if (sent.verdict() != null) {
            line(
                    words.word("verdict"),
                    words.word("verdict." + sent.verdict())
                            + (sent.decidingRule() == null ? "" : " " + sent.decidingRule()));
        }
        figures(sent.figures());
        sent.steps()
                .forEach(step -> out.println("  " + pad(step.rule(), 10) + " " + step.formula() + " = " + step.result()
                        + "  [" + at(step.law()) + "]"));
        sent.findings()
                .forEach(finding -> out.println("  " + finding.outcome() + " " + finding.rule() + "  "
                        + finding.message() + "  [" + at(finding.law()) + "]"));
        sent.excluded()
                .forEach(each -> out.println("  " + words.word("left-out") + " " + each.amount() + "  " + each.rule()
                        + "  " + each.file() + ":" + each.line()));
    }

    private void write(Claim claim) {
        heading("claim");
        out.println(claim.key());
        out.println(words.say(claim.summary()));
        out.println(words.word("claim.hint"));
        if (claim.decision() != null) {
            line(
                    words.word("decision"),
                    words.state(claim.decision()) + (claim.decidedBy() == null ? "" : " " + claim.decidedBy()));
        }
        if (claim.verdict() == null) {
            out.println(words.say(claim.notCalculated()));
            return;
        }
        line(words.word("verdict"), words.word("verdict." + claim.verdict()));
        figures(claim.figures());
        claim.steps().forEach(this::write);
        out.println();
        out.println(words.word("answers.claim"));
        claim.answers().forEach(this::write);
        out.println();
        out.println(words.word("lines"));
        for (ClaimLine line : claim.lines()) {
            out.println("  " + pad(line.ref(), 10) + " " + line.from() + " – " + line.to() + "  " + line.amount()
                    + (line.rule() == null
                            ? ""
                            : "  " + words.word("left-out") + " " + line.leftOut() + " " + line.rule()));
        }
    }

    private void write(Step step) {
        out.println("  " + pad(step.rule(), 10) + " " + words.say(step.formula()) + " = " + step.result());
        out.println("             [" + at(step.citation()) + "]");
        under(step.facts(), step.law(), step.readings());
    }

    private void write(JudgedRecord record) {
        heading("answers");
        out.println(record.ref() + "  " + words.word("comes-to") + ": " + words.word(record.verdict())
                + (record.rule() == null ? "" : " " + record.rule())
                + (record.differs() ? "  " + words.word("differs") : ""));
        record.found().forEach(this::write);
        record.answers().forEach(this::write);
    }

    private void write(RuleAnswer answer) {
        String because = words.say(answer.because());
        out.println("  " + pad(answer.rule(), 12) + " " + words.word(answer.answer())
                + (because.isEmpty() ? "" : ": " + because));
        out.println("             " + words.say(answer.statement()));
        answer.said().forEach(this::write);
        for (Quote quote : answer.citations()) {
            out.println(
                    "             [" + at(quote) + "]" + (quote.phrase() == null ? "" : " “" + quote.phrase() + "”"));
        }
        beyond(answer.beyondText());
        under(answer.facts(), answer.law(), answer.readings());
    }

    private void beyond(@Nullable Text text) {
        if (text != null) {
            out.println("             " + words.word("beyond-text") + ": " + words.say(text));
        }
    }

    private void write(Said said) {
        out.println("             " + said.outcome() + " " + said.rule() + ": " + words.say(said.message())
                + (said.observed() == null ? "" : " (" + said.observed() + ")"));
    }

    private void under(List<FactUsed> facts, List<LawUsed> law, List<Choice> readings) {
        for (FactUsed fact : facts) {
            out.println("             " + fact.field() + " = "
                    + (fact.value() == null ? words.word("stated-not") : fact.value())
                    + (fact.masked() ? " (" + words.word("masked") + ")" : "")
                    + (fact.ref() == null ? "" : " (" + fact.ref() + ")"));
        }
        for (LawUsed value : law) {
            out.println("             " + value.id() + " = " + (value.value() == null ? "–" : value.value())
                    + (value.day() == null
                            ? ""
                            : " (" + words.word("dated-by") + " " + words.word("by." + value.datedBy()) + ": "
                                    + value.days() + ")")
                    + (value.from() == null ? "" : " " + words.word("since") + " " + value.from())
                    + (value.to() == null ? "" : " " + words.word("until") + " " + value.to())
                    + (value.law() == null ? "" : " [" + at(value.law()) + "]"));
            beyond(value.beyondText());
        }
        for (Choice reading : readings) {
            out.println("             " + reading.id() + " " + words.say(reading.question()) + " → " + reading.choice()
                    + (reading.choice().equals(reading.recommended())
                            ? ""
                            : " (" + words.word("recommended") + ": " + reading.recommended() + ")"));
        }
    }

    private void write(Evidence place) {
        out.println("  " + pad(place.ref(), 10) + " " + place.file()
                + (place.line() == null
                        ? ""
                        : "  " + words.word("line").toLowerCase(Locale.ROOT) + " " + place.line() + ", "
                                + words.word("bytes").toLowerCase(Locale.ROOT) + " " + place.offset() + "+"
                                + place.length())
                + (place.sha256() == null ? "" : "  sha-256 " + place.sha256().substring(0, DIGEST))
                + (place.state() == null
                        ? ""
                        : "  " + words.state(place.state()) + (place.rule() == null ? "" : " " + place.rule())));
    }

    private void figures(List<Figure> figures) {
        for (Figure figure : figures) {
            out.println("  " + pad(figure.name(), 36) + " " + (figure.value() == null ? "–" : figure.value())
                    + (figure.masked() ? " (" + words.word("masked") + ")" : ""));
        }
    }

    private void heading(String key) {
        out.println();
        out.println(words.word(key));
    }

    private void line(String name, String value) {
        out.println("  " + pad(name, 12) + " " + value);
    }

    private static String at(Quote quote) {
        return quote.document() + ", " + quote.section();
    }

    private static String pad(@Nullable String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", Objects.toString(text, ""));
    }
}
