// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.mapping.survivorship.Survivorship.Field;
import ca.tradeshub.mapping.survivorship.Survivorship.Preference;
import ca.tradeshub.mapping.survivorship.Survivorship.Rule;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.links.StandingSamples;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SurvivingPersonTest {

    private static final Survivorship BROUGHT =
            Mappings.load(MappingSource.classpath()).survivorship();
    private static final List<Feed> REGISTRATIONS_FIRST = List.of(Feed.REGISTRATIONS, Feed.CERTIFICATES);
    private static final List<Feed> CERTIFICATES_FIRST = List.of(Feed.CERTIFICATES, Feed.REGISTRATIONS);

    private final PersonEvidences evidences =
            new PersonEvidences(new SinProtection(new KeyRing("test", Map.of("test", new byte[32]))));
    private final StandingSamples samples = new StandingSamples(evidences);

    @Test
    void takes_the_name_of_the_latest_registration_and_keeps_what_lost() {
        PersonRecord older = registration("TA-1", "Tremblay", "Ana", "2015-06-01");
        PersonRecord newer = registration("TA-2", "Roy", "Ana Maria", "2017-06-01");
        PersonRecord certificate = certificate("Q-1", "Tremblay-Roy", "A.", "Tremblay");
        SurvivingPerson person = choose(BROUGHT, older, newer, certificate);

        assertThat(person.value(Field.FAMILY_NAME)).isEqualTo("Roy");
        assertThat(person.fields().get(Field.FAMILY_NAME).record()).isSameAs(newer);
        assertThat(person.fields().get(Field.FAMILY_NAME).lost())
                .extracting(SurvivingPerson.Lost::value)
                .containsExactly("Tremblay", "Tremblay-Roy");
        assertThat(person.value(Field.FORMER_FAMILY_NAME))
                .as("the newest record states none")
                .isNull();
        assertThat(person.fields().get(Field.FORMER_FAMILY_NAME).lost()).hasSize(1);
    }

    @Test
    void keeps_a_value_that_lost_once_however_many_records_state_it() {
        SurvivingPerson person = choose(
                BROUGHT,
                registration("TA-1", "Tremblay", "Ana", "2015-06-01"),
                registration("TA-2", "Tremblay", "Ana", "2016-06-01"),
                registration("TA-3", "Roy", "Ana", "2017-06-01"));

        assertThat(person.fields().get(Field.FAMILY_NAME).lost())
                .extracting(SurvivingPerson.Lost::value)
                .containsExactly("Tremblay");
    }

    @Test
    void takes_the_newest_of_values_that_are_equally_complete() {
        SurvivingPerson person = choose(
                with(Field.FAMILY_NAME, REGISTRATIONS_FIRST, Rule.MOST_COMPLETE),
                registration("TA-1", "Abel", "Ana", "2015-06-01"),
                registration("TA-2", "Roya", "Ana", "2017-06-01"));

        assertThat(person.value(Field.FAMILY_NAME)).isEqualTo("Roya");
    }

    @Test
    void has_no_number_that_is_not_the_person_s_alone() {
        PersonRecord record = registration("TA-1", "Roy", "Ana", "2017-06-01");
        PersonRecords apart = new PersonRecords(List.of(record), new TreeSet<>(), new TreeSet<>(List.of("1234567")));
        SurvivingPerson person = SurvivingPerson.of(apart, BROUGHT);

        assertThat(person.value(Field.ACCOUNT_NUMBER)).isNull();
        assertThat(person.fields().get(Field.ACCOUNT_NUMBER).lost()).isEmpty();
        assertThat(person.part()).isEqualTo("1234567");
    }

    @Test
    void takes_the_certificate_where_there_is_no_registration() {
        SurvivingPerson person = choose(BROUGHT, certificate("Q-1", "Roy", "Ana", "Tremblay"));

        assertThat(person.value(Field.FAMILY_NAME)).isEqualTo("Roy");
        assertThat(person.value(Field.FORMER_FAMILY_NAME)).isEqualTo("Tremblay");
        assertThat(person.value(Field.CLIENT_ID)).isNull();
        assertThat(person.part()).isEqualTo("12345678");
    }

    @Test
    void follows_the_rule_and_the_order_of_the_sources() {
        PersonRecord registration = registration("TA-1", "Roy", "Ana", "2017-06-01");
        PersonRecord certificate = certificate("Q-1", "Tremblay-Roy", "Ana", "Tremblay");

        assertThat(choose(with(Field.FAMILY_NAME, CERTIFICATES_FIRST, Rule.NEWEST), registration, certificate)
                        .value(Field.FAMILY_NAME))
                .isEqualTo("Tremblay-Roy");
        assertThat(choose(with(Field.FAMILY_NAME, REGISTRATIONS_FIRST, Rule.MOST_COMPLETE), registration, certificate)
                        .value(Field.FAMILY_NAME))
                .isEqualTo("Tremblay-Roy");
        assertThat(choose(
                                with(Field.FORMER_FAMILY_NAME, REGISTRATIONS_FIRST, Rule.NEWEST_STATED),
                                registration,
                                certificate)
                        .value(Field.FORMER_FAMILY_NAME))
                .isEqualTo("Tremblay");
        assertThat(choose(with(Field.FAMILY_NAME, CERTIFICATES_FIRST, Rule.LOWEST), registration, certificate)
                        .value(Field.FAMILY_NAME))
                .as("of the first source")
                .isEqualTo("Tremblay-Roy");
    }

    private static Survivorship with(Field field, List<Feed> sources, Rule rule) {
        Map<Field, Preference> preferences = new EnumMap<>(BROUGHT.preferences());
        preferences.put(field, new Preference(sources, rule));
        return new Survivorship(preferences);
    }

    private static SurvivingPerson choose(Survivorship table, PersonRecord... records) {
        return SurvivingPerson.of(
                PersonRecords.of(Stream.of(records).sorted(PersonRecord.BY_KEY).toList()), table);
    }

    private PersonRecord registration(String agreement, String family, String given, String registeredOn) {
        var registration = Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.registeredOn = LocalDate.parse(registeredOn);
            draft.person = new Person(
                    "1234567", "12345678", null, family, given, null, LocalDate.of(1995, 4, 8), "K1A0B1", "fr");
        });
        return samples.of(registration);
    }

    private PersonRecord certificate(String number, String family, String given, String former) {
        var certificate = Samples.certificateOfApprentice(draft -> {
            draft.number = number;
            draft.familyName = family;
            draft.givenNames = given;
            draft.formerFamilyName = former;
        });
        return samples.of(certificate);
    }
}
