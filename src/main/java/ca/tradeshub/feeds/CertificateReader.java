// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.feeds.line.CertificateLine;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.dataformat.bindy.BindyFixedLengthFactory;
import org.apache.camel.dataformat.bindy.FormatFactory;
import org.apache.camel.dataformat.bindy.format.factories.DefaultFactoryRegistry;
import org.jspecify.annotations.Nullable;

/** Reads certificates, fixed-width lines in windows-1252 (interface agreements, section 1.2); bindy cuts the fields. */
final class CertificateReader extends LineFeedReader {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final BindyFixedLengthFactory bindy = bindy();

    CertificateReader(InputStream in, SenderFileName name) throws IOException {
        super(in, Charset.forName("windows-1252"));
        String text = nextText();
        if (text != null) {
            readHeader(text, name);
        }
    }

    private static BindyFixedLengthFactory bindy() {
        try {
            BindyFixedLengthFactory factory = new BindyFixedLengthFactory(CertificateLine.class);
            FormatFactory formats = new FormatFactory();
            formats.setFactoryRegistry(new DefaultFactoryRegistry());
            factory.setFormatFactory(formats);
            return factory;
        } catch (Exception badModel) {
            throw new IllegalStateException("The columns of a certificate line cannot be prepared", badModel);
        }
    }

    private void readHeader(String text, SenderFileName name) {
        if (!isPlainLine(text)) {
            return;
        }
        if (text.length() != CertificateLine.WIDTH || !text.startsWith("HDROCOTCERT")) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("certificate.header"));
        } else if (!isDate(text.substring(11, 19))) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("certificate.created"));
        } else if (!isDigits(text.substring(19, 25)) || name.contradicts(Integer.parseInt(text.substring(19, 25)))) {
            refuse(
                    RefusalCode.FILE_HEADER,
                    name.isConventional()
                            ? MESSAGES.text("certificate.sequence", name.sequence())
                            : MESSAGES.text("certificate.sequence.digits"));
        } else if (!text.substring(25).isBlank()) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("certificate.header-filler"));
        }
    }

    @Override
    @Nullable
    SourceLine record(String text) throws IOException {
        if (text.startsWith("TRL")) {
            readTrailer(text);
            return null;
        }
        boolean hasRecord = text.length() == CertificateLine.WIDTH && text.startsWith("DTL");
        if (isLastLine()) {
            return refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("last-line"));
        }
        if (text.length() != CertificateLine.WIDTH) {
            boolean isUtf8 = inUtf8(text)
                    .filter(better -> better.length() == CertificateLine.WIDTH)
                    .isPresent();
            return unreadable(
                    UnreadableLine.COLUMNS,
                    null,
                    Integer.toString(text.length()),
                    MESSAGES.text(isUtf8 ? "certificate.width-utf-8" : "certificate.width"));
        }
        if (!hasRecord) {
            return unreadable(UnreadableLine.COLUMNS, 1, null, MESSAGES.text("certificate.detail"));
        }
        if (!text.substring(CertificateLine.FILLER - 1).isBlank()) {
            return unreadable(
                    UnreadableLine.COLUMNS, CertificateLine.FILLER, null, MESSAGES.text("certificate.filler"));
        }
        return bind(text).at(number(), offset(), length());
    }

    private CertificateLine bind(String text) {
        try {
            Map<String, Object> model = bindy.factory();
            bindy.bind(null, text, model, number());
            return (CertificateLine) Objects.requireNonNull(model.get(CertificateLine.class.getName()));
        } catch (Exception textFieldsCannotFail) {
            // Its message quotes the line; the place where it happened does not.
            IllegalStateException failure = new IllegalStateException("Line " + number() + " cannot be bound: "
                    + textFieldsCannotFail.getClass().getSimpleName());
            failure.setStackTrace(textFieldsCannotFail.getStackTrace());
            throw failure;
        }
    }

    private void readTrailer(String text) throws IOException {
        if (!isLastLine()) {
            refuseAfterTrailer();
        } else if (!isTerminated() && text.length() < CertificateLine.WIDTH) {
            refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("certificate.cut-trailer"));
        } else if (text.length() != CertificateLine.WIDTH
                || !isDigits(text.substring(3, 24))
                || !text.substring(24).isBlank()) {
            refuse(RefusalCode.FILE_TRAILER, MESSAGES.text("certificate.trailer"));
        } else {
            stated(new ControlTotals(Integer.parseInt(text.substring(3, 12)), new BigDecimal(text.substring(12, 24))));
        }
    }

    @Override
    void ended() {
        refuseWithoutTrailer();
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text, DATE);
            return true;
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
