// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.sequence.SequenceNumbers;
import ca.tradeshub.ledger.sequence.SequenceNumbers.Use;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks up what the ledger has about files that arrive, at once, however many there are. */
@Component
public class LandingLookup {

    private static final String RECORDED =
            """
            select f.id, f.name, f.size_bytes, f.archive_sha256, f.source_moved, f.role, f.state, f.refusal_code,
                   coalesce(f.source_modified, to_timestamp(0)) as source_modified,
                   c.id as control_id, c.name as control_name,
                   (select d.refusal_code from file d
                     where d.control_file = f.id order by d.id desc limit 1) as csv_refusal_code
              from file f
              left join file c on c.id = f.control_file and not c.source_moved
             where f.sender = :sender and f.dry_run = :dryRun
               and f.logical_name = any(:logicalNames) and f.name = any(:names)
               and (not f.source_moved or f.source_moved_at >= :listed)
             order by f.id
            """;

    private static final String SAME_CONTENT =
            """
            select content_sha256, name, received_at from file
             where sender = :sender and content_sha256 = any(:contents) and role = 'data'
               and state <> 'REFUSED' and not dry_run
            """;

    private static final String ACCEPTED =
            """
            select distinct logical_name from file
             where sender = :sender and logical_name = any(:names) and role = 'data' and state <> 'REFUSED'
               and not dry_run
            """;

    private final JdbcClient jdbc;
    private final SequenceNumbers numbers;
    private final ControlPairing controls;

    LandingLookup(JdbcClient jdbc, SequenceNumbers numbers, ControlPairing controls) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.controls = controls;
    }

    /** What the ledger has about files that arrive in a drop folder that was listed at a time. */
    LandedBefore of(InboxId inbox, List<Arrival> arrivals, Instant listed) {
        LandedBefore before = new LandedBefore(
                controls
                        .allWaiting(
                                inbox,
                                arrivals.stream()
                                        .filter(Arrival::control)
                                        .map(Arrival::logicalName)
                                        .toList())
                        .stream()
                        .collect(Collectors.groupingBy(ControlPairing.Waiting::logicalName)),
                contents(inbox, arrivals),
                originals(inbox, arrivals),
                numbers.uses(
                        inbox.sender(),
                        arrivals.stream()
                                .filter(arrival -> !arrival.control())
                                .flatMap(arrival -> arrival.sequence().map(arrival::number).stream())
                                .distinct()
                                .toList()));
        jdbc.sql(RECORDED)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param(
                        "logicalNames",
                        arrivals.stream().map(Arrival::logicalName).toArray(String[]::new))
                .param("names", arrivals.stream().map(Arrival::name).toArray(String[]::new))
                .param("listed", Timestamp.from(listed))
                .query(row -> {
                    LandedBefore.Bytes bytes = new LandedBefore.Bytes(
                            row.getString("name"), row.getLong("size_bytes"), row.getString("archive_sha256"));
                    if (row.getBoolean("source_moved")) {
                        before.foundMoved(bytes);
                    } else {
                        before.found(bytes, LandedBefore.Recorded.read(row));
                    }
                });
        return before;
    }

    /** The accepted files whose records a resubmission among the arrivals corrects. */
    private Set<String> originals(InboxId inbox, List<Arrival> arrivals) {
        String[] wanted = arrivals.stream()
                .flatMap(arrival -> arrival.sequence().stream())
                .filter(Arrival.Place::isResubmission)
                .map(Arrival.Place::originalName)
                .toArray(String[]::new);
        return wanted.length == 0
                ? Set.of()
                : jdbc.sql(ACCEPTED)
                        .param("sender", inbox.sender())
                        .param("names", wanted)
                        .query(String.class)
                        .set();
    }

    private Map<String, Use> contents(InboxId inbox, List<Arrival> arrivals) {
        Map<String, Use> contents = new HashMap<>();
        String[] wanted = arrivals.stream()
                .map(Arrival::contentSha256)
                .filter(Objects::nonNull)
                .toArray(String[]::new);
        if (wanted.length > 0) {
            jdbc.sql(SAME_CONTENT)
                    .param("sender", inbox.sender())
                    .param("contents", wanted)
                    .query(row -> {
                        contents.put(
                                row.getString("content_sha256"),
                                new Use(
                                        row.getString("name"),
                                        row.getTimestamp("received_at").toInstant()));
                    });
        }
        return contents;
    }
}
