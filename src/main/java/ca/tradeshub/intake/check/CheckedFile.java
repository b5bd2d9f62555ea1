// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.intake.response.RejectionPack;
import ca.tradeshub.intake.response.ResponseDocument;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileVerdict;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of an offline check of a file.
 *
 * @param name the file's name
 * @param sender the sender of the file, null when it was not given and cannot be derived
 * @param feed the feed its name says, null when it says none
 * @param report what the hub would respond, null when it would never take the file
 * @param waits why the hub would never take the file, null when it would
 * @param found its findings, none when it would never be taken
 * @param output what was written for the sender
 */
public record CheckedFile(
        String name,
        @Nullable String sender,
        @Nullable Feed feed,
        @Nullable FileReport report,
        @Nullable Waits waits,
        Found found,
        Output output) {

    /**
     * The findings of a file.
     *
     * @param details the first findings that reject or hold, by line
     * @param total how many there are
     * @param examples the first finding of each rule and outcome, by {@code <rule> <outcome>}
     */
    public record Found(List<LineFinding> details, long total, Map<String, LineFinding> examples) {

        static final Found NOTHING = new Found(List.of(), 0, Map.of());
    }

    /**
     * What was written for the sender.
     *
     * @param pack the rejected records and findings that were written, null when none were
     * @param files the files that were written
     */
    public record Output(@Nullable RejectionPack pack, List<Path> files) {

        static final Output NOTHING = new Output(null, List.of());
    }

    /** Why the hub would leave a file in its drop folder and never write a response. */
    public enum Waits {
        /** The hub does not touch names of other characters or more than 128 of them. */
        NAME_NOT_TOUCHED,
        /** A name of an upload that is still going on. */
        TEMPORARY_NAME,
        /** A payroll file whose control file is not there. */
        CONTROL_MISSING,
        /** A control file whose payroll file is not there. */
        DATA_MISSING
    }

    /** A file the hub would never take. */
    static CheckedFile waiting(String name, @Nullable String sender, @Nullable Feed feed, Waits waits) {
        return new CheckedFile(name, sender, feed, null, waits, Found.NOTHING, Output.NOTHING);
    }

    /** Whether every record would be taken and none would wait for a person. */
    public boolean isAccepted() {
        return report != null && report.verdict() == FileVerdict.ACCEPTED && held() == 0;
    }

    /** Whether the whole file would be refused or never taken. */
    public boolean isRefused() {
        return report == null || report.verdict() == FileVerdict.REFUSED;
    }

    /** Records that would wait for a person. */
    public long held() {
        return report == null || report.balance() == null
                ? 0
                : report.balance().records().getOrDefault(RecordState.HELD, 0L);
    }

    /** The receipt the hub would write, or why it would write none. */
    public ObjectNode document() {
        if (report == null) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("file", name)
                    .putNull("verdict")
                    .put("waits", Objects.toString(waits, null));
        }
        return ResponseDocument.receipt(name, report, output.pack());
    }
}
