// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.book.Coverage;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue is complete, in both languages, and says what the sources say. */
class CatalogueTest {

    private static final RuleBook BOOK = RuleBook.standard();
    private static final Map<String, String> SOURCES = Map.of(
            Source.REG_1055.title(), text("reg-1055.txt"),
            Source.ATTC.title(), text("attc-guidelines.txt"),
            Source.PORTAL.title(), text("sto-portal.txt"));

    /** Every id of the agreed catalogue, A0 to A5. */
    private static final String AGREED =
            """
            GATE-01, GATE-02, GATE-03, GATE-04, GATE-05, R1055-0.1, R1055-1, R1055-2, R1055-3a, R1055-3b,
            R1055-4.1, R1055-4.2, R1055-5.1a, R1055-5.1b, R1055-5.1c, R1055-5.2, R1055-6.1, R1055-6.2, R1055-7.2,
            R1055-8.1, R1055-8.2, R1055-9.1, R1055-9.2, R1055-10.1, R1055-10.2a, R1055-10.2b, R1055-10.3,
            R1055-11.1, R1055-11.2, R1055-11.5, R1055-12.1, R1055-12.2, R1055-13, R1055-14.1, R1055-14.2,
            R1055-14.3, R1055-15, R1055-16.1, R1055-16.2, R1055-16.3, R1055-16.4, R1055-17.1, R1055-17.2,
            R1055-17.3, R1055-18/19, R1055-20, R1055-21, R1055-22, R1055-23.1/2, R1055-23.3, R1055-23.4,
            R1055-24, R1055-25, R1055-26, R1055-27.1, R1055-27.2, R1055-27.3, R1055-27.4, R1055-F, ATTC-01,
            ATTC-02, ATTC-03, ATTC-04, ATTC-05, ATTC-06, ATTC-07, ATTC-08, ATTC-09, ATTC-10, ATTC-11, ATTC-12,
            ATTC-13, ATTC-14, ATTC-15, ATTC-16, ATTC-17, ATTC-18, ATTC-19, ATTC-20, ATTC-21, ATTC-22, ATTC-23,
            ATTC-24, ATTC-25, ATTC-26, ATTC-27, ATTC-28, ATTC-29, ATTC-30, ATTC-31, ATTC-32, ATTC-33, ATTC-34,
            ATTC-35, ATTC-36, ATTC-37, ATTC-38, ATTC-39, ATTC-40, ATTC-41, PORT-01, PORT-02, PORT-03, PORT-04,
            PORT-05, PORT-06, PORT-07, PORT-08, PORT-09, PORT-10, PORT-11, PORT-12, PORT-13, PORT-14, FMT-01,
            FMT-02, FMT-03, FMT-04, FMT-05, FMT-06, FMT-07, FMT-08, X-01, X-02, X-03, X-04, X-05, X-06, X-07,
            X-08, X-09, X-10, X-11, X-12
            """;

    @Test
    void has_each_entry_of_the_agreed_catalogue_as_a_rule_or_says_that_no_feed_carries_its_facts() {
        Set<String> known = new TreeSet<>();
        BOOK.catalogue().forEach(rule -> known.add(rule.id()));
        Coverage.of(BOOK.catalogue()).notCheckable().forEach(entry -> known.add(entry.id()));
        assertThat(known).contains(AGREED.strip().split(",\\s+"));
    }

    @Test
    void names_every_rule_of_the_first_set_once() {
        assertThat(BOOK.catalogue())
                .extracting(Declaration::id)
                .doesNotHaveDuplicates()
                .contains(
                        "GATE-01",
                        "GATE-02",
                        "GATE-03",
                        "GATE-04",
                        "GATE-05",
                        "FMT-01",
                        "FMT-02",
                        "FMT-05",
                        "FMT-06",
                        "FMT-08",
                        "R1055-3a",
                        "R1055-14.2",
                        "R1055-23.1/2",
                        "PORT-01",
                        "PORT-02",
                        "PORT-06",
                        "ATTC-01",
                        "ATTC-02",
                        "ATTC-05",
                        "ATTC-06",
                        "ATTC-07",
                        "ATTC-08",
                        "ATTC-09",
                        "ATTC-10",
                        "ATTC-11",
                        "ATTC-12",
                        "ATTC-14",
                        "ATTC-15",
                        "ATTC-16",
                        "ATTC-17",
                        "ATTC-18",
                        "ATTC-19",
                        "ATTC-20",
                        "ATTC-21",
                        "ATTC-22",
                        "ATTC-24",
                        "ATTC-25",
                        "ATTC-26",
                        "ATTC-27",
                        "ATTC-28",
                        "ATTC-29",
                        "ATTC-30",
                        "ATTC-32",
                        "ATTC-33",
                        "C25",
                        "X-04",
                        "X-05",
                        "VALUE_MISMATCH");
    }

    @ParameterizedTest(name = "{0} from {1} to {2}")
    @CsvSource({
        "GATE-04,,2017-11-14",
        "ATTC-08,2015-04-24,2017-11-14",
        "ATTC-09,,2015-04-23",
        "ATTC-10,,2009-03-26",
        "ATTC-12,2014-04-01,",
        "ATTC-31,2015-04-24,2017-11-14",
        "PORT-06,2024-04-01,",
        "X-10,2022-01-01,",
    })
    void says_since_when_and_until_when(String id, LocalDate since, LocalDate until) {
        Declaration rule = BOOK.catalogue().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(rule.since()).isEqualTo(since);
        assertThat(rule.until()).isEqualTo(until);
    }

    @TestFactory
    Stream<DynamicTest> says_everything_in_both_languages_and_what_it_rests_on() {
        return BOOK.catalogue().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> {
                    assertThat(rule.statement().en())
                            .endsWith(".")
                            .isNotEqualTo(rule.statement().fr());
                    assertThat(rule.statement().fr()).endsWith(".");
                    assertThat(rule.bases()).isNotEmpty().allSatisfy(basis -> assertThat(
                                    basis.citation().section())
                            .isNotBlank());
                    assertThat(rule.failures()).allSatisfy(failure -> {
                        assertThat(failure.message().en())
                                .endsWith(".")
                                .isNotEqualTo(failure.message().fr());
                        assertThat(failure.message().fr()).endsWith(".");
                    });
                }));
    }

    @Test
    void declares_for_each_record_rule_what_it_judges_reads_and_asks_for() {
        assertThat(BOOK.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.declared().on()).isNotEmpty();
            assertThat(rule.declared().reads()).isNotEmpty();
            assertThat(rule.declared().failures()).isNotEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> quotes_its_sources_word_for_word() {
        List<Basis> quotes = Stream.concat(
                        BOOK.catalogue().stream().flatMap(rule -> rule.bases().stream()),
                        Law.standard().values().values().stream()
                                .flatMap(value -> value.values().stream())
                                .map(Dated.Value::basis))
                .filter(basis -> basis.phrase() != null)
                .distinct()
                .toList();
        assertThat(quotes).hasSizeGreaterThan(40);
        return quotes.stream()
                .map(basis -> DynamicTest.dynamicTest(basis.citation() + ": " + basis.phrase(), () -> {
                    assertThat(SOURCES).containsKey(basis.citation().document());
                    assertThat(SOURCES.get(basis.citation().document())).contains(normal(basis.phrase()));
                }));
    }

    @Test
    void has_a_phrase_for_every_citation_of_a_source_at_hand() {
        assertThat(BOOK.catalogue().stream().flatMap(rule -> rule.bases().stream()))
                .filteredOn(basis -> SOURCES.containsKey(basis.citation().document()))
                .isNotEmpty()
                .allSatisfy(basis -> assertThat(basis.phrase()).isNotBlank());
    }

    @Test
    void every_value_and_reading_names_rules_that_rest_on_it() {
        List<String> ids = BOOK.catalogue().stream().map(Declaration::id).toList();

        assertThat(Law.standard().values().values()).isNotEmpty().allSatisfy(value -> assertThat(value.rules())
                .as("the rules that rest on %s, under rules: in its file", value.id())
                .isNotEmpty()
                .isSubsetOf(ids));
        assertThat(Law.standard().interpretations().values()).isNotEmpty().allSatisfy(interpretation -> {
            List<String> resting = BOOK.catalogue().stream()
                    .filter(rule -> rule.restsOn().contains(interpretation.id()))
                    .map(Declaration::id)
                    .toList();
            assertThat(interpretation.rules())
                    .as("the rules that rest on %s, under rules: in its file", interpretation.id())
                    .containsExactlyInAnyOrderElementsOf(resting);
            assertThat(interpretation.rules().isEmpty()
                            && !interpretation.alternatives().isEmpty())
                    .isFalse();
        });
    }

    @Test
    void tells_who_listens_which_values_were_asked_for_and_has_the_same_digest() {
        List<Dated.Lookup> lookups = new ArrayList<>();
        Law traced = Law.standard().tracedBy(lookups::add);

        traced.integers("reg1055.age.least").on(LocalDate.of(2012, 4, 8));

        assertThat(lookups).containsExactly(new Dated.Lookup("reg1055.age.least", LocalDate.of(2012, 4, 8)));
        assertThat(RuleBook.load(traced).digest()).isEqualTo(BOOK.digest());
    }

    @Test
    void changes_its_digest_with_the_law_only() {
        assertThat(RuleBook.load(Law.standard()).digest())
                .isEqualTo(BOOK.digest())
                .hasSize(64);
        assertThat(RuleBook.load(Law.standard().withReadings(Map.of("C2", "after-march")))
                        .digest())
                .isNotEqualTo(BOOK.digest());
    }

    @Test
    void reads_every_law_file_there_is() throws IOException {
        Path folder = Path.of("src/main/resources/law");
        String index = Files.readString(folder.resolve("index.yaml"));
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("index.yaml"))
                    .toList();
            assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(index).contains("- " + name + "\n"));
        }
    }

    @TestFactory
    Stream<DynamicTest> every_dated_value_changes_on_its_day() {
        return Law.standard().values().values().stream()
                .map(value ->
                        DynamicTest.dynamicTest(value.id(), () -> value.values().forEach(entry -> {
                            assertStands(value, entry, entry.from(), entry.to());
                            assertStands(value, entry, entry.to(), entry.from());
                        })));
    }

    private static void assertStands(
            Dated<List<String>> value, Dated.Value<List<String>> entry, LocalDate edge, LocalDate other) {
        if (edge == null) {
            assertThat(value.entryOn(other == null ? LocalDate.of(2016, 1, 1) : other))
                    .contains(entry);
            return;
        }
        assertThat(value.entryOn(edge)).contains(entry);
        LocalDate outside = edge.equals(entry.from()) ? edge.minusDays(1) : edge.plusDays(1);
        LocalDate inside = edge.equals(entry.from()) ? edge.plusDays(1) : edge.minusDays(1);
        assertThat(value.entryOn(inside)).contains(entry);
        assertThat(value.entryOn(outside)).isNotEqualTo(Optional.of(entry));
    }

    private static String text(String name) {
        try (InputStream file = CatalogueTest.class.getResourceAsStream("/sources/" + name)) {
            return normal(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages mix kinds of hyphens, spaces and apostrophes. */
    private static String normal(String text) {
        return text.lines()
                .collect(Collectors.joining(" "))
                .replaceAll("[\\u2010-\\u2015]", "-")
                .replace('\u2019', '\'')
                .replaceAll("[\\s\\u00a0]+", " ");
    }
}
