// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.generator.forecast.DropPhase;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a year is written to: one folder for the account of each sender, and a manifest with the order in which
 * the files are dropped.
 */
public final class OutputFolder {

    private static final String MANIFEST = "manifest.csv";
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::phase)
            .thenComparing(Entry::sentOn)
            .thenComparing(Entry::sender)
            .thenComparing(entry -> entry.name().replace(".ctl", ""))
            .thenComparing(entry -> !entry.name().endsWith(".ctl"));

    private final Path root;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    /** Opens the folder, which exists and is empty. */
    public OutputFolder(Path root) {
        this.root = root;
    }

    private record Entry(
            DropPhase phase,
            LocalDate sentOn,
            String sender,
            String name,
            long records,
            long bytes,
            @Nullable String sha256) {}

    /** Returns the number of files written, control files included. */
    public int files() {
        return entries.size();
    }

    /** Returns the total size of the files, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Returns the path of a file and creates its folder if it is missing. */
    Path path(DropPhase phase, String sender, String name) throws IOException {
        Path folder = root.resolve(phase.folder() + sender);
        Files.createDirectories(folder);
        return folder.resolve(name);
    }

    /** Opens a new file. */
    Sink open(DropPhase phase, LocalDate sentOn, String sender, String name) throws IOException {
        return new Sink(
                new BufferedOutputStream(Files.newOutputStream(path(phase, sender, name)), 1 << 16),
                phase,
                sentOn,
                sender,
                name);
    }

    /** Writes the manifest. */
    public void finish() throws IOException {
        entries.sort(ORDER);
        try (CsvWriter manifest = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(root.resolve(MANIFEST), StandardCharsets.UTF_8)) {
            manifest.writeRecord("order", "wave", "folder", "sender", "file", "records", "bytes", "sha256");
            int order = 0;
            for (Entry entry : entries) {
                order++;
                manifest.writeRecord(
                        Integer.toString(order),
                        entry.phase().label(),
                        entry.phase().folder() + entry.sender(),
                        entry.sender(),
                        entry.name(),
                        entry.name().endsWith(".ctl") ? "" : Long.toString(entry.records()),
                        Long.toString(entry.bytes()),
                        entry.sha256());
            }
        }
    }

    /** A file being written. */
    final class Sink extends OutputStream {

        private final DigestOutputStream out;
        private final DropPhase phase;
        private final LocalDate sentOn;
        private final String sender;
        private final String name;
        private long written;
        private long records;
        private @Nullable String sha256;

        private Sink(OutputStream out, DropPhase phase, LocalDate sentOn, String sender, String name) {
            this.out = new DigestOutputStream(out, Sha256.start());
            this.phase = phase;
            this.sentOn = sentOn;
            this.sender = sender;
            this.name = name;
        }

        /** Sets the number of records of the file. */
        void recordCount(long count) {
            records = count;
        }

        /** Returns the SHA-256 digest in hexadecimal; null until the file is closed. */
        @Nullable
        String sha256() {
            return sha256;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            written++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            written += length;
        }

        @Override
        public void close() throws IOException {
            if (sha256 == null) {
                out.close();
                sha256 = Sha256.hex(out.getMessageDigest());
                bytes += written;
                entries.add(new Entry(phase, sentOn, sender, name, records, written, sha256));
            }
        }
    }
}
