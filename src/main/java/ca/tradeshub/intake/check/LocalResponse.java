// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.response.FindingsSpool;
import ca.tradeshub.intake.response.RejectionPack;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReport.Resend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the response to one checked file, and writes it when there is a folder for it. */
final class LocalResponse {

    private static final ZoneId ONTARIO = OntarioTime.ZONE;

    private final LocalFileContent content;
    private final @Nullable String sha256;
    private final CheckedRecords gathered;
    private final @Nullable FindingsSpool spool;
    private final Clock clock;
    private final @Nullable ResponseFolder out;

    /**
     * @param content the file
     * @param sha256 its digest in hex, null when the file was refused before it was read
     * @param gathered the states and findings of its records
     * @param spool the findings on rejected lines, null when {@code out} is
     * @param clock gives the time of receipt
     * @param out the folder for the response, null for none
     */
    LocalResponse(
            LocalFileContent content,
            @Nullable String sha256,
            CheckedRecords gathered,
            @Nullable FindingsSpool spool,
            Clock clock,
            @Nullable ResponseFolder out) {
        this.content = content;
        this.sha256 = sha256;
        this.gathered = gathered;
        this.spool = spool;
        this.clock = clock;
        this.out = out;
    }

    /**
     * The response to a file that is refused as a whole.
     *
     * @throws IOException when the response cannot be written
     */
    CheckedFile refused(FileRefusal refusal) throws IOException {
        return checked(FileReport.refused(sha256, clock.instant(), refusal, gathered.found()));
    }

    /**
     * The response to a file whose content was read to its end.
     *
     * @throws IOException when the response cannot be written
     */
    CheckedFile accepted(FileTotals totals) throws IOException {
        Feed feed = content.name().feed();
        String digest = Objects.requireNonNull(sha256, "content that was read has its digest");
        @Nullable
        Resend resend = out == null || gathered.rejected() == 0 ? null : resend(content.name(), digest, totals);
        return checked(FileReport.accepted(
                digest,
                clock.instant(),
                gathered.rejected(),
                totals.unverifiable().stream().toList(),
                gathered.balance(totals, feed),
                gathered.found(),
                resend));
    }

    private CheckedFile checked(FileReport report) throws IOException {
        @Nullable RejectionPack pack = pack(report);
        return new CheckedFile(
                content.fileName(),
                content.sender(),
                content.parsedName().map(SenderFileName::feed).orElse(null),
                report,
                null,
                new CheckedFile.Found(gathered.details(), gathered.detailsTotal(), gathered.examples()),
                new CheckedFile.Output(
                        pack, out == null ? List.<Path>of() : out.write(content.fileName(), report, pack)));
    }

    private Resend resend(SenderFileName name, String archiveSha256, FileTotals totals) {
        return new Resend(
                name.feed(),
                name.logicalName(),
                archiveSha256,
                name.feed() == Feed.PAYROLL ? name.pairedName().orElseThrow() : null,
                null,
                gathered.rejectedAmount(totals, name.feed()),
                gathered.rejectedPlaces());
    }

    private @Nullable RejectionPack pack(FileReport report) {
        if (out == null || spool == null || !report.kept().isAny()) {
            return null;
        }
        @Nullable Resend resend = report.resend();
        if (resend == null) {
            return RejectionPack.ofFindings(content.fileName(), spool);
        }
        return RejectionPack.of(
                content.fileName(),
                content.sender(),
                resend,
                Math.min(SenderFileName.HIGHEST_RESUBMISSION, content.name().resubmission() + 1),
                content::open,
                content.name().feed() == Feed.PAYROLL ? content::openControl : null,
                spool,
                OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ONTARIO));
    }
}
