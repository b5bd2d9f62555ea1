// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.ledger.response.FileReport.LineFinding;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings put aside in a temporary file that only its owner can read, until a table is made of them. */
public final class FindingsSpool implements RejectionPack.Findings, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final SequenceWriter writer;
    private @Nullable MappingIterator<LineFinding> reader;
    private @Nullable LineFinding ahead;

    public FindingsSpool() throws IOException {
        file = Files.createTempFile("trades-hub-findings", ".json");
        writer = JSON.writerFor(LineFinding.class)
                .withRootValueSeparator("\n")
                .writeValues(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    /** Puts the findings of a line aside; lines come in their order. */
    public void add(List<LineFinding> ofALine) {
        try {
            for (LineFinding finding : ofALine) {
                writer.write(finding);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file of findings cannot be written", e);
        }
    }

    @Override
    public List<LineFinding> page(int after, int lines) {
        try {
            if (after == 0) {
                rewind();
            }
            List<LineFinding> page = new ArrayList<>();
            int taken = 0;
            int last = after;
            while (ahead != null && (ahead.line() == last || taken < lines)) {
                taken += ahead.line() == last ? 0 : 1;
                last = ahead.line();
                page.add(ahead);
                ahead = next();
            }
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file of findings cannot be read", e);
        }
    }

    private void rewind() throws IOException {
        writer.flush();
        closeReader();
        reader = JSON.readerFor(LineFinding.class).readValues(file.toFile());
        ahead = next();
    }

    private @Nullable LineFinding next() throws IOException {
        return reader != null && reader.hasNextValue() ? reader.nextValue() : null;
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeReader();
        writer.close();
        Files.deleteIfExists(file);
    }
}
