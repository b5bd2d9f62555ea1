// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.ControlReading;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.control.PayrollLayout;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file read to its end, for tests. */
public record Reading(List<SourceLine> lines, FileRefusal refusal, ControlTotals trailer) {

    static final SenderFileName REGISTRATIONS =
            SenderFileName.parse("REG_20161231_000012.ndjson").orElseThrow();
    static final SenderFileName CERTIFICATES =
            SenderFileName.parse("CERT_20161231_000012.dat").orElseThrow();
    static final SenderFileName PAYROLL =
            SenderFileName.parse("PAY_123026635_20161231_000003.csv").orElseThrow();
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    static final String HEADER = "{\"record\":\"header\",\"feed\":\"registrations\",\"version\":\"1\","
            + "\"sender\":\"employment-ontario\",\"sequence\":12,\"created\":\"2016-12-31T02:00:00-05:00\"}\n";

    static String trailer(int records) {
        return "{\"record\":\"trailer\",\"records\":" + records + ",\"hoursCredited\":\"240.00\"}\n";
    }

    static Reading registrations(String text) {
        return registrations(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reading registrations(byte[] bytes) {
        return of(
                () -> FeedReaders.registrations(new ByteArrayInputStream(bytes), "employment-ontario", REGISTRATIONS));
    }

    static Reading certificates(String text) {
        return certificates(text.getBytes(WINDOWS_1252));
    }

    static Reading certificates(byte[] bytes) {
        return of(() -> FeedReaders.certificates(new ByteArrayInputStream(bytes), CERTIFICATES));
    }

    static Reading payroll(String text) {
        return payroll(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static Reading payroll(byte[] bytes, Charset charset) {
        PayrollLayout layout = new PayrollLayout("small", charset, ',', List.of("id", "name", "wages"));
        return of(() -> FeedReaders.payroll(new ByteArrayInputStream(bytes), control(), layout));
    }

    static ControlFile control() {
        return (ControlFile) control(CONTROL);
    }

    public static ControlReading control(String json) {
        try {
            return ControlFile.parse(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), PAYROLL, Set.of("standard"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static final String CONTROL =
            """
            {"file":"PAY_123026635_20161231_000003.csv","version":"1","records":26,"grossWages":"33800.00",
             "sha256":"ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789","layout":"standard",
             "employer":{"businessNumber":"123026635RP0001","name":"Maple","kind":"PARTNERSHIP",
               "ontarioEstablishment":true,"ontarioTaxpayer":true,"priorYearPayroll":"500000.00","priorYearShort":false,
               "associatedGroup":false,"partners":[{"name":"A","kind":"GENERAL","share":"0.5"},
                                                   {"name":"B","kind":"LIMITED","share":"0.5"}]},
             "taxationYear":{"start":"2016-01-01","end":"2016-12-31"},
             "claims":[{"agreementNumber":"TA-2015-000123","claimed":"5000.00","t4Income":"33800.00"}]}
            """;

    /** A certificate's line: the fields from position 4, padded. */
    static String certificate(String fields) {
        return padded("DTL" + fields);
    }

    static String certificateHeader() {
        return padded("HDROCOTCERT20161231000012");
    }

    static String certificateTrailer(int records, String total) {
        return padded("TRL" + String.format("%09d", records) + total);
    }

    static String padded(String text) {
        return text + " ".repeat(240 - text.length()) + "\r\n";
    }

    private interface Opening {
        FeedReader open() throws IOException;
    }

    private static Reading of(Opening opening) {
        try (FeedReader reader = opening.open()) {
            List<SourceLine> lines = new ArrayList<>();
            List<SourceLine> batch = reader.next(3);
            while (!batch.isEmpty()) {
                lines.addAll(batch);
                batch = reader.next(3);
            }
            FileRefusal refusal = reader.refusal().orElse(null);
            return new Reading(lines, refusal, refusal == null ? reader.trailer() : null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The only line. */
    SourceLine line() {
        if (lines.size() != 1) {
            throw new AssertionError("There are " + lines.size() + " lines, and refusal " + refusal);
        }
        return lines.get(0);
    }

    /** The only line, which is unreadable. */
    UnreadableLine unreadable() {
        return (UnreadableLine) line();
    }
}
