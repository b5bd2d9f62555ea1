// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.feeds.line.SourceLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class PlacesTest {

    /** A line and how it ends. */
    record Written(String text, String terminator) {}

    @Property(tries = 300)
    void the_bytes_at_the_place_of_a_line_are_the_line(
            @ForAll("lines") List<Written> lines, @ForAll("charsets") Charset charset, @ForAll boolean trickles)
            throws IOException {
        List<String> texts = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int number = 0;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (Written line : lines) {
            String text = charset.newEncoder().canEncode(line.text()) ? line.text() : "?";
            if (!text.matches("[ \r]*")) {
                texts.add(text);
                numbers.add(++number);
            } else {
                number++;
            }
            file.write((text + line.terminator()).getBytes(charset));
        }
        byte[] bytes = file.toByteArray();
        InputStream in = trickles ? new Trickle(bytes) : new ByteArrayInputStream(bytes);
        List<String> read = new ArrayList<>();
        try (LineReader reader = new LineReader(in, charset, 1 << 20)) {
            while (reader.next() == LineReader.Step.LINE) {
                String text = reader.text();
                reader.atEnd();
                read.add(text);
                assertThat(reader.number()).isEqualTo(numbers.get(read.size() - 1));
                assertThat(new String(bytes, (int) reader.offset(), reader.length(), charset))
                        .isEqualTo(text);
            }
        }
        assertThat(read).isEqualTo(texts);
    }

    @Property(tries = 200)
    void the_bytes_at_the_place_of_a_pay_line_are_its_row(@ForAll("rows") List<Written> rows) throws IOException {
        String header = "id,name,wages\r\n";
        StringBuilder file = new StringBuilder(header);
        rows.forEach(row -> file.append(row.text()).append(row.terminator()));
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        List<SourceLine> lines = Reading.payroll(bytes, StandardCharsets.UTF_8).lines();
        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < lines.size(); i++) {
            SourceLine line = lines.get(i);
            assertThat(line.line()).isEqualTo(i + 2);
            assertThat(new String(bytes, (int) line.offset(), line.length(), StandardCharsets.UTF_8))
                    .isEqualTo(rows.get(i).text());
        }
    }

    @Provide
    Arbitrary<List<Written>> lines() {
        Arbitrary<String> text = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.strings().withChars("aé€\r\u0085 \",").ofMaxLength(40)),
                Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withChars('x', 'é')
                                .ofMinLength(60_000)
                                .ofMaxLength(140_000)));
        Arbitrary<String> terminator = Arbitraries.of("\n", "\r\n");
        return Combinators.combine(text, terminator)
                .as((t, end) -> new Written(t.endsWith("\r") ? t + "." : t, end))
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<Written>> rows() {
        Arbitrary<String> name = Arbitraries.strings().withChars("Zoé€ \u2028").ofMaxLength(12);
        return Combinators.combine(name, Arbitraries.of("\n", "\r\n"), Arbitraries.of(true, false))
                .as((n, end, quoted) -> new Written(quoted ? "1,\"" + n + ",\",2" : "1," + n + ",2", end))
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<Charset> charsets() {
        return Arbitraries.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.ISO_8859_1);
    }

    /** A stream that gives a few bytes at a time. */
    private static final class Trickle extends ByteArrayInputStream {

        Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1000));
        }
    }
}
