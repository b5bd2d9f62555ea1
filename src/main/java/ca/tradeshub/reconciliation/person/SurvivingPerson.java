// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.mapping.survivorship.Survivorship.Field;
import ca.tradeshub.mapping.survivorship.Survivorship.Preference;
import ca.tradeshub.reconciliation.decision.CertificationContent.PublishedPerson;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.records.StandingRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is published of a person, chosen by the table of survivorship, with the values that lost.
 *
 * @param fields the value of each field
 */
record SurvivingPerson(Map<Field, Surviving> fields) {

    /**
     * The value of a field.
     *
     * @param value the value, null when none is stated
     * @param record the record that states it, null when none does
     * @param lost the other values, each with the first record that states it
     */
    record Surviving(@Nullable String value, @Nullable PersonRecord record, List<Lost> lost) {}

    /** A value that lost, and a record that states it. */
    record Lost(String value, PersonRecord record) {}

    /** Chooses the values of a person. */
    static SurvivingPerson of(PersonRecords person, Survivorship table) {
        Map<Feed, List<PersonRecord>> newestFirst = new EnumMap<>(Feed.class);
        Map<Field, Surviving> fields = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            Preference preference = table.of(field);
            List<PersonRecord> all = new ArrayList<>();
            for (Feed source : preference.sources()) {
                all.addAll(newestFirst.computeIfAbsent(source, feed -> newestFirst(person, feed)));
            }
            fields.put(field, choose(person, all, field, preference));
        }
        return new SurvivingPerson(fields);
    }

    @Nullable
    String value(Field field) {
        return Objects.requireNonNull(fields.get(field)).value();
    }

    /** The value of a field that every record states. */
    String stated(Field field) {
        return Objects.requireNonNull(value(field), "a field that every record states");
    }

    LocalDate birthDate() {
        return LocalDate.parse(stated(Field.BIRTH_DATE));
    }

    /** What the registry gets of the person. */
    PublishedPerson published() {
        return new PublishedPerson(
                value(Field.ACCOUNT_NUMBER),
                value(Field.CLIENT_ID),
                stated(Field.FAMILY_NAME),
                stated(Field.GIVEN_NAMES),
                value(Field.FORMER_FAMILY_NAME),
                birthDate());
    }

    /** The part of a key that names the person: the account number, else the client id. */
    String part() {
        String account = value(Field.ACCOUNT_NUMBER);
        return account != null ? account : stated(Field.CLIENT_ID);
    }

    private static Surviving choose(PersonRecords person, List<PersonRecord> all, Field field, Preference preference) {
        PersonRecord winner = winner(person, all, field, preference);
        String value = winner == null ? null : value(person, winner, field);
        List<Lost> lost = new ArrayList<>(0);
        Set<String> seen = new TreeSet<>();
        for (PersonRecord each : person.records()) {
            String other = value(person, each, field);
            if (other != null && !other.equals(value) && seen.add(other)) {
                lost.add(new Lost(other, each));
            }
        }
        return new Surviving(value, value == null ? null : winner, lost);
    }

    private static @Nullable PersonRecord winner(
            PersonRecords person, List<PersonRecord> all, Field field, Preference preference) {
        Stream<PersonRecord> stated = all.stream().filter(each -> value(person, each, field) != null);
        return switch (preference.rule()) {
            case NEWEST -> all.stream().findFirst().orElse(null);
            case NEWEST_STATED -> stated.findFirst().orElse(null);
            case MOST_COMPLETE ->
                stated.max(Comparator.comparingInt((PersonRecord each) -> length(value(person, each, field)))
                                .thenComparing(
                                        Comparator.comparingInt(all::indexOf).reversed()))
                        .orElse(null);
            case LOWEST ->
                stated.min(Comparator.comparingInt((PersonRecord each) -> preference
                                        .sources()
                                        .indexOf(each.record().content().feed()))
                                .thenComparing(each -> Objects.requireNonNull(value(person, each, field))))
                        .orElse(null);
        };
    }

    private static int length(@Nullable String value) {
        return value == null ? 0 : value.codePointCount(0, value.length());
    }

    private static List<PersonRecord> newestFirst(PersonRecords person, Feed source) {
        List<? extends StandingRecord<?>> oldestFirst =
                source == Feed.REGISTRATIONS ? person.registrations() : person.certificates();
        List<PersonRecord> newest = new ArrayList<>();
        oldestFirst.forEach(record -> person.records().stream()
                .filter(each -> each.record() == record)
                .forEach(newest::add));
        Collections.reverse(newest);
        return newest;
    }

    /** What a record states in a field; of the identifiers only those that are the person's alone. */
    private static @Nullable String value(PersonRecords person, PersonRecord record, Field field) {
        PersonEvidence evidence = record.evidence();
        return switch (field) {
            case ACCOUNT_NUMBER -> among(evidence.numbers().accountNumber(), person.accounts());
            case CLIENT_ID -> among(evidence.numbers().clientId(), person.clients());
            case FAMILY_NAME -> evidence.familyName();
            case GIVEN_NAMES -> evidence.givenNames();
            case FORMER_FAMILY_NAME -> evidence.formerFamilyName();
            case BIRTH_DATE -> Objects.toString(evidence.birthDate(), null);
        };
    }

    private static @Nullable String among(@Nullable String value, Set<String> values) {
        return value != null && values.contains(value) ? value : null;
    }
}
