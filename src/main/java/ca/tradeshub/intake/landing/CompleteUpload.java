// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.control.SenderFileName;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the content of a file proves that its upload is complete, so that it need not be seen unchanged first. Content
 * that proves nothing may be complete all the same, or be faulty: then time decides, and a reader refuses it.
 *
 * <p>What proves it is the last thing that is written and counts what comes before: a trailer, or a control file. An upload
 * that is written in several places at once has gaps of NUL bytes until it is complete.
 */
final class CompleteUpload {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int TRAILER_COUNT = 3;
    private static final int TRAILER_COUNT_END = 12;
    private static final int CERTIFICATE_LINE = 240;

    private CompleteUpload() {}

    /**
     * Whether a file is complete.
     *
     * @param name what its name says
     * @param content its content, decrypted and decompressed
     * @param control the content of a CSV's control file, null without one
     */
    static boolean isProven(SenderFileName name, byte[] content, byte @Nullable [] control) {
        if (content.length == 0 || hasGap(content)) {
            return false;
        }
        if (name.control()) {
            return json(content).isPresent();
        }
        return switch (name.feed()) {
            case REGISTRATIONS -> hasRegistrationsTrailer(content);
            case CERTIFICATES -> hasCertificatesTrailer(content);
            case PAYROLL ->
                control != null
                        && json(control)
                                .filter(stated -> agrees(stated, content))
                                .isPresent();
        };
    }

    private static boolean hasGap(byte[] content) {
        for (byte one : content) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasRegistrationsTrailer(byte[] content) {
        Lines lines = Lines.of(content);
        return json(lines.last(content))
                .filter(last -> last.path("record").asText().equals("trailer"))
                .filter(last -> last.path("records").asLong(-1) == lines.count() - 2L)
                .isPresent();
    }

    private static boolean hasCertificatesTrailer(byte[] content) {
        Lines lines = Lines.of(content);
        String last = new String(lines.last(content), StandardCharsets.ISO_8859_1);
        return last.length() == CERTIFICATE_LINE
                && last.startsWith("TRL")
                && last.substring(TRAILER_COUNT, TRAILER_COUNT_END).matches("\\d+")
                && Integer.parseInt(last.substring(TRAILER_COUNT, TRAILER_COUNT_END)) == lines.count() - 2;
    }

    private static boolean agrees(JsonNode control, byte[] csv) {
        if (control.path("sha256").isTextual()) {
            MessageDigest digest = Sha256.start();
            digest.update(csv);
            return control.path("sha256").asText().equalsIgnoreCase(Sha256.hex(digest));
        }
        return csv[csv.length - 1] == '\n'
                && control.path("records").asLong(-1) == Lines.of(csv).count() - 1L;
    }

    private static Optional<JsonNode> json(byte[] text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    /**
     * The lines of a content, as far as they are needed.
     *
     * @param count how many there are
     * @param lastStart where the last one begins
     * @param lastEnd where it ends, without what ends a line
     */
    private record Lines(int count, int lastStart, int lastEnd) {

        static Lines of(byte[] content) {
            int end = content.length;
            if (content[end - 1] == '\n') {
                end--;
            }
            int count = 1;
            int start = 0;
            for (int i = 0; i < end; i++) {
                if (content[i] == '\n') {
                    count++;
                    start = i + 1;
                }
            }
            return new Lines(count, start, end > start && content[end - 1] == '\r' ? end - 1 : end);
        }

        byte[] last(byte[] content) {
            return Arrays.copyOfRange(content, lastStart, lastEnd);
        }
    }
}
