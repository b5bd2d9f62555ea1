// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * A record's place in the ledger.
 *
 * @param fileId the ledger's id of the file
 * @param line line number in the decrypted, decompressed file
 */
public record RecordAddress(long fileId, int line) {

    /** The address that the columns {@code file_id} and {@code line} of a row have. */
    public static RecordAddress of(ResultSet row) throws SQLException {
        return new RecordAddress(row.getLong("file_id"), row.getInt("line"));
    }

    /**
     * Addresses as the parameters {@code :files} and {@code :lines} of a statement that reads them with {@code
     * unnest(cast(:files as bigint[]), cast(:lines as integer[]))}.
     *
     * @param addresses the addresses; both arrays keep their order
     */
    public static Map<String, Object> columns(Collection<RecordAddress> addresses) {
        return Map.of(
                "files", addresses.stream().map(RecordAddress::fileId).toArray(Long[]::new),
                "lines", addresses.stream().map(RecordAddress::line).toArray(Integer[]::new));
    }
}
