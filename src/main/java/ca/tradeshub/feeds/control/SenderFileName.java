// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import ca.tradeshub.canonical.Feed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of the name of a dropped file (interface agreements, section 1).
 *
 * @param feed the feed
 * @param name the name of the file in the drop folder
 * @param employerBn9 the employer's nine digits of a payroll file, else empty
 * @param date the date in the name
 * @param sequence the sequence, {@link #UNKNOWN_SEQUENCE} when the name does not follow the convention
 * @param resubmission the number after {@code _R} of a resubmission, 0 for an ordinary file
 * @param control whether this is a payroll file's control file
 * @param containers the containers to open, outermost first: {@code pgp}, {@code gz} or both
 */
public record SenderFileName(
        Feed feed,
        String name,
        String employerBn9,
        LocalDate date,
        int sequence,
        int resubmission,
        boolean control,
        List<String> containers) {

    /** The sequence of a name that does not follow the convention. */
    public static final int UNKNOWN_SEQUENCE = -1;

    /** The highest number of a resubmission. */
    public static final int HIGHEST_RESUBMISSION = 999;

    private static final Pattern NAME =
            Pattern.compile("((REG|CERT|PAY_(\\d{9}))_((?!0000)\\d{4})(\\d{2})(\\d{2})_(\\d{6})"
                    + "(?:_R([1-9]\\d{0,2}))?\\.(ndjson|dat|csv(\\.ctl)?))(\\.gz)?(\\.pgp)?");

    /** What follows the name of an ordinary file's sequence. */
    private static final Pattern RESUBMISSION = Pattern.compile("(?:_R\\d+)?(\\.[a-z.]+)$");

    private static final String CONTROL = ".ctl";

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
        Feed feed = EXTENSIONS.get((employer == null ? matcher.group(2) : "PAY") + "." + matcher.group(9));
        if (feed == null) {
            return Optional.empty();
        }
        List<String> containers = new ArrayList<>();
        if (matcher.group(12) != null) {
            containers.add("pgp");
        }
        if (matcher.group(11) != null) {
            containers.add("gz");
        }
        try {
            return Optional.of(new SenderFileName(
                    feed,
                    name,
                    employer == null ? "" : employer,
                    LocalDate.of(number(matcher, 4), number(matcher, 5), number(matcher, 6)),
                    number(matcher, 7),
                    matcher.group(8) == null ? 0 : number(matcher, 8),
                    matcher.group(10) != null,
                    List.copyOf(containers)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /**
     * A name that does not follow the convention, for a dry run, whose content is checked all the same.
     *
     * @param feed the feed of the sender
     * @param name the name of the file in the drop folder
     * @param date the day on which it was received
     */
    public static SenderFileName unconventional(Feed feed, String name, LocalDate date) {
        String logical = name;
        List<String> containers = new ArrayList<>();
        for (String container : List.of("pgp", "gz")) {
            if (logical.endsWith("." + container)) {
                logical = logical.substring(0, logical.length() - container.length() - 1);
                containers.add(container);
            }
        }
        boolean control = feed == Feed.PAYROLL && logical.endsWith(CONTROL);
        return new SenderFileName(feed, name, "", date, UNKNOWN_SEQUENCE, 0, control, List.copyOf(containers));
    }

    /** The name without {@code .gz} and {@code .pgp}. */
    public String logicalName() {
        int endings = containers.stream()
                .mapToInt(container -> container.length() + 1)
                .sum();
        return name.substring(0, name.length() - endings);
    }

    /** Whether a header's sequence differs from that of the name; a name without a sequence differs from none. */
    public boolean contradicts(int stated) {
        return isConventional() && stated != sequence;
    }

    /** Whether the name follows the convention. */
    public boolean isConventional() {
        return sequence != UNKNOWN_SEQUENCE;
    }

    /** The name of a resubmission that corrects records of this file, neither compressed nor encrypted. */
    public SenderFileName resubmitted(int number) {
        return parse(RESUBMISSION.matcher(logicalName()).replaceFirst("_R" + number + "$1"))
                .orElseThrow(() -> new IllegalArgumentException("No resubmission has the number " + number));
    }

    /** The logical name of the file whose records a resubmission corrects; of an ordinary file its own. */
    public String originalName() {
        return RESUBMISSION.matcher(logicalName()).replaceFirst("$1");
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
        return logicalName().substring(logicalName().indexOf('.') + 1);
    }

    /** The logical name of the file this one is paired with: a CSV's control file, a control file's CSV. */
    public Optional<String> pairedName() {
        if (feed != Feed.PAYROLL) {
            return Optional.empty();
        }
        String logical = logicalName();
        return Optional.of(control ? logical.substring(0, logical.length() - CONTROL.length()) : logical + CONTROL);
    }
}
