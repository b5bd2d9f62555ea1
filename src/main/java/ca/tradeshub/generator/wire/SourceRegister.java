// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.generator.forecast.BalanceForecast;
import ca.tradeshub.generator.forecast.DropPhase;
import ca.tradeshub.generator.forecast.FileForecast;
import ca.tradeshub.generator.forecast.FinalState;
import ca.tradeshub.generator.request.FileDefect;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.RegisterSchedule;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the register of an agency as a sequence of files: a full extract on the first day, then the changes. Records
 * arrive person by person, so all files are open at once. They are numbered at the end, when their number is final.
 *
 * @param <T> the type of a record
 */
abstract class SourceRegister<T> {

    /** Days from the last file of the year phase to the afterwards phase. */
    private static final int AFTERWARDS_DAYS = 14;

    /** Bytes missing at the end of a truncated file: less than a line. */
    private static final int CUT = 40;

    private final OutputFolder folder;
    private final String sender;
    private final RegisterSchedule registerSchedule;
    private final LocalDate baseline;
    private final int largest;
    private final RefusedAttempts attempts;
    private final Map<LocalDate, List<Part>> year = new TreeMap<>();
    private final List<Part> afterwards = new ArrayList<>();
    private int parts;

    SourceRegister(
            OutputFolder folder,
            String sender,
            RegisterSchedule registerSchedule,
            LocalDate baseline,
            int largest,
            RefusedAttempts attempts) {
        this.folder = folder;
        this.sender = sender;
        this.registerSchedule = registerSchedule;
        this.baseline = baseline;
        this.largest = largest;
        this.attempts = attempts;
    }

    /** Returns the line of a record, with its terminator. */
    abstract byte[] line(T content) throws IOException;

    /** Returns the line of a record with a defect. */
    abstract byte[] defective(T content, RecordDefect defect) throws IOException;

    /** Returns a byte that is not valid in the encoding of the feed. */
    abstract int foreignByte();

    /** Returns the amount that a record adds to the control total. */
    abstract long control(T content);

    /** Returns the amount that a record adds to the balance of its file. */
    abstract long amount(T content);

    /** Writes the header line. */
    abstract void header(OutputStream out, LocalDate sentOn, int sequence) throws IOException;

    /** Writes the trailer line. */
    abstract void trailer(OutputStream out, long records, long total) throws IOException;

    /** Returns the name of a file. */
    abstract String name(LocalDate sentOn, int sequence);

    /**
     * Writes a record of the year phase.
     *
     * @param content the record
     * @param notBefore the day the agency records it, the first day on which it can be sent
     * @param end the final state of the record
     * @return the day it is sent; a newer version can only be sent on a later day
     */
    public LocalDate send(T content, LocalDate notBefore, FinalState end) throws IOException {
        LocalDate day = notBefore.isAfter(baseline) ? registerSchedule.onOrAfter(notBefore) : baseline;
        append(open(year.computeIfAbsent(day, unused -> new ArrayList<>())), content, end);
        return day;
    }

    /** Writes a record of the afterwards phase. */
    public void sendAfterwards(T content, FinalState end) throws IOException {
        append(open(afterwards), content, end);
    }

    /**
     * Writes an additional record with a defect, unless the hub would refuse the whole file because of it.
     *
     * @param content a record with a unique key
     * @param notBefore the first day on which it can be sent
     * @param defect the defect
     */
    public void sendDefective(T content, LocalDate notBefore, RecordDefect defect) throws IOException {
        LocalDate day = notBefore.isAfter(baseline) ? registerSchedule.onOrAfter(notBefore) : baseline;
        Part part = open(year.computeIfAbsent(day, unused -> new ArrayList<>()));
        if (!part.balance.takesOneMoreRejected()) {
            return;
        }
        part.add(defective(content, defect), control(content), FinalState.REJECTED, amount(content));
        part.balance.rejectedBy(defect.rule());
    }

    private void append(Part part, T content, FinalState end) throws IOException {
        part.add(line(content), control(content), end, amount(content));
    }

    private Part open(List<Part> files) throws IOException {
        if (files.isEmpty() || files.get(files.size() - 1).records >= largest) {
            Path body = folder.path(DropPhase.YEAR, sender, "." + parts + ".part");
            parts++;
            files.add(new Part(body));
        }
        return files.get(files.size() - 1);
    }

    /** Numbers the files and writes their headers and trailers. */
    public void finish(FileForecast log) throws IOException {
        int sequence = 0;
        LocalDate last = baseline;
        for (Map.Entry<LocalDate, List<Part>> day : year.entrySet()) {
            last = day.getKey();
            for (Part part : day.getValue()) {
                sequence++;
                complete(part, DropPhase.YEAR, last, sequence, log);
            }
        }
        for (Part part : afterwards) {
            sequence++;
            complete(part, DropPhase.AFTERWARDS, last.plusDays(AFTERWARDS_DAYS), sequence, log);
        }
    }

    private void complete(Part part, DropPhase phase, LocalDate sentOn, int sequence, FileForecast log)
            throws IOException {
        part.out.close();
        String name = name(sentOn, sequence);
        try (OutputFolder.Sink sink = folder.open(phase, sentOn, sender, name)) {
            header(sink, sentOn, sequence);
            Files.copy(part.body, sink);
            trailer(sink, part.records, part.total);
            sink.recordCount(part.records);
        }
        log.accepted(phase, sender, name, part.balance);
        Optional<FileDefect> fileDefect = phase == DropPhase.YEAR ? attempts.of(name, false) : Optional.empty();
        if (fileDefect.isPresent()) {
            attempt(part, sentOn.minusDays(1), sequence, fileDefect.get(), log);
        }
        Files.delete(part.body);
    }

    private static void copy(InputStream from, long length, OutputStream to) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long left = length;
        for (int read = from.read(buffer); read > 0 && left > 0; read = from.read(buffer)) {
            to.write(buffer, 0, (int) Math.min(read, left));
            left -= read;
        }
    }

    private void attempt(Part part, LocalDate sentOn, int sequence, FileDefect fileDefect, FileForecast log)
            throws IOException {
        String name = name(sentOn, sequence);
        try (OutputFolder.Sink sink = folder.open(DropPhase.REFUSED_FIRST, sentOn, sender, name)) {
            header(sink, sentOn, fileDefect == FileDefect.HEADER ? sequence + 1 : sequence);
            if (fileDefect == FileDefect.TRUNCATED) {
                try (InputStream body = Files.newInputStream(part.body)) {
                    copy(body, Files.size(part.body) - CUT, sink);
                }
            } else {
                Files.copy(part.body, sink);
                if (fileDefect == FileDefect.ENCODING) {
                    sink.write(new byte[] {(byte) foreignByte(), '\n'});
                }
                trailer(
                        sink,
                        fileDefect == FileDefect.COUNT ? part.records + 1 : part.records,
                        fileDefect == FileDefect.TOTAL ? part.total + 1 : part.total);
            }
            sink.recordCount(part.records);
        }
        log.refused(DropPhase.REFUSED_FIRST, sender, name, fileDefect.code());
    }

    /** A file without its header and trailer. */
    private static final class Part {

        private final Path body;
        private final OutputStream out;
        private final BalanceForecast balance = new BalanceForecast();
        private int records;
        private long total;

        Part(Path body) throws IOException {
            this.body = body;
            this.out = new BufferedOutputStream(Files.newOutputStream(body), 1 << 14);
        }

        void add(byte[] line, long control, FinalState end, long amount) throws IOException {
            out.write(line);
            records++;
            total += control;
            balance.book(end, amount);
        }
    }
}
