// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import ca.tradeshub.canonical.Feed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of the name of a dropped file (interface agreements, section 1).
 *
 * @param feed the feed
 * @param name the name as it lay in the drop folder
 * @param logicalName the name without {@code .gz} and {@code .pgp}
 * @param employerBn9 the employer's nine digits of a payroll file, else empty
 * @param date the date in the name
 * @param sequence the sequence
 * @param control whether this is a payroll file's control file
 * @param containers the containers to open, outermost first: {@code pgp}, {@code gz} or both
 */
public record SenderFileName(
        Feed feed,
        String name,
        String logicalName,
        String employerBn9,
        LocalDate date,
        int sequence,
        boolean control,
        List<String> containers) {

    private static final Pattern NAME = Pattern.compile(
            "((REG|CERT|PAY_(\\d{9}))_((?!0000)\\d{4})(\\d{2})(\\d{2})_(\\d{6})\\.(ndjson|dat|csv(\\.ctl)?))"
                    + "(\\.gz)?(\\.pgp)?");

    private static final Map<String, Feed> EXTENSIONS = Map.of(
            "REG.ndjson",
            Feed.REGISTRATIONS,
            "CERT.dat",
            Feed.CERTIFICATES,
            "PAY.csv",
            Feed.PAYROLL,
            "PAY.csv.ctl",
            Feed.PAYROLL);

    /** What a file name says, or nothing when it is not a name the interface agreements know. */
    public static Optional<SenderFileName> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String employer = matcher.group(3);
        Feed feed = EXTENSIONS.get((employer == null ? matcher.group(2) : "PAY") + "." + matcher.group(8));
        if (feed == null) {
            return Optional.empty();
        }
        List<String> containers = new ArrayList<>();
        if (matcher.group(11) != null) {
            containers.add("pgp");
        }
        if (matcher.group(10) != null) {
            containers.add("gz");
        }
        try {
            return Optional.of(new SenderFileName(
                    feed,
                    name,
                    matcher.group(1),
                    employer == null ? "" : employer,
                    LocalDate.of(number(matcher, 4), number(matcher, 5), number(matcher, 6)),
                    number(matcher, 7),
                    matcher.group(9) != null,
                    List.copyOf(containers)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The name of a data file, neither compressed nor encrypted. */
    public static SenderFileName of(Feed feed, String employerBn9, LocalDate date, int sequence) {
        String form =
                switch (feed) {
                    case REGISTRATIONS -> "REG_%2$tY%2$tm%2$td_%3$06d.ndjson";
                    case CERTIFICATES -> "CERT_%2$tY%2$tm%2$td_%3$06d.dat";
                    case PAYROLL -> "PAY_%1$s_%2$tY%2$tm%2$td_%3$06d.csv";
                };
        return parse(String.format(Locale.ROOT, form, employerBn9, date, sequence))
                .orElseThrow(() -> new IllegalArgumentException("A sequence has six digits, not " + sequence));
    }

    /** What the names of a feed's data files look like, for people. */
    public static String form(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS -> "REG_<yyyyMMdd>_<nnnnnn>.ndjson";
            case CERTIFICATES -> "CERT_<yyyyMMdd>_<nnnnnn>.dat";
            case PAYROLL -> "PAY_<BN9>_<yyyyMMdd>_<nnnnnn>.csv";
        };
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** The file name extension, which identifies the feed's format: {@code ndjson}, {@code dat} or {@code csv}. */
    public String format() {
        return logicalName.substring(logicalName.indexOf('.') + 1);
    }

    /** The logical name of the file this one is paired with: a CSV's control file, a control file's CSV. */
    public Optional<String> pairedName() {
        if (feed != Feed.PAYROLL) {
            return Optional.empty();
        }
        return Optional.of(
                control ? logicalName.substring(0, logicalName.length() - ".ctl".length()) : logicalName + ".ctl");
    }
}
