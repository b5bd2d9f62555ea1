// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.SourceText;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A citation carries what is cited for: the quoted words occur in the cited passage and state the value, and the source
 * states the days. What the words do not state is declared as going beyond the text.
 */
class CitationsTest {

    private static final RuleBook BOOK = RuleBook.standard();
    private static final Map<String, Map<String, String>> PASSAGES = Map.of(
            Source.REG_1055.title(), SourceText.regulation("reg-1055.txt"),
            Source.ATTC.title(), SourceText.page("attc-guidelines.txt"),
            Source.PORTAL.title(), SourceText.statements("sto-portal.txt"));
    private static final JsonNode UNDER = coverage().path("passages").path(Source.ATTC.name());
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("1", "one|annually|a year|first"),
            Map.entry("2", "two|second"),
            Map.entry("3", "three|third|fourth sitting"),
            Map.entry("16", "sixteen"));
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern SECTION = Pattern.compile("(TA|ITA)-([\\d.]+)");
    private static final Pattern REGIME = Pattern.compile("(BEFORE|FROM)_(\\d{4}_\\d{2}_\\d{2})");
    /** Names of laws and their sections, whose numbers are no values. */
    private static final Pattern SECTIONS =
            Pattern.compile("\\b(?:Reg|ss?)\\. \\(?[\\d.]+\\)?(?: \\([\\da-z]+\\))*|Act, \\d{4}");

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMMM d", Locale.ENGLISH);
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");

    @TestFactory
    Stream<DynamicTest> a_legal_value_is_stated_by_the_words_it_cites_or_says_what_goes_beyond_them() {
        return Law.standard().values().values().stream().flatMap(value -> value.values().stream()
                .filter(entry -> PASSAGES.containsKey(entry.basis().citation().document()))
                .map(entry ->
                        DynamicTest.dynamicTest(value.id() + " " + entry.value(), () -> assertThat(unstated(entry))
                                .as(
                                        "%s, quoted as: %s",
                                        entry.basis().citation(), entry.basis().phrase())
                                .isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> the_numbers_and_days_of_a_rule_are_stated_by_what_it_cites_or_go_beyond_it() {
        return BOOK.catalogue().stream()
                .filter(rule -> rule.bases().stream()
                        .anyMatch(basis -> PASSAGES.containsKey(basis.citation().document())))
                .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> assertThat(unstated(rule))
                        .as(rule.statement().en())
                        .isEmpty()));
    }

    @Test
    void a_section_of_the_portal_page_is_the_beginning_of_one_of_its_statements() {
        assertThat(bases())
                .filteredOn(basis -> basis.citation().document().equals(Source.PORTAL.title()))
                .isNotEmpty()
                .allSatisfy(
                        basis -> assertThat(PASSAGES.get(Source.PORTAL.title()).entrySet())
                                .as("%s", basis)
                                .anySatisfy(passage -> {
                                    assertThat(passage.getKey())
                                            .startsWith(SourceText.normal(
                                                    basis.citation().section()));
                                    assertThat(passage.getValue()).contains(SourceText.normal(basis.phrase()));
                                }));
    }

    @Test
    void what_goes_beyond_the_text_is_said_in_both_languages() {
        Stream<Text> all = Stream.concat(
                BOOK.catalogue().stream().map(Declaration::beyondText),
                Law.standard().values().values().stream()
                        .flatMap(value -> value.values().stream())
                        .map(Dated.Value::beyondText));
        assertThat(all.filter(text -> text != null)).hasSizeGreaterThan(10).allSatisfy(text -> {
            assertThat(text.en()).endsWith(".").isNotEqualTo(text.fr());
            assertThat(text.fr()).endsWith(".");
        });
    }

    @ParameterizedTest(name = "{1} in: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "is at least sixteen years of age | 16 | true",
                "is at least sixteen years of age | 15 | false",
                "after March 26, 2009 | 2009-03-27 | true",
                "after March 26, 2009 | 2009-03-26 | true",
                "after March 26, 2009 | 2009-03-28 | false",
                "on or before December 31, 1998 | 1999-01-01 | true",
                "before November 15, 2017 | 2017-11-14 | true",
                "the 31st day of January, 1983 | 1983-01-31 | true",
                "of $600,000 or more | 600000.00 | true",
                "of $60,000 or more | 600000.00 | false",
                "at 35 per cent | 0.35 | true",
                "at 3.5 per cent | 0.35 | false",
                "O. Reg. 354/10, s. 1. | 2011-01-01 | true",
                "O. Reg. 354/10, s. 1. | 2010-01-01 | false",
                "R.R.O. 1990, Reg. 1055 | 1991-01-01 | true",
            })
    void a_phrase_carries_a_value_in_figures_or_in_words(String phrase, String value, boolean carried) {
        assertThat(carries(phrase, value)).isEqualTo(carried);
    }

    private static List<String> unstated(Dated.Value<List<String>> entry) {
        List<String> unstated = new ArrayList<>();
        Basis basis = entry.basis();
        String document = basis.citation().document();
        if (basis.phrase() == null) {
            return List.of("no words are quoted");
        }
        if (!isIn(basis)) {
            unstated.add("the words do not occur in the passage");
        }
        if (entry.beyondText() != null) {
            return unstated;
        }
        entry.value().stream()
                .filter(value -> !carries(basis.phrase(), value))
                .forEach(value -> unstated.add("value " + value));
        String whole = String.join(" ", PASSAGES.get(document).values());
        Stream.of(entry.from(), entry.to())
                .filter(day ->
                        day != null && !carries(whole, day.toString()) && !carries(basis.phrase(), day.toString()))
                .forEach(day -> unstated.add("day " + day));
        return unstated;
    }

    private static List<String> unstated(Declaration rule) {
        if (rule.beyondText() != null) {
            return List.of();
        }
        String quoted = Stream.concat(
                        rule.bases().stream(),
                        Law.standard().values().values().stream()
                                .filter(value -> value.rules().contains(rule.id()))
                                .flatMap(value -> value.values().stream())
                                .filter(entry -> entry.beyondText() == null)
                                .map(Dated.Value::basis))
                .filter(basis -> basis.phrase() != null)
                .map(Basis::phrase)
                .collect(Collectors.joining(" "));
        String statement = SECTIONS.matcher(rule.statement().en()).replaceAll("");
        List<String> tokens = new ArrayList<>();
        Matcher dates = DATE.matcher(statement);
        while (dates.find()) {
            tokens.add(dates.group());
        }
        Matcher numbers = NUMBER.matcher(DATE.matcher(statement).replaceAll(""));
        while (numbers.find()) {
            tokens.add(numbers.group().replaceAll(",$", ""));
        }
        return tokens.stream().filter(token -> !carries(quoted, token)).toList();
    }

    /** Whether the words occur in the cited passage, or in one under its heading. */
    private static boolean isIn(Basis basis) {
        String section = SourceText.normal(basis.citation().section());
        String phrase = SourceText.normal(basis.phrase());
        return PASSAGES.get(basis.citation().document()).entrySet().stream()
                .filter(passage -> section.startsWith(passage.getKey())
                        || passage.getKey().startsWith(section)
                        || UNDER.path(passage.getKey()).path("under").asText("").startsWith(section))
                .anyMatch(passage ->
                        passage.getValue().contains(phrase) || passage.getKey().contains(phrase));
    }

    /** Whether words state a value: a day, a section, a number in figures or in words, a percentage, or its own words. */
    private static boolean carries(String words, String value) {
        String phrase = SourceText.normal(words).toLowerCase(Locale.ROOT);
        Matcher section = SECTION.matcher(value);
        if (section.matches()) {
            return phrase.contains("section " + section.group(2) + " of the "
                    + (section.group(1).equals("TA") ? "ta" : "income tax act"));
        }
        Matcher regime = REGIME.matcher(value);
        if (regime.matches()) {
            return regime.group(1).equals("BEFORE")
                    ? states(phrase, LocalDate.parse(regime.group(2).replace('_', '-')), "before ")
                    : states(phrase, LocalDate.parse(regime.group(2).replace('_', '-')), "on or after ");
        }
        if (value.startsWith("--")) {
            return phrase.contains(MonthDay.parse(value).format(MONTH_DAY).toLowerCase(Locale.ROOT));
        }
        Matcher dates = DATE.matcher(value);
        if (dates.find()) {
            return dates.reset().results().allMatch(date -> statesDay(phrase, LocalDate.parse(date.group())));
        }
        return NUMBER.matcher(value).matches()
                ? statesNumber(phrase, new BigDecimal(value.replace(",", "")))
                : Stream.of(value.toLowerCase(Locale.ROOT)).allMatch(phrase::contains)
                        || value.contains(" ")
                                && Stream.of(value.toLowerCase(Locale.ROOT).split(" "))
                                        .allMatch(phrase::contains);
    }

    private static boolean statesNumber(String phrase, BigDecimal number) {
        Matcher numbers = NUMBER.matcher(phrase);
        while (numbers.find()) {
            BigDecimal found = new BigDecimal(numbers.group().replace(",", ""));
            boolean isPercent = phrase.substring(numbers.end()).startsWith(" per cent");
            if (found.compareTo(number) == 0
                    || isPercent && found.movePointLeft(2).compareTo(number) == 0) {
                return true;
            }
        }
        String inWords = WORDS.get(number.stripTrailingZeros().toPlainString());
        return inWords != null
                && Pattern.compile("\\b(?:" + inWords + ")\\b").matcher(phrase).find();
    }

    /** Whether words state a day: itself, the day before it with "after", the day after it with "before". */
    private static boolean statesDay(String phrase, LocalDate day) {
        boolean isFirst = day.getDayOfMonth() == 1;
        boolean isLast = day.plusDays(1).getDayOfMonth() == 1;
        return states(phrase, day, "")
                || states(phrase, day.minusDays(1), "after ")
                || states(phrase, day.minusDays(1), "on or before ")
                || states(phrase, day.minusDays(1), "to ")
                || states(phrase, day.plusDays(1), "before ")
                || isFirst
                        && phrase.contains(
                                "after " + day.minusDays(1).format(MONTH).toLowerCase(Locale.ROOT))
                || (isFirst || isLast)
                        && phrase.contains(" in " + day.format(MONTH).toLowerCase(Locale.ROOT))
                || day.getDayOfYear() == 1 && states(phrase, day.getYear() - 1);
    }

    private static boolean states(String phrase, LocalDate day, String before) {
        String inWords = day.getDayOfMonth() + "(?:st|nd|rd|th) day of "
                + day.format(DateTimeFormatter.ofPattern("MMMM, yyyy", Locale.ENGLISH))
                        .toLowerCase(Locale.ROOT);
        return phrase.contains(before + day.format(WRITTEN).toLowerCase(Locale.ROOT))
                || before.isEmpty()
                        && Pattern.compile("\\b" + inWords).matcher(phrase).find();
    }

    /** Whether the words name a regulation of the year. */
    private static boolean states(String phrase, int year) {
        return phrase.contains("r.r.o. " + year)
                || Pattern.compile("o\\. reg\\. \\d+/" + "%02d".formatted(year % 100) + "\\b")
                        .matcher(phrase)
                        .find();
    }

    private static JsonNode coverage() {
        try (InputStream file = CitationsTest.class.getResourceAsStream("/law/coverage.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Basis> bases() {
        return Stream.concat(
                BOOK.catalogue().stream().flatMap(rule -> rule.bases().stream()),
                Law.standard().values().values().stream()
                        .flatMap(value -> value.values().stream())
                        .map(Dated.Value::basis));
    }
}
