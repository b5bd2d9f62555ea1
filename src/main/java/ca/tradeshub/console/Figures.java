package ca.tradeshub.console;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How the pages write numbers and times: the same on every machine and for every browser. */
@Component("figures")
public class Figures {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("America/Toronto"));
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private final Clock clock;

    Figures(Clock clock) {
        this.clock = clock;
    }

    /** A number with thousands set apart. */
    public String count(long number) {
        return new DecimalFormat("#,##0", SYMBOLS).format(number);
    }

    /** Hours or gross wages with two decimals; a feed without amounts has none to show. */
    public String amount(Feed feed, BigDecimal amount) {
        return feed == Feed.CERTIFICATES ? "" : new DecimalFormat("#,##0.00", SYMBOLS).format(amount);
    }

    /** What a feed's amounts are. */
    public String unit(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS -> "hours";
            case PAYROLL -> "gross wages, $";
            case CERTIFICATES -> "";
        };
    }

    /** An instant as a clock in Toronto shows it. */
    public String time(Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    /** How long ago it was, in the largest fitting unit. */
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
        return age.toDays() < 1 ? age.toHours() + " h" : age.toDays() + " d";
    }

    /** Now, as a clock in Toronto shows it. */
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

    /** A state, type or code in plain words. */
    public String words(Object name) {
        return name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
