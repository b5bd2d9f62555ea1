// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.check.CheckedFile.Waits;
import ca.tradeshub.intake.landing.AcceptedNames;
import ca.tradeshub.intake.reading.ContentReading;
import ca.tradeshub.intake.reading.ReadOutcome;
import ca.tradeshub.intake.response.FindingsSpool;
import ca.tradeshub.intake.sender.ProcessingSettings;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Checks local files as the hub would, by the same code: names, containers, control file, header, trailer, totals,
 * mapping and rules, with the response the hub would write. Nothing is stored. Earlier files and other feeds, which only
 * a running hub has, are not considered.
 */
public final class OfflineCheck {

    private final ContentCheck contents;
    private final FileUnpacker unpacker;
    private final Senders senders;
    private final int detail;
    private final Clock clock;

    /**
     * A check.
     *
     * @param law what records are measured by
     * @param unpacker opens what is packed
     * @param senders who may file what, as far as it is known
     * @param processing how files are processed
     * @param detail most lines detailed for one file
     * @param clock provides the time at which files are received
     */
    public OfflineCheck(
            RuleConfiguration law,
            FileUnpacker unpacker,
            Senders senders,
            ProcessingSettings processing,
            int detail,
            Clock clock) {
        this.contents = new ContentCheck(
                new ContentReading(law.mappings(), law.rules(), processing.batchSize(), processing.rejectShare()),
                processing.rejectShare(),
                new CanonicalJson(new SinProtection(passingKey())));
        this.unpacker = unpacker;
        this.senders = senders;
        this.detail = detail;
        this.clock = clock;
    }

    /**
     * Checks a file together with its control file in the same folder.
     *
     * @param file the file
     * @param sender who would send it, null when that is not known: then what a sender may do is not checked
     * @param out folder the answers are written to, which is there; null for none
     * @param progress receives, after each batch of records, the bytes of content read since the previous one
     * @throws IOException when the file cannot be read or an answer cannot be written
     */
    public CheckedFile check(Path file, @Nullable String sender, @Nullable Path out, LongConsumer progress)
            throws IOException {
        String name = file.getFileName().toString();
        Optional<SenderFileName> parsed = SenderFileName.parse(name);
        @Nullable Feed feed = parsed.map(SenderFileName::feed).orElse(null);
        if (AcceptedNames.isTemporary(name)) {
            return CheckedFile.waiting(name, sender, feed, Waits.TEMPORARY_NAME);
        }
        if (!AcceptedNames.isPermitted(name)) {
            return CheckedFile.waiting(name, sender, feed, Waits.NAME_NOT_TOUCHED);
        }
        @Nullable SenderSettings settings = sender == null ? null : senders.of(sender);
        LocalFileContent content = new LocalFileContent(file, sender, parsed, unpacker);
        @Nullable ResponseFolder responses = out == null ? null : new ResponseFolder(out);
        try (@Nullable FindingsSpool spool = out == null ? null : new FindingsSpool()) {
            CheckedRecords gathered = new CheckedRecords(detail, spool, progress);
            Optional<FileRefusal> refusal = AcceptedNames.refusal(settings, parsed);
            DataSize largest = settings == null ? SenderSettings.LARGEST_FILE : settings.maxFileSize();
            long limit = largest.toBytes();
            if (Files.size(file) > limit) {
                return new LocalResponse(content, null, gathered, spool, clock, responses)
                        .refused(refusal.orElseGet(
                                () -> ContentRefusedException.tooLarge(limit).refusal()));
            }
            LocalResponse response = new LocalResponse(content, digest(file), gathered, spool, clock, responses);
            if (refusal.isPresent()) {
                return response.refused(refusal.get());
            }
            if (content.name().control()) {
                return CheckedFile.waiting(name, sender, feed, Waits.DATA_MISSING);
            }
            if (feed == Feed.PAYROLL && !Files.isRegularFile(content.control())) {
                return CheckedFile.waiting(name, sender, feed, Waits.CONTROL_MISSING);
            }
            ReadOutcome outcome = contents.check(content, gathered);
            return outcome instanceof ReadOutcome.Whole whole
                    ? response.accepted(whole.totals())
                    : response.refused(((ReadOutcome.Refused) outcome).refusal());
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return Sha256.hex(digest);
    }

    /** The payroll file of a control file, looked up in the same folder; empty when that folder does not contain it. */
    public static Optional<Path> dataOf(Path control) {
        return Optional.ofNullable(control.getFileName())
                .flatMap(name -> SenderFileName.parse(name.toString()))
                .filter(SenderFileName::control)
                .flatMap(SenderFileName::pairedName)
                .flatMap(data -> Stream.of("", ".gz", ".pgp", ".gz.pgp")
                        .map(packed -> control.resolveSibling(data + packed))
                        .filter(Files::isRegularFile)
                        .findFirst());
    }

    /** A key of one run: it serves only to compare the records of the checked files. */
    private static KeyRing passingKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new KeyRing("check", Map.of("check", key));
    }
}
