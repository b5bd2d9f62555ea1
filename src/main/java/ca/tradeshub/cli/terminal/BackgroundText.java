// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import ca.tradeshub.explanation.Wording;
import ca.tradeshub.explanation.background.Background;
import ca.tradeshub.explanation.background.Background.Chosen;
import ca.tradeshub.explanation.background.Background.Compared;
import ca.tradeshub.explanation.background.Background.Disagreement;
import ca.tradeshub.explanation.background.Background.Joined;
import ca.tradeshub.explanation.background.Background.Lost;
import ca.tradeshub.explanation.background.Background.ResolutionUsed;
import ca.tradeshub.explanation.background.Background.SideValue;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What persons decided, what disagrees and why records are of one person, as lines of text. */
final class BackgroundText {

    private final PrintWriter out;
    private final Wording words;

    BackgroundText(PrintWriter out, Wording words) {
        this.out = out;
        this.words = words;
    }

    void write(Background background, String kind) {
        if (!background.resolutions().isEmpty()) {
            heading("resolutions");
            if (kind.equals("message")) {
                out.println(words.word("resolutions.for-message"));
            }
            background.resolutions().forEach(this::write);
            omitted("resolutions.more", background.omitted().resolutions());
        }
        if (!background.exceptions().isEmpty()) {
            heading("disagreements");
            background.exceptions().forEach(this::write);
            omitted("disagreements.more", background.omitted().exceptions());
        }
        if (!background.values().isEmpty()) {
            heading("survivorship");
            out.println(words.word("survivorship.hint"));
            background.values().forEach(this::write);
        }
        if (!background.joined().isEmpty()) {
            heading("identity");
            out.println(words.word(background.current() ? "identity.now" : "identity.past") + " "
                    + words.word("identity.hint"));
            background.joined().forEach(this::write);
            omitted("identity.more", background.omitted().joined());
        }
    }

    private void omitted(String key, int count) {
        if (count > 0) {
            out.println("  " + words.in(key, count));
        }
    }

    private void write(ResolutionUsed each) {
        out.println("  " + words.word("resolutions." + each.state()) + ": " + words.say(each.label()) + ", "
                + words.in("resolution.by", each.author(), each.decidedAt())
                + (each.approver() == null
                        ? ""
                        : words.in("resolution.approved", each.approver(), String.valueOf(each.approvedAt()))));
        if (each.chosen() != null) {
            under(words.in("resolution.chosen", each.chosen()));
        }
        under(words.word("reason") + ": " + each.reason());
        if (each.ended() != null) {
            under(words.in(
                    "resolution.ended",
                    each.ended().by(),
                    each.ended().at(),
                    each.ended().reason()));
        }
    }

    private void write(Disagreement each) {
        out.println("  " + each.id() + " " + words.word("type." + each.type()) + ", "
                + words.word("disagreement." + each.state())
                + (each.closedBy() == null ? "" : " " + words.word("disagreement." + each.closedBy())));
        under(words.say(each.detail()));
        for (SideValue side : each.values()) {
            under(shown(side.value()) + (side.place() == null ? "" : "  " + side.place()));
        }
    }

    private void write(Chosen each) {
        out.println("  " + String.format(Locale.ROOT, "%-18s", each.field()) + " "
                + (each.value() == null ? words.word("stated-not") : each.value() + masked(each.masked()))
                + (each.place() == null ? "" : "  " + each.place()));
        for (Lost lost : each.lost()) {
            under(words.word("survivorship.lost") + ": " + lost.value() + masked(lost.masked()) + "  " + lost.place());
        }
        under(words.word("survivorship.row") + ": " + each.field() + "," + String.join(" ", each.sources()) + ","
                + each.rule());
    }

    private void write(Joined each) {
        out.println("  " + each.left()
                + (each.repeated() > 1 ? " (" + words.in("identity.repeated", each.repeated() - 1) + ")" : "") + " – "
                + each.right() + ": "
                + each.by().stream().map(by -> words.word("join." + by)).collect(Collectors.joining(", ")) + "; "
                + bits(each.bits()) + " bits");
        if (each.contradicts()) {
            under(words.word("identity.contradicts"));
        }
        for (Compared field : each.fields()) {
            under(String.format(
                    Locale.ROOT,
                    "%-24s %-10s %6s  %s – %s",
                    words.word("field." + field.field()),
                    words.word("agreement." + field.agreement()),
                    bits(field.bits()),
                    shown(field.left()),
                    shown(field.right())));
        }
    }

    private String masked(boolean isMasked) {
        return isMasked ? " (" + words.word("masked") + ")" : "";
    }

    private static String shown(@Nullable String value) {
        return value == null ? "–" : value;
    }

    private static String bits(double bits) {
        return String.format(Locale.ROOT, "%+.1f", bits);
    }

    private void under(String text) {
        out.println("             " + text);
    }

    private void heading(String key) {
        out.println();
        out.println(words.word(key));
    }
}
