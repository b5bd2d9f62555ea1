// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.ledger.response.FileReport.Next;
import ca.tradeshub.ledger.sequence.SequenceNumbers;
import ca.tradeshub.ledger.sequence.SequenceStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what is free in the sequence of a file, also of one whose name was refused but names its sequence all the same. */
class NextInSequence {

    private static final String PLACE =
            """
            select id, sender, feed, employer_bn9, sequence_year, sequence, resubmission from file
             where id = any(:ids) and sequence is not null
            """;

    private static final String WRONG_NAME =
            """
            select sender, feed, name, received_at from file
             where id = :id and sequence is null and refusal_code = :code
            """;

    private static final String STREAMS =
            """
            select employer_bn9, max(sequence_year) as year from file
             where sender = :sender and feed = :feed and sequence is not null
               and role = 'data' and state <> 'REFUSED' and not dry_run
             group by employer_bn9
            """;

    private static final Pattern EMPLOYER = Pattern.compile("(?<!\\d)\\d{9}(?!\\d)");
    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)((?:19|20)\\d{2})([-_.]?)(?:0[1-9]|1[0-2])\\2(?:0[1-9]|[12]\\d|3[01])(?!\\d)");

    private final JdbcClient jdbc;
    private final SequenceNumbers numbers;

    NextInSequence(JdbcClient jdbc, SequenceNumbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    /** What is free after files, by file. */
    Map<Long, Next> of(Set<Long> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        List<Place> places = jdbc.sql(PLACE)
                .param("ids", files.toArray(Long[]::new))
                .query(Place::read)
                .list();
        Map<SequenceStream, Integer> free =
                numbers.next(places.stream().map(Place::stream).collect(Collectors.toSet()));
        Map<Long, Next> next = new HashMap<>();
        for (Place place : places) {
            next.put(
                    place.file(),
                    new Next(
                            free.get(place.stream()),
                            place.resubmission() == 0
                                    ? 0
                                    : numbers.nextResubmission(place.stream(), place.sequence())));
        }
        files.stream().filter(file -> !next.containsKey(file)).forEach(file -> next.put(file, ofWrongName(file)));
        return next;
    }

    private Next ofWrongName(long file) {
        return jdbc.sql(WRONG_NAME)
                .param("id", file)
                .param("code", RefusalCode.FILE_NAME.code())
                .query(WrongName::read)
                .optional()
                .flatMap(this::stream)
                .map(stream -> new Next(numbers.next(stream), 0))
                .orElse(Next.UNKNOWN);
    }

    /** The sequence that the sender of a wrong name must mean; empty where it may be one of several. */
    private Optional<SequenceStream> stream(WrongName wrong) {
        List<Known> known = jdbc.sql(STREAMS)
                .param("sender", wrong.sender())
                .param("feed", wrong.feed().wireName())
                .query(Known::read)
                .list();
        if (wrong.feed() != Feed.PAYROLL) {
            return Optional.of(known.isEmpty() ? wrong.stream(new Known("", 0)) : wrong.stream(known.get(0)));
        }
        Set<String> named = wrong.employers();
        List<Known> meant = known.stream()
                .filter(each -> named.isEmpty() || named.contains(each.employerBn9()))
                .toList();
        return meant.size() == 1 ? Optional.of(wrong.stream(meant.get(0))) : Optional.empty();
    }

    /** The place of a file in its sequence. */
    private record Place(long file, SequenceStream stream, int sequence, int resubmission) {

        static Place read(ResultSet row, int number) throws SQLException {
            return new Place(
                    row.getLong("id"),
                    new SequenceStream(
                            row.getString("sender"),
                            Feed.ofWireName(row.getString("feed")),
                            row.getString("employer_bn9"),
                            row.getInt("sequence_year")),
                    row.getInt("sequence"),
                    row.getInt("resubmission"));
        }
    }

    /** A sequence of a sender, with its newest year. */
    private record Known(String employerBn9, int year) {

        static Known read(ResultSet row, int number) throws SQLException {
            return new Known(row.getString("employer_bn9"), row.getInt("year"));
        }
    }

    /** A file whose name was refused. */
    private record WrongName(String sender, Feed feed, String name, Instant receivedAt) {

        static WrongName read(ResultSet row, int number) throws SQLException {
            return new WrongName(
                    row.getString("sender"),
                    Feed.ofWireName(row.getString("feed")),
                    row.getString("name"),
                    row.getTimestamp("received_at").toInstant());
        }

        /** The employers that the name may contain. */
        Set<String> employers() {
            return EMPLOYER.matcher(name).results().map(MatchResult::group).collect(Collectors.toSet());
        }

        /** A sequence that restarts each January is the one of the date in the name, else of the day of arrival. */
        SequenceStream stream(Known known) {
            Matcher date = DATE.matcher(name);
            int year = known.year() == 0
                    ? 0
                    : date.find()
                            ? Integer.parseInt(date.group(1))
                            : receivedAt.atZone(OntarioTime.ZONE).getYear();
            return new SequenceStream(sender, feed, known.employerBn9(), year);
        }
    }
}
