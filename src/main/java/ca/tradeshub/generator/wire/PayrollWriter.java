// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.generator.employer.Provider;
import ca.tradeshub.generator.request.FileDefect;
import ca.tradeshub.generator.request.RecordDefect;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Writes payroll files with their control files (interface agreements, section 1.3). */
public final class PayrollWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigDecimal A_CENT = new BigDecimal("0.01");

    private final OutputFolder folder;
    private final Map<Provider, PayLayout> layouts = new EnumMap<>(Provider.class);

    /** Creates a writer for a folder. */
    public PayrollWriter(OutputFolder folder) {
        this.folder = folder;
        for (Provider provider : Provider.values()) {
            layouts.put(provider, PayLayout.named(provider.layout()));
        }
    }

    /** Writes a file without a file defect, with its control file. */
    public void write(PayFile file) throws IOException {
        String sha256;
        try (OutputFolder.Sink csv = csv(file)) {
            rows(file, csv);
            csv.recordCount(file.rows().size());
            csv.close();
            sha256 = Objects.requireNonNull(csv.sha256(), "a closed file has its digest");
        }
        control(file, control(file, sha256));
    }

    /**
     * Writes a first attempt at a file with a defect for which the hub must refuse it.
     *
     * @return the name of the file
     */
    public String writeRefused(PayFile file, FileDefect fileDefect) throws IOException {
        PayFile attempt = file.firstAttempt();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        rows(attempt, whole);
        byte[] bytes = whole.toByteArray();
        String sha256;
        try (OutputFolder.Sink csv = csv(attempt)) {
            if (fileDefect == FileDefect.TRUNCATED) {
                csv.write(bytes, 0, endOfPenultimateLine(bytes) + 12);
            } else {
                csv.write(bytes);
            }
            if (fileDefect == FileDefect.ENCODING) {
                csv.write(new byte[] {(byte) 0x81, '\n'});
            }
            csv.recordCount(attempt.rows().size());
            csv.close();
            sha256 = Objects.requireNonNull(csv.sha256(), "a closed file has its digest");
        }
        ObjectNode control = control(attempt, sha256);
        switch (fileDefect) {
            case COUNT -> control.put("records", attempt.rows().size() + 1);
            case TOTAL ->
                control.put(
                        "grossWages",
                        new BigDecimal(control.get("grossWages").textValue())
                                .add(A_CENT)
                                .toPlainString());
            case DIGEST -> control.put("sha256", "0".repeat(sha256.length()));
            case HEADER -> control.put("layout", "none");
            case TRUNCATED, ENCODING -> control.remove("sha256");
        }
        control(attempt, control);
        return attempt.name();
    }

    private OutputFolder.Sink csv(PayFile file) throws IOException {
        return folder.open(file.phase(), file.sentOn(), file.provider().sender(), file.name());
    }

    private void rows(PayFile file, OutputStream out) throws IOException {
        PayLayout layout = Objects.requireNonNull(layouts.get(file.provider()), "every provider has a layout");
        // The writer is not closed, because the caller closes the stream.
        CsvWriter writer = CsvWriter.builder()
                .fieldSeparator(layout.separator())
                .lineDelimiter(file.provider() == Provider.MAPLE ? LineDelimiter.CRLF : LineDelimiter.LF)
                .build(out, layout.charset());
        writer.writeRecord(layout.headings());
        for (PayFile.Row row : file.rows()) {
            String[] fields = layout.row(row.line());
            writer.writeRecord(row.defect() == null ? fields : defective(fields, row.defect(), layout));
        }
        writer.flush();
    }

    private static String[] defective(String[] fields, RecordDefect defect, PayLayout layout) {
        return switch (defect) {
            case IMPOSSIBLE_DATE -> with(fields, layout.payDate(), "31.02.2015");
            case UNREADABLE_AMOUNT -> with(fields, layout.grossWages(), "12O,34 $");
            case UNKNOWN_CODE -> with(fields, layout.assistanceKind(), "GIFT");
            case MISSING_COLUMN -> Arrays.copyOf(fields, fields.length - 1);
            case UNKNOWN_MEMBER -> throw new IllegalArgumentException("No pay line has " + defect);
        };
    }

    private static String[] with(String[] fields, int column, String text) {
        String[] changed = fields.clone();
        changed[column] = text;
        return changed;
    }

    private static ObjectNode control(PayFile file, String sha256) {
        BigDecimal gross = file.rows().stream()
                .map(row -> row.line().grossWages().amount())
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
        return ControlText.of(
                file.name(),
                file.rows().size(),
                gross.toPlainString(),
                sha256,
                file.provider().layout(),
                file.year(),
                file.claims());
    }

    private void control(PayFile file, ObjectNode content) throws IOException {
        try (OutputFolder.Sink ctl =
                folder.open(file.phase(), file.sentOn(), file.provider().sender(), file.name() + ".ctl")) {
            ctl.write(JSON.writeValueAsBytes(content));
            ctl.write('\n');
        }
    }

    private static int endOfPenultimateLine(byte[] bytes) {
        int at = bytes.length - 2;
        while (bytes[at] != '\n') {
            at--;
        }
        return at + 1;
    }
}
