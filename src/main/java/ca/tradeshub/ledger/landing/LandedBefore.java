// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.sequence.SequenceNumbers.Use;
import ca.tradeshub.ledger.sequence.SequenceUses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has that decides about files that arrive, and what those of the same batch add to it.
 */
final class LandedBefore {

    private final Map<Bytes, Recorded> recorded = new HashMap<>();
    private final Set<Bytes> movedSince = new HashSet<>();
    private final Map<String, List<ControlPairing.Waiting>> waiting;
    private final Map<String, Use> contents;
    private final SequenceUses uses;
    private final Set<String> landed;

    LandedBefore(
            Map<String, List<ControlPairing.Waiting>> waiting,
            Map<String, Use> contents,
            Set<String> originals,
            SequenceUses uses) {
        this.landed = new HashSet<>(originals);
        this.waiting = waiting;
        this.contents = contents;
        this.uses = uses;
    }

    /** The file of a name and its bytes. */
    record Bytes(String name, long size, @Nullable String archiveSha256) {

        static Bytes of(Arrival arrival) {
            return new Bytes(arrival.name(), arrival.size(), arrival.archiveSha256());
        }
    }

    void found(Bytes bytes, Recorded file) {
        recorded.put(bytes, file);
    }

    void foundMoved(Bytes bytes) {
        movedSince.add(bytes);
    }

    /** The row of an arriving file whose source has not been moved. */
    Optional<Recorded> recorded(Arrival arrival) {
        return Optional.ofNullable(recorded.get(Bytes.of(arrival)));
    }

    /** Whether the same file was recorded and moved since the drop folder was listed: by another hub. */
    boolean isMovedSince(Arrival arrival) {
        return movedSince.contains(Bytes.of(arrival));
    }

    /** The control files of a logical name that wait for their CSV, the newest first. */
    List<ControlPairing.Waiting> waiting(String logicalName) {
        return waiting.getOrDefault(logicalName, List.of());
    }

    /** The accepted file with the same content. */
    Optional<Use> sameContent(Arrival arrival) {
        return Optional.ofNullable(contents.get(arrival.contentSha256()));
    }

    /** Which sequence numbers are used. */
    SequenceUses uses() {
        return uses;
    }

    /** Whether the original of a resubmission was accepted, before or in this batch. */
    boolean isLanded(String logicalName) {
        return landed.contains(logicalName);
    }

    /** Adds a file of the batch that is accepted. */
    void land(Arrival arrival, Instant receivedAt) {
        Use use = new Use(arrival.name(), receivedAt);
        if (arrival.contentSha256() != null) {
            contents.put(arrival.contentSha256(), use);
        }
        arrival.sequence().ifPresent(place -> uses.add(arrival.number(place), use));
        landed.add(arrival.logicalName());
    }

    /**
     * A recorded file whose source is still in the drop folder.
     *
     * @param modified the time of its source
     * @param refusal its refusal code, null unless refused
     * @param controlFile the id of its control file, null when that file is moved or does not exist
     * @param csvRefusal the refusal code of the CSV of a control file, null when it has no refusal code
     */
    record Recorded(
            long id,
            Instant modified,
            boolean control,
            FileState state,
            @Nullable String refusal,
            @Nullable Long controlFile,
            @Nullable String controlName,
            @Nullable String csvRefusal) {

        static Recorded read(ResultSet row) throws SQLException {
            return new Recorded(
                    row.getLong("id"),
                    row.getTimestamp("source_modified").toInstant(),
                    row.getString("role").equals("control"),
                    FileState.valueOf(row.getString("state")),
                    row.getString("refusal_code"),
                    row.getObject("control_id", Long.class),
                    row.getString("control_name"),
                    row.getString("csv_refusal_code"));
        }

        /**
         * Its result, as when it was recorded.
         *
         * @param onLanding the codes of refusals on landing
         */
        LandingResult result(Set<String> onLanding) {
            if (control && state == FileState.LANDED) {
                return new LandingResult.WaitsForItsCsv(id);
            }
            String code = state == FileState.PAIRED ? csvRefusal : refusal;
            return new LandingResult.Landed(
                    id,
                    code != null && onLanding.contains(code) ? code : null,
                    controlFile,
                    controlName,
                    !control && state == FileState.LANDED);
        }
    }
}
