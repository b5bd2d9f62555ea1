// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.ledger.FileState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new row of the table {@code file}, without what all rows of a batch share. The names are those of the JSON in which
 * the rows of a batch are sent to the database.
 */
record FileRow(
        long id,
        String feed,
        String role,
        String name,
        String logicalName,
        String employerBn9,
        @Nullable String fileDate,
        @Nullable Integer sequence,
        int sequenceYear,
        int resubmission,
        @Nullable String archiveSha256,
        @Nullable String contentSha256,
        long size,
        String sourceModified,
        @Nullable Long controlFile,
        String state,
        @Nullable String refusalCode,
        @Nullable String refusalDetail,
        @Nullable String refusalDetailFr) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static FileRow of(
            long id, Arrival arrival, FileState state, @Nullable FileRefusal refusal, @Nullable Long controlFile) {
        LocalDate date = arrival.fileDate();
        return new FileRow(
                id,
                arrival.feed().wireName(),
                arrival.control() ? "control" : "data",
                arrival.name(),
                arrival.logicalName(),
                arrival.employerBn9(),
                date == null ? null : date.toString(),
                arrival.sequence().map(Arrival.Place::number).orElse(null),
                arrival.sequence().map(Arrival.Place::year).orElse(0),
                arrival.sequence().map(Arrival.Place::resubmission).orElse(0),
                arrival.archiveSha256(),
                arrival.contentSha256(),
                arrival.size(),
                arrival.modified().toString(),
                controlFile,
                state.name(),
                refusal == null ? null : refusal.code().code(),
                refusal == null ? null : refusal.why().en(),
                refusal == null ? null : refusal.why().fr());
    }

    static String json(List<FileRow> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The rows of a batch could not be written", e);
        }
    }
}
