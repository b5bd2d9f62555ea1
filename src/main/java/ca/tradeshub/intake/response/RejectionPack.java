// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileReport.Resend;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sender needs to correct rejected records (interface agreements, section 2): the rejected records byte for
 * byte, framed in the sender's own layout so that they can be corrected and sent again as a resubmission of their file, and a
 * table of the findings on them. The content of the files is generated while it is read.
 *
 * @param resendAs the name under which the records can be sent again; null when the whole file was refused, so that it
 *     is the file itself that is sent again
 * @param files the files the pack consists of
 */
public record RejectionPack(@Nullable SenderFileName resendAs, List<SenderResponse.OutFile> files) {

    /** Gives what was found on the records of a file that are not taken, page by page. */
    @FunctionalInterface
    public interface Findings {

        /**
         * A page of findings, ordered by line.
         *
         * @param after the line after which it begins, 0 for the first
         * @param lines most lines of a page
         * @return nothing when there are no more
         */
        List<LineFinding> page(int after, int lines);
    }

    /**
     * The findings alone, when no record can be sent again.
     *
     * @param response the name of the file the answer is about, with its place when the name was used before
     */
    public static RejectionPack ofFindings(String response, Findings findings) {
        return new RejectionPack(null, List.of(table(response, findings)));
    }

    /**
     * The rejected records and what was found on them.
     *
     * @param response the name of the file the answer is about, with its place when the name was used before
     * @param sender who sent it, null when that is not known
     * @param resend the rejected records
     * @param resubmission the number under which they can be sent again
     * @param content the file's content, decrypted and decompressed
     * @param control the content of its control file, null for feeds without one
     * @param findings what was found
     * @param created the time the pack states
     */
    public static RejectionPack of(
            String response,
            @Nullable String sender,
            Resend resend,
            int resubmission,
            SenderResponse.Content content,
            SenderResponse.@Nullable Content control,
            Findings findings,
            OffsetDateTime created) {
        SenderFileName as =
                SenderFileName.parse(resend.logicalName()).orElseThrow().resubmitted(resubmission);
        String records = response + ".rejected." + as.format();
        List<SenderResponse.OutFile> files = new ArrayList<>();
        files.add(new SenderResponse.OutFile(
                records, () -> new RejectedRecords(content.open(), sender, resend, as, created)));
        if (control != null) {
            files.add(new SenderResponse.OutFile(records + ".ctl", () -> control(resend, control, as)));
        }
        files.add(table(response, findings));
        return new RejectionPack(as, List.copyOf(files));
    }

    /** The number of the resubmission that corrects the pack, 0 for a refused file. */
    int resubmission() {
        return resendAs == null ? 0 : resendAs.resubmission();
    }

    /** Says in an answer which files there are, and under which name the records can be sent again. */
    void describe(ObjectNode document) {
        files.forEach(file -> document.withArray("files").add(file.name()));
        document.put("resendAs", resendAs == null ? null : resendAs.name());
    }

    private static SenderResponse.OutFile table(String response, Findings findings) {
        return new SenderResponse.OutFile(response + ".findings.csv", () -> new FindingsTable(findings));
    }

    private static InputStream control(Resend resend, SenderResponse.Content control, SenderFileName as)
            throws IOException {
        try (InputStream first = control.open()) {
            return new ByteArrayInputStream(
                    ControlFile.reissued(first, as, resend.places().size(), new Money(resend.amount())));
        }
    }
}
