// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.ImpossibleYearException;
import ca.tradeshub.generator.request.Share;
import ca.tradeshub.generator.request.YearRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YearGeneratorTest {

    /**
     * Digest of all files of a small year with faults. It changes only with an intended change of the generated data, never
     * with the machine, the Java version, the time zone or the language.
     */
    private static final String DIGEST = "811697bcd27d69739ef3db5cd473dea5026b45969463f68586e2e2f4e446187e";

    @TempDir
    private Path folder;

    @Test
    void the_same_request_gives_the_same_bytes_in_every_locale_and_zone() throws Exception {
        YearRequest request = request(60, 900, GeneratedYearInTheHubTest.ALL_FAULTS);
        String here =
                digest(GeneratedYear.generate(request, folder.resolve("here")).folder());

        Locale language = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(digest(GeneratedYear.generate(request, folder.resolve("elsewhere"))
                            .folder()))
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
        assertThat(here).isEqualTo(DIGEST);
    }

    @Test
    void a_larger_year_contains_the_smaller_year() throws IOException {
        Set<String> small = registrations(1000);
        Set<String> large = registrations(1200);

        assertThat(small).hasSizeGreaterThan(1000);
        assertThat(large).containsAll(small).hasSizeGreaterThan(small.size() + 200);
    }

    private Set<String> registrations(int apprentices) throws IOException {
        Path year = GeneratedYear.generate(
                        request(apprentices, 0, FaultInjection.NONE), folder.resolve("of-" + apprentices))
                .folder();
        try (Stream<Path> files = Files.list(year.resolve("employment-ontario"))) {
            return files.flatMap(YearGeneratorTest::lines)
                    .filter(line -> line.startsWith("{\"record\":\"registration\""))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void another_seed_gives_another_year() throws IOException {
        String one = digest(GeneratedYear.generate(request(20, 100, FaultInjection.NONE), folder.resolve("one"))
                .folder());
        YearRequest other = GeneratedYearRequest.of(20, 100, 40).withSeed(8).build();

        assertThat(digest(GeneratedYear.generate(other, folder.resolve("other")).folder()))
                .isNotEqualTo(one);
    }

    @Test
    void the_requested_numbers_of_records_are_generated() throws IOException {
        GeneratedYear year = GeneratedYear.generate(request(60, 900, FaultInjection.NONE), folder.resolve("year"));

        assertThat(year.summary().at("/balance/payroll/records/received").asLong())
                .isEqualTo(900);
        assertThat(year.summary().at("/balance/certificates/records/received").asLong())
                .isEqualTo(120);
    }

    @Test
    void an_impossible_number_of_pay_lines_is_rejected_before_any_file_is_written() {
        assertThatThrownBy(
                        () -> GeneratedYear.generate(request(10, 100_000, FaultInjection.NONE), folder.resolve("year")))
                .isInstanceOf(ImpossibleYearException.class)
                .hasMessageMatching(
                        "10 apprentices have at most \\d+ pay lines in the requested years, not 100000[.] Set --pay-lines to at most \\d+, or ask for more --apprentices");
        assertThat(folder.resolve("year")).isEmptyDirectory();
    }

    @Test
    void a_share_is_a_decimal_or_a_percentage() {
        assertThat(Share.of("0.02")).isEqualTo(Share.of("2%")).isEqualTo(new Share(20_000));
        assertThat(Share.of("1").perMillion()).isEqualTo(1_000_000);
        for (String text : new String[] {"", "two", "-0.1", "101%", "1.5", ".1"}) {
            assertThatThrownBy(() -> Share.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static YearRequest request(int apprentices, int payLines, FaultInjection faultInjection) {
        return GeneratedYearRequest.of(apprentices, payLines, apprentices * 2)
                .with(faultInjection)
                .build();
    }

    /** Over the names and bytes of every file. */
    private static String digest(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                sha.update(folder.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
                sha.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
