// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.links.CandidatePairs;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations without account number that agree with more others than can be settled, through the hub. */
class CrowdedPersonsTest {

    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);
    private static final int MANY = Integer.getInteger("crowded.persons", 5_000);

    /** Pairs of that many would be 12,497,500; a thousandth of them fills the heap of the tests. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void five_thousand_that_agree_are_held_and_a_number_releases_one() {
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            List<Registration> agreeing = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String postal = i % 2 == 0 ? "K1A0B1" : "K1A%dB%d".formatted(i % 10, i / 10 % 10);
                agreeing.add(registration(i, null, "Test", "Test", BORN, postal));
            }
            long first = hub.file(Feed.REGISTRATIONS, 1, agreeing);
            hub.reconcile();

            assertThat(Set.copyOf(hub.states(first).values())).containsExactly("HELD/IDENTITY_AMBIGUOUS");
            assertThat(hub.openExceptions()).hasSize(MANY).containsOnly("IDENTITY_AMBIGUOUS");
            assertThat(count(hub, "select count(*) from identity_link")).isLessThan(MANY);

            long second = hub.file(
                    Feed.REGISTRATIONS,
                    2,
                    List.of(
                            registration(0, "12345678", "Test", "Test", BORN, "K1A0B1"),
                            registration(MANY, null, "Test", "Test", BORN, "K1A0B1")));
            hub.reconcile();

            assertThat(hub.states(second)).isEqualTo(Map.of(2, "PENDING", 3, "HELD/IDENTITY_AMBIGUOUS"));
            assertThat(hub.messages("12345678/306A")).containsExactly("NEW 1");
            assertThat(hub.openExceptions()).hasSize(MANY);
        }
    }

    /** As many leave as it takes: the rest are doubtful pairs again, also when one file after another names them. */
    @Test
    void persons_who_remain_are_compared_pair_by_pair_again() {
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            List<Registration> agreeing = new ArrayList<>();
            for (int i = 0; i < CandidatePairs.MOST + 3; i++) {
                agreeing.add(registration(i, null, "Test", "Test", BORN, "K1A0B1"));
            }
            hub.file(Feed.REGISTRATIONS, 1, agreeing);
            hub.reconcile();
            assertThat(hub.openExceptions()).hasSize(CandidatePairs.MOST + 3);

            hub.file(Feed.REGISTRATIONS, 2, List.of(registration(0, null, "Okafor", "Benjamin", BORN, "M5V2T6")));
            hub.reconcile();
            assertThat(hub.openExceptions()).hasSize(CandidatePairs.MOST + 2);

            hub.file(Feed.REGISTRATIONS, 3, List.of(registration(1, null, "Singh", "Chloe", BORN, "L4K1P3")));
            hub.reconcile();
            assertThat(hub.openExceptions()).hasSize((CandidatePairs.MOST + 1) * CandidatePairs.MOST / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void order_and_partition_of_files_do_not_matter(long seed) {
        Plan plan = Plan.of(new Random(seed));
        End expected = end(plan, null);
        assertThat(expected.states().values()).contains("HELD/IDENTITY_AMBIGUOUS", "PENDING");
        assertThat(expected.exceptions()).anyMatch(each -> each.contains("More than " + CandidatePairs.MOST));

        for (int order = 0; order < 2; order++) {
            End end = end(plan, new Random(seed * 10 + order));
            assertThat(end.states()).as("order %d", order).isEqualTo(expected.states());
            assertThat(end.exceptions()).as("order %d", order).isEqualTo(expected.exceptions());
            assertThat(end.pairs()).as("order %d", order).isEqualTo(expected.pairs());
            assertThat(end.content()).as("order %d", order).isEqualTo(expected.content());
        }
    }

    /** Versions of each registration, oldest first, and certificates. */
    private record Plan(List<List<Registration>> registrations, List<Certificate> certificates) {

        static Plan of(Random random) {
            List<List<Registration>> registrations = new ArrayList<>();
            int corrected = 4 + random.nextInt(8);
            for (int i = 0; i < CandidatePairs.MOST + 12; i++) {
                String given = random.nextInt(6) == 0 ? "Tim" : "Tom";
                LocalDate born = random.nextInt(6) == 0 ? BORN.plusDays(1) : BORN;
                String postal = random.nextInt(3) == 0 ? "M5V2T6" : "K1A0B1";
                List<Registration> versions = new ArrayList<>();
                versions.add(registration(i, null, "Tester", given, born, postal));
                if (i < corrected) {
                    String account = random.nextBoolean() ? String.valueOf(20_000_000 + i) : null;
                    versions.add(
                            account == null
                                    ? registration(i, null, "Okafor", "Ben", BORN.minusDays(1_000 * (i + 1)), postal)
                                    : registration(i, account, "Tester", given, born, postal));
                }
                registrations.add(versions);
            }
            List<Certificate> certificates = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String account = String.valueOf(30_000_000 + i);
                String given = i == 2 ? "T." : "Tom";
                certificates.add(Samples.certificateOfApprentice(draft -> {
                    draft.number = "Q-" + account;
                    draft.memberNumber = account;
                    draft.familyName = "Tester";
                    draft.givenNames = given;
                    draft.birthDate = BORN;
                    draft.postalCode = "K1A0B1";
                }));
            }
            return new Plan(registrations, certificates);
        }
    }

    /** What must not depend on the order: states by key and content, open exceptions, pairs, content in force. */
    private record End(
            Map<String, String> states, List<String> exceptions, List<String> pairs, Map<String, ?> content) {}

    /** One file after another, or as many files as a random partition has, in a random order. */
    private static End end(Plan plan, Random random) {
        Map<Integer, List<Registration>> files = new TreeMap<>();
        int count = random == null ? 2 : 4;
        for (List<Registration> versions : plan.registrations()) {
            TreeSet<Integer> sequences = new TreeSet<>();
            while (sequences.size() < versions.size()) {
                sequences.add(random == null ? sequences.size() + 1 : 1 + random.nextInt(count));
            }
            for (Registration version : versions) {
                files.computeIfAbsent(sequences.pollFirst(), sequence -> new ArrayList<>())
                        .add(version);
            }
        }
        List<Integer> order = new ArrayList<>(files.keySet());
        order.add(0);
        if (random != null) {
            Collections.shuffle(order, random);
            files.values().forEach(lines -> Collections.shuffle(lines, random));
        }
        Map<String, String> states = new TreeMap<>();
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            Map<Integer, Long> ids = new TreeMap<>();
            for (int sequence : order) {
                ids.put(
                        sequence,
                        sequence == 0
                                ? hub.file(Feed.CERTIFICATES, 1, plan.certificates())
                                : hub.file(Feed.REGISTRATIONS, sequence, files.get(sequence)));
                if (random == null || random.nextBoolean()) {
                    hub.reconcile();
                }
            }
            hub.reconcile();
            files.forEach((sequence, lines) -> hub.states(ids.get(sequence)).forEach((line, state) -> {
                Registration registration = lines.get(line - 2);
                states.put(registration.agreementNumber() + " " + registration.person(), state);
            }));
            hub.states(ids.get(0)).forEach((line, state) -> states.put("certificate " + line, state));
            return new End(
                    states,
                    texts(
                            hub,
                            """
                            select type || ' ' || stable_subject || ' ' || basis || ' ' || detail
                              from exception_case where closed_at is null order by 1
                            """),
                    texts(
                            hub,
                            "select one_person || ' ' || other_person || ' ' || outcome from identity_link order by 1"),
                    inForce(hub));
        }
    }

    private static Map<String, ?> inForce(ReconciliationFixture hub) {
        Map<String, ?> content = hub.finalContent();
        texts(
                        hub,
                        """
                        select queue || ' ' || record_key
                          from (select distinct on (queue, record_key) queue, record_key, kind
                                  from message order by queue, record_key, version desc) latest
                         where kind = 'WITHDRAW'
                        """)
                .forEach(content::remove);
        return content;
    }

    private static List<String> texts(ReconciliationFixture hub, String sql) {
        return hub.jdbc().sql(sql).query(String.class).list();
    }

    private static long count(ReconciliationFixture hub, String sql) {
        return hub.jdbc().sql(sql).query(Long.class).single();
    }

    private static Registration registration(
            int number, String account, String family, String given, LocalDate born, String postal) {
        return Samples.registration(draft -> {
            draft.agreementNumber = "TA-" + (10_000 + number);
            draft.trade = new TradeCode("306A");
            draft.person = new Person(
                    String.valueOf(1_000_000 + number), account, null, family, given, null, born, postal, "fr");
        });
    }
}
