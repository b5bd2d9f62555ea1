// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.FaultKind;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.Share;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonNumbers;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Residence;
import ca.tradeshub.identity.Weights;
import ca.tradeshub.identity.matching.MatchRun;
import ca.tradeshub.identity.matching.MatchStatus;
import ca.tradeshub.identity.matching.PersonIndex;
import ca.tradeshub.testing.HubSteps;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the links between records of one person in a generated year with name errors against what the generator knows:
 * the account number of each person, which it always writes without an error.
 */
@Tag("speed")
class PersonLinksCampaignTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Charset COLLEGE = Charset.forName("windows-1252");
    private static final DateTimeFormatter FIXED = DateTimeFormatter.BASIC_ISO_DATE;

    @TempDir
    private Path folder;

    /** A person as a record states it, with the account number that tells who it is. */
    private record Stated(String account, PersonEvidence evidence) {}

    /**
     * Without any number: names, birth date, postal code and trade alone. One certificate of fifty is of a registered
     * person, so that a person of the same name and birth date is often another one.
     */
    @ParameterizedTest
    @ValueSource(longs = {7, 1, 2, 3, 4, 5, 6, 8})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void certificates_are_linked_with_registrations_without_any_number(long seed) throws IOException {
        GeneratedYear year = GeneratedYear.generate(
                GeneratedYearRequest.of(Integer.getInteger("links.apprentices", 20_000), 1_000, 70_000)
                        .withSeed(seed)
                        .with(nameErrors())
                        .build(),
                folder);
        Map<String, Stated> registered = new LinkedHashMap<>();
        registrations(year).forEach(person -> registered.put(person.account(), person));
        List<Stated> persons = List.copyOf(registered.values());
        List<Stated> certified = certificates(year);
        PersonIndex index = PersonIndex.of(persons.stream()
                .map(person -> PersonTraits.of(person.evidence()))
                .toList());

        MatchRun run = MatchRun.link(
                certified.stream()
                        .map(person -> PersonTraits.of(person.evidence()))
                        .toList(),
                index,
                Weights.standard(),
                done -> {});

        long known = certified.stream()
                .filter(person -> registered.containsKey(person.account()))
                .count();
        long right = run.links().stream()
                .filter(link -> certified
                        .get(link[0])
                        .account()
                        .equals(persons.get(link[1]).account()))
                .count();
        long links = run.links().size();
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d registered persons, %d certificates, %d of them of registered persons: %d links,"
                        + " precision %.4f, recall %.4f, %d pairs for review%n",
                seed,
                persons.size(),
                certified.size(),
                known,
                links,
                (double) right / links,
                (double) right / known,
                run.count(MatchStatus.REVIEW) + run.count(MatchStatus.AMBIGUOUS));
        assertThat((double) right / links).as("precision").isGreaterThanOrEqualTo(0.999);
        assertThat((double) right / known).as("recall").isGreaterThanOrEqualTo(0.995);
    }

    /** With the numbers: a misspelled name alone must not hold records that share a number. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void misspelled_names_do_not_hold_records_that_share_a_number() throws IOException {
        GeneratedYear year = GeneratedYear.generate(
                GeneratedYearRequest.of(1_000, 8_000, 3_600).with(nameErrors()).build(), folder);

        try (HubSteps hub = GeneratedYearInTheHubTest.hub()) {
            year.drop("year", hub);
            long records = hub.jdbc()
                    .sql("select count(*) from record_status")
                    .query(Long.class)
                    .single();
            long held = hub.jdbc()
                    .sql(
                            """
                            select count(distinct (x.file_id, x.line)) from exception_case e
                              join exception_record x on x.exception_id = e.id
                             where e.type in ('IDENTITY_CLASH', 'IDENTITY_AMBIGUOUS')
                            """)
                    .query(Long.class)
                    .single();
            System.out.printf(
                    Locale.ROOT,
                    "%d records, %d of them held for their person, %.4f joined by their numbers%n",
                    records,
                    held,
                    1 - (double) held / records);
            assertThat(held * 1000).isLessThanOrEqualTo(records);
        }
    }

    private static FaultInjection nameErrors() {
        return new FaultInjection(
                Map.of(FaultKind.NAME_ERROR, Share.of(System.getProperty("links.errors", "0.05"))),
                EnumSet.allOf(RecordDefect.class));
    }

    private static List<Stated> registrations(GeneratedYear year) throws IOException {
        List<Stated> persons = new ArrayList<>();
        for (Path file : files(year, "employment-ontario")) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                JsonNode record = JSON.readTree(line);
                JsonNode person = record.path("person");
                if (person.hasNonNull("accountNumber")) {
                    persons.add(new Stated(
                            person.path("accountNumber").asText(),
                            evidence(
                                    person.path("familyName").asText(),
                                    person.path("givenNames").asText(),
                                    person.path("formerFamilyName").asText(null),
                                    LocalDate.parse(person.path("birthDate").asText()),
                                    person.path("postalCode").asText(null),
                                    record.path("trade").asText())));
                }
            }
        }
        return persons;
    }

    /** The certificates of different persons and trades; the newest line of each. */
    private static List<Stated> certificates(GeneratedYear year) throws IOException {
        Map<String, Stated> persons = new LinkedHashMap<>();
        for (Path file : files(year, "legacy-college")) {
            for (String line : Files.readAllLines(file, COLLEGE)) {
                if (line.startsWith("DTL")) {
                    persons.put(
                            line.substring(122, 132),
                            new Stated(
                                    line.substring(3, 11),
                                    evidence(
                                            line.substring(12, 42).strip(),
                                            line.substring(42, 72).strip(),
                                            line.substring(72, 102).isBlank()
                                                    ? null
                                                    : line.substring(72, 102).strip(),
                                            LocalDate.parse(line.substring(102, 110), FIXED),
                                            line.substring(110, 116),
                                            line.substring(116, 120).strip())));
                }
            }
        }
        return List.copyOf(persons.values());
    }

    private static PersonEvidence evidence(
            String family,
            String given,
            @Nullable String former,
            LocalDate born,
            @Nullable String postalCode,
            String trade) {
        return new PersonEvidence(
                PersonNumbers.NONE,
                family,
                given,
                former,
                born,
                Residence.at(postalCode),
                Set.of(new TradeCode(trade)));
    }

    private static List<Path> files(GeneratedYear year, String sender) throws IOException {
        try (Stream<Path> files = Files.list(year.folder().resolve(sender))) {
            return files.sorted().toList();
        }
    }
}
