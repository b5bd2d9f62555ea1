// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How the pages write numbers and times, in the language of the page: {@code 1,203.50} in English, {@code 1 203,50}
 * with a no-break space in French. Dates are written year first in both.
 */
@Component("format")
public class DisplayFormat {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(OntarioTime.ZONE);
    private static final DecimalFormatSymbols ENGLISH = symbols(',', '.');
    private static final DecimalFormatSymbols FRENCH = symbols('\u00a0', ',');

    private final Clock clock;

    DisplayFormat(Clock clock) {
        this.clock = clock;
    }

    private static DecimalFormatSymbols symbols(char grouping, char decimal) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(grouping);
        symbols.setDecimalSeparator(decimal);
        return symbols;
    }

    /** A number with thousands separated. */
    public String count(long number) {
        return new DecimalFormat("#,##0", symbols()).format(number);
    }

    /** Whether the records of a feed have amounts: hours or gross wages. */
    public boolean hasAmounts(Feed feed) {
        return feed != Feed.CERTIFICATES;
    }

    /** Hours or gross wages with two decimals; empty for a feed without amounts. */
    public String amount(Feed feed, BigDecimal amount) {
        return hasAmounts(feed) ? new DecimalFormat("#,##0.00", symbols()).format(amount) : "";
    }

    /** Dollars with two decimals; empty for null. */
    public String money(@Nullable BigDecimal amount) {
        return amount == null ? "" : new DecimalFormat("#,##0.00", symbols()).format(amount);
    }

    /** Dollars with their sign, as the language places it; empty for null. */
    public String dollars(@Nullable BigDecimal amount) {
        return amount == null
                ? ""
                : PageMessages.text("unit.dollars", money(amount)).in(PageLanguage.current());
    }

    /** Dollars with their sign, from an amount in a message. */
    public String dollarsOf(String amount) {
        return dollars(new BigDecimal(amount));
    }

    /** Hours or gross wages with their unit; empty for a feed without amounts. */
    public String quantity(Feed feed, BigDecimal amount) {
        if (!hasAmounts(feed)) {
            return "";
        }
        return feed == Feed.PAYROLL
                ? dollars(amount)
                : PageMessages.text("unit.hours", amount(feed, amount)).in(PageLanguage.current());
    }

    /** Evidence in bits, with its sign and one decimal. */
    public String bits(double bits) {
        return new DecimalFormat("+#,##0.0;-#,##0.0", symbols()).format(bits);
    }

    private static DecimalFormatSymbols symbols() {
        return PageLanguage.current() == Language.FR ? FRENCH : ENGLISH;
    }

    /** An instant in Toronto time; empty for null. */
    public String time(Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    /** An instant in Toronto time, from its ISO text; empty for null. */
    public String timeOf(String at) {
        return at == null ? "" : TIME.format(Instant.parse(at));
    }

    /** The time since an instant, in the largest fitting unit; empty for null. */
    public String age(Instant since) {
        if (since == null) {
            return "";
        }
        Duration age = Duration.between(since, clock.instant());
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 1
                ? age.toHours() + " h"
                : age.toDays() + (PageLanguage.current() == Language.FR ? " j" : " d");
    }

    /** Now, in Toronto time. */
    public String now() {
        return TIME.format(clock.instant());
    }

    /** The states in the order of the balance equation. */
    public RecordState[] states() {
        return new RecordState[] {
            RecordState.DELIVERED,
            RecordState.REJECTED,
            RecordState.DUPLICATE,
            RecordState.SUPERSEDED,
            RecordState.HELD,
            RecordState.PENDING,
            RecordState.OUT_OF_SCOPE
        };
    }
}
