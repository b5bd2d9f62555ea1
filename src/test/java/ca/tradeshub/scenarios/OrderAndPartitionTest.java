// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.CountedBalances;
import ca.tradeshub.ledger.record.FileBalance;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same records in files of any partition and in any order, processed together or one after another, with the same
 * decisions taken at any moments, end in the same content per key and the same balance. The versions of a key keep their order by the sequences of their files, not
 * by their arrival. {@code -Dorders=200} tries as
 * many orders; {@code -Dorder=17} tries one again.
 */
class OrderAndPartitionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 4;
    private static final int MOST_FILES = 6;

    /**
     * The versions of each key, oldest first, by the stream of its files. Nothing in it ends held by its order. Ida's
     * temporary social insurance number is replaced, her certificate has her given names cut off, and her pay is reversed.
     */
    private static final String RECORDS =
            """
            registrations:
              - [{agreement: TA-1, person: ana}, {agreement: TA-1, person: ana, period: 2}, {agreement: TA-1, person: ana}]
              - [{agreement: TA-2, person: ben, trade: 309A, act: BOSTA}, {agreement: TA-2, person: ben, trade: 309A}]
              - [{agreement: TA-3, person: {like: chloe, birthDate: 1990-02-31}}, {agreement: TA-3, person: chloe}, {agreement: TA-3, person: chloe}]
              - [{agreement: TA-4, person: dora, origin: CHANGE_OF_EMPLOYER, originalAgreementNumber: TA-5, registeredOn: 2016-02-01, employer: birch}]
              - [{agreement: TA-5, person: dora, registeredOn: 2014-10-01}]
              - [{agreement: TA-6, person: emil, act: BOSTA}]
              - [{agreement: TA-7, person: gita, act: BOSTA}]
              - [{agreement: TA-8, person: hugo}]
              - [{agreement: TA-10, person: {like: ida, sin: 900123456}}, {agreement: TA-10, person: {like: ida, sin: 130692544}}]
            certificates:
              - [{number: 1, person: ana}, {number: 1, person: ana, seal: Y}]
              - [{number: 2, person: ana, trade: 309A}, {number: 2, person: ben, trade: 309A}]
              - [{number: 3, person: chloe}, {number: 3, person: chloe, status: S, statusOn: 2021-01-04}, {number: 3, person: chloe}]
              - [{number: 4, person: farah}]
              - [{number: 5, person: hugo, type: CA, issuedOn: 2014-06-01, registeredOn: 2014-06-01}, {number: 5, person: hugo, type: CA, issuedOn: 2014-06-01, registeredOn: 2014-06-01, seal: Y, mark: "07100"}]
              - [{number: 6, person: {like: ida, givenNames: Maria Guadalupe Esperanza Mont}}]
            maple:
              - [{line: L-1, agreement: TA-1, person: ana}, {line: L-1, agreement: TA-1, person: ana, grossWages: 700.00}]
              - [{line: L-2, agreement: TA-1, person: ana, weekOf: 2016-03-14}, {line: L-2, agreement: TA-3, person: chloe, weekOf: 2016-03-14}]
              - [{line: L-3, agreement: TA-2, person: ben, trade: 309A}]
              - [{line: L-4, agreement: TA-1, person: ana, weekOf: 2016-04-04, coopCreditClaimed: Y}]
              - [{line: L-5, agreement: TA-6, person: emil}]
              - [{line: L-6, agreement: TA-1, person: ana, weekOf: 2016-12-19, payDate: 2017-01-04}, {line: L-6, agreement: TA-1, person: ana, weekOf: 2016-12-12}]
              - [{line: L-7, agreement: TA-3, person: chloe, weekOf: 2016-05-02, payDate: 2016-02-30}, {line: L-7, agreement: TA-3, person: chloe, weekOf: 2016-05-02}]
              - [{line: L-8, agreement: TA-9, person: ana, weekOf: 2016-06-06}]
              - [{line: L-9, agreement: TA-2, person: ben, trade: 309A, weekOf: 2016-12-19, payDate: 2017-01-04}]
              - [{line: L-10, agreement: TA-8, person: hugo, weekOf: 2016-05-02}]
              - [{line: L-11, agreement: TA-10, person: {like: ida, sin: 900123456, givenNames: M. G.}, weekOf: 2016-05-02}]
              - [{line: L-12, agreement: TA-10, person: {like: ida, sin: 130692544}, weekOf: 2016-05-02, grossWages: -650.00, regularHours: -40.00}]
            birch:
              - [{line: L-1, agreement: TA-4, person: dora, employmentStart: 2016-02-01}, {line: L-1, agreement: TA-4, person: dora, employmentStart: 2016-02-01, grossWages: 655.25}]
            """;

    private static final String PEOPLE =
            """
            people:
              dora: {like: ana, clientId: 1000004, accountNumber: 20000004, familyName: Novak, givenNames: Dora, birthDate: 1994-06-17}
              emil: {like: ana, clientId: 1000005, accountNumber: 20000005, familyName: Haddad, givenNames: Emil, birthDate: 1996-09-02}
              gita: {like: ana, clientId: 1000007, accountNumber: 20000007, familyName: Rao, givenNames: Gita, birthDate: 1992-12-05}
              hugo: {like: ana, clientId: 1000008, accountNumber: 20000008, familyName: Leblanc, givenNames: Hugo, birthDate: 1991-03-28}
              ida: {like: ana, clientId: 1000009, accountNumber: 20000010, familyName: Castillo, givenNames: Maria Guadalupe Esperanza Montserrat, birthDate: 1993-02-11}
              farah: {like: ana, clientId: 1000006, accountNumber: 20000006, familyName: Diaz, givenNames: Farah, birthDate: 1989-01-30}
            """;

    /**
     * Registrations without account number, and certificates. Ina and Jon are linked; Kim has two candidates; Lea moved; Max
     * has a twin; Noa is registered twice without account number; Ola was registered under another birth date first; Pia is
     * found under her former name. The certificates of Ina and Ola end their apprenticeships before the week of pay.
     */
    private static final String UNNUMBERED =
            """
            registrations:
              - [{agreement: TA-21, person: {like: ina, accountNumber: absent}}]
              - [{agreement: TA-22, person: {like: jon, accountNumber: absent}}, {agreement: TA-22, person: {like: jon, accountNumber: absent}, period: 2}]
              - [{agreement: TA-23, person: {like: kim, accountNumber: absent}}]
              - [{agreement: TA-24, person: {like: lea, accountNumber: absent, postalCode: M5V2T6}}]
              - [{agreement: TA-25, person: {like: max, accountNumber: absent}}]
              - [{agreement: TA-26, person: {like: noa, accountNumber: absent}}]
              - [{agreement: TA-27, person: {like: noa, accountNumber: absent, clientId: 1000127}}]
              - [{agreement: TA-28, person: {like: ola, accountNumber: absent, birthDate: 1971-01-30}}, {agreement: TA-28, person: {like: ola, accountNumber: absent}}]
              - [{agreement: TA-29, person: {like: pia, accountNumber: absent, familyName: Berg, formerFamilyName: Lund}}]
              - [{agreement: TA-30, person: quin}]
            certificates:
              - [{number: 21, person: ina, type: CA, issuedOn: 2016-09-10, registeredOn: 2016-09-10, programmeCompletedOn: 2016-09-01}, {number: 21, person: ina, type: CA, issuedOn: 2016-02-10, registeredOn: 2016-02-10, programmeCompletedOn: 2016-02-01}]
              - [{number: 22, person: {like: jon, givenNames: J.}}]
              - [{number: 23, person: kim}]
              - [{number: 33, person: {like: kim, accountNumber: 20000133}}]
              - [{number: 24, person: lea}]
              - [{number: 25, person: {like: max, givenNames: Theodore}}]
              - [{number: 28, person: ola, type: CA, issuedOn: 2016-02-10, registeredOn: 2016-02-10, programmeCompletedOn: 2016-02-01}]
              - [{number: 29, person: pia}]
              - [{number: 30, person: quin}]
            maple:
              - [{line: L-21, agreement: TA-21, person: {like: ina, accountNumber: absent}}]
              - [{line: L-22, agreement: TA-22, person: {like: jon, accountNumber: absent}}, {line: L-22, agreement: TA-22, person: {like: jon, accountNumber: absent}, grossWages: 700.00}]
              - [{line: L-28, agreement: TA-28, person: {like: ola, accountNumber: absent}, employeeTotalWages: 650.00}, {line: L-28, agreement: TA-28, person: {like: ola, accountNumber: absent}}]
            """;

    private static final String UNNUMBERED_PEOPLE =
            """
            people:
              ina: {like: ana, clientId: 1000121, accountNumber: 20000121, familyName: Castellano, givenNames: Ina, birthDate: 1991-02-13, postalCode: N2L3G1}
              jon: {like: ana, clientId: 1000122, accountNumber: 20000122, familyName: Drummond, givenNames: Jon, birthDate: 1992-03-14, postalCode: P3E5J1}
              kim: {like: ana, clientId: 1000123, accountNumber: 20000123, familyName: Eriksen, givenNames: Kim, birthDate: 1993-04-15, postalCode: K7M3Y8}
              lea: {like: ana, clientId: 1000124, accountNumber: 20000124, familyName: Fontaine, givenNames: Lea, birthDate: 1994-05-16, postalCode: L6S3Y1}
              max: {like: ana, clientId: 1000125, accountNumber: 20000125, familyName: Gruber, givenNames: Max, birthDate: 1995-06-17, postalCode: L5B3T4}
              noa: {like: ana, clientId: 1000126, accountNumber: 20000126, familyName: Hartley, givenNames: Noa, birthDate: 1996-07-18, postalCode: L6C4K4}
              ola: {like: ana, clientId: 1000128, accountNumber: 20000128, familyName: Ivanova, givenNames: Ola, birthDate: 1990-08-19, postalCode: L3C8S5}
              pia: {like: ana, clientId: 1000129, accountNumber: 20000129, familyName: Lund, givenNames: Pia, birthDate: 1989-09-20, postalCode: M4C0V0}
              quin: {like: ana, clientId: 1000130, accountNumber: 20000130, familyName: Jablonski, givenNames: Quin, birthDate: 1988-10-21, postalCode: L6S1B1}
            """;

    /**
     * Pay lines with social insurance numbers that the registration does not state. Registered with the number is: another
     * apprentice (TA-41 of two employers, TA-43 whose other is cancelled, TA-47 with a temporary number of its own, TA-56
     * since a correction); another until a correction (TA-45, TA-57); the same person once more (TA-49); one of the same
     * name born in another year (TA-52). The line of Farah is corrected, the agreement of Jon becomes that of Kim, and Max
     * is paid under the name of Noa.
     */
    private static final String SINS =
            """
            registrations:
              - [{agreement: TA-41, person: ana}]
              - [{agreement: TA-42, person: {like: ben, sin: %1$s}, trade: 309A}]
              - [{agreement: TA-43, person: chloe}]
              - [{agreement: TA-44, person: {like: dora, sin: %2$s}, status: ACTIVE}, {agreement: TA-44, person: {like: dora, sin: %2$s}, status: CANCELLED, statusOn: 2016-06-01}]
              - [{agreement: TA-45, person: emil}]
              - [{agreement: TA-46, person: {like: farah, sin: %3$s}}, {agreement: TA-46, person: farah}]
              - [{agreement: TA-47, person: {like: gita, sin: 900100207}}]
              - [{agreement: TA-48, person: {like: hugo, sin: %4$s}}]
              - [{agreement: TA-49, person: ida}]
              - [{agreement: TA-50, person: {like: ida, clientId: 1000049, sin: %5$s}}]
              - [{agreement: TA-51, person: {like: jon, sin: %6$s}}, {agreement: TA-51, person: kim}]
              - [{agreement: TA-52, person: lea}]
              - [{agreement: TA-53, person: {like: lea, clientId: 1000053, accountNumber: 20000053, birthDate: 1971-09-30, postalCode: M5V2T6, sin: %7$s}}]
              - [{agreement: TA-54, person: {like: max, sin: %8$s}}]
              - [{agreement: TA-55, person: noa}]
              - [{agreement: TA-56, person: ola}]
              - [{agreement: TA-57, person: rosa}, {agreement: TA-57, person: {like: rosa, sin: %9$s}}]
              - [{agreement: TA-58, person: {like: pia, sin: %9$s}}, {agreement: TA-58, person: {like: pia, sin: 130692544}}]
            maple:
              - [{line: L-41, agreement: TA-41, person: {like: ana, sin: %1$s}}]
              - [{line: L-43, agreement: TA-43, person: {like: chloe, sin: %2$s}}]
              - [{line: L-45, agreement: TA-45, person: {like: emil, sin: %3$s}}]
              - [{line: L-46, agreement: TA-46, person: {like: farah, sin: %1$s}}, {line: L-46, agreement: TA-46, person: farah}]
              - [{line: L-47, agreement: TA-47, person: {like: gita, sin: %4$s}}]
              - [{line: L-49, agreement: TA-49, person: {like: ida, sin: %5$s}}]
              - [{line: L-51, agreement: TA-51, person: {like: jon, sin: %6$s}}]
              - [{line: L-52, agreement: TA-52, person: {like: lea, accountNumber: absent, givenNames: L., birthDate: absent, sin: %7$s}}]
              - [{line: L-54, agreement: TA-54, person: {like: noa, accountNumber: absent, sin: %8$s}}]
              - [{line: L-56, agreement: TA-56, person: {like: ola, sin: 130692544}}]
              - [{line: L-57, agreement: TA-57, person: {like: rosa, sin: %9$s}}]
            birch:
              - [{line: L-41, agreement: TA-41, person: {like: ana, sin: %1$s}, weekOf: 2016-05-02}]
              - [{line: L-48, agreement: TA-48, person: {like: hugo, sin: %4$s}}]
            """
                    .formatted(
                            "132000100",
                            "132079294",
                            "132158486",
                            "132237678",
                            "132316860",
                            "132396052",
                            "132475245",
                            "132554437",
                            "132633629");

    private static final String SIN_PEOPLE =
            """
            people:
              dora: {like: ana, clientId: 1000004, accountNumber: 20000004, familyName: Novak, givenNames: Dora, birthDate: 1994-06-17}
              emil: {like: ana, clientId: 1000005, accountNumber: 20000005, familyName: Haddad, givenNames: Emil, birthDate: 1996-09-02}
              farah: {like: ana, clientId: 1000006, accountNumber: 20000006, familyName: Diaz, givenNames: Farah, birthDate: 1989-01-30}
              gita: {like: ana, clientId: 1000007, accountNumber: 20000007, familyName: Rao, givenNames: Gita, birthDate: 1992-12-05}
              hugo: {like: ana, clientId: 1000008, accountNumber: 20000008, familyName: Leblanc, givenNames: Hugo, birthDate: 1991-03-28}
              ida: {like: ana, clientId: 1000009, accountNumber: 20000009, familyName: Castillo, givenNames: Ida, birthDate: 1993-02-11, postalCode: N2L3G1}
              jon: {like: ana, clientId: 1000010, accountNumber: 20000010, familyName: Drummond, givenNames: Jon, birthDate: 1992-03-14, postalCode: P3E5J1}
              kim: {like: ana, clientId: 1000011, accountNumber: 20000011, familyName: Eriksen, givenNames: Kim, birthDate: 1993-04-15, postalCode: K7M3Y8}
              lea: {like: ana, clientId: 1000012, accountNumber: 20000012, familyName: Fontaine, givenNames: Lea, birthDate: 1994-05-16, postalCode: L6S3Y1}
              max: {like: ana, clientId: 1000013, accountNumber: 20000013, familyName: Gruber, givenNames: Max, birthDate: 1995-06-17, postalCode: L5B3T4}
              noa: {like: ana, clientId: 1000014, accountNumber: 20000014, familyName: Hartley, givenNames: Noa, birthDate: 1996-07-18, postalCode: L6C4K4}
              ola: {like: ana, clientId: 1000015, accountNumber: 20000015, familyName: Ivanova, givenNames: Ola, birthDate: 1990-08-19, postalCode: L3C8S5}
              pia: {like: ana, clientId: 1000016, accountNumber: 20000016, familyName: Lund, givenNames: Pia, birthDate: 1989-09-20, postalCode: M4C0V0}
              rosa: {like: ana, clientId: 1000017, accountNumber: 20000017, familyName: Jablonski, givenNames: Rosa, birthDate: 1988-10-21, postalCode: L6S1B1}
            """;

    /** What persons decide about exceptions, each when it is open: its type, rule and stable subject. */
    private static final List<Decision> DECISIONS = List.of(
            new Decision("RULE_HOLD", "GATE-03", "R TA-6", ResolutionKind.ACCEPT),
            new Decision("RULE_HOLD", "GATE-03", "R TA-7", ResolutionKind.REJECT),
            new Decision("RULE_HOLD", "X-02", "20000008/442A", ResolutionKind.ACCEPT),
            new Decision("RULE_HOLD", "C25", "P 123026635RP0001/L-9", ResolutionKind.DONE_OUTSIDE));

    private static ScenarioHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = new ScenarioHub();
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
    }

    static LongStream orders() {
        Long one = Long.getLong("order");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("orders", TRIES));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void any_order_and_partition_ends_the_same(long seed) throws IOException {
        End expected = end(PEOPLE, inOrder(RECORDS), null);
        Random random = new Random(seed);
        List<Map<String, Object>> steps = shuffled(RECORDS, random);

        assertThat(end(PEOPLE, steps, random)).as("order %d: %s", seed, steps).isEqualTo(expected);
    }

    /**
     * Persons without a common identifier. The key under which a person was sent first stays, so that contents are compared
     * without their key and its person's numbers: the registration may have been sent before the certificate, or after it.
     */
    @ParameterizedTest
    @MethodSource("orders")
    void any_order_and_partition_ends_in_the_same_links(long seed) throws IOException {
        Linked expected = linked(inOrder(UNNUMBERED), null);
        Random random = new Random(seed);
        List<Map<String, Object>> steps = shuffled(UNNUMBERED, random);

        Linked found = linked(steps, random);
        assertThat(found.links()).as("order %d: %s", seed, steps).isEqualTo(expected.links());
        assertThat(found.exceptions()).as("order %d: %s", seed, steps).isEqualTo(expected.exceptions());
        assertThat(found.balance()).as("order %d: %s", seed, steps).isEqualTo(expected.balance());
        assertThat(without(found.contents(), expected.contents()))
                .as("order %d: %s", seed, steps)
                .isEqualTo(without(expected.contents(), found.contents()));
        assertThat(expected.links())
                .containsExactly(
                        "DOUBTFUL TA-23 ON/0000000023",
                        "DOUBTFUL TA-23 ON/0000000033",
                        "DOUBTFUL TA-24 ON/0000000024",
                        "LINKED TA-21 ON/0000000021",
                        "LINKED TA-22 ON/0000000022",
                        "LINKED TA-26 TA-27",
                        "LINKED TA-28 ON/0000000028",
                        "LINKED TA-29 ON/0000000029");
        assertThat(expected.contents().stream().filter(body -> body.contains("\"endedOn\":\"2016-02-01\"")))
                .as("claims that a linked certificate ends")
                .hasSize(2);
    }

    /**
     * What must not depend on the order where persons are found by what their records state.
     *
     * @param contents the contents in force, without keys
     * @param links pairs of persons, by the keys of their records
     * @param exceptions the types of open exceptions
     */
    private record Linked(List<String> contents, List<String> links, List<String> exceptions, String balance) {}

    /** Those of one list that the other does not have. */
    private static List<String> without(List<String> one, List<String> other) {
        List<String> left = new ArrayList<>(one);
        other.forEach(left::remove);
        return left;
    }

    private static Linked linked(List<Map<String, Object>> steps, Random random) throws IOException {
        End end = end(UNNUMBERED_PEOPLE, steps, List.of(), random);
        List<String> contents = new ArrayList<>();
        for (String body : end.content().values()) {
            ObjectNode json = (ObjectNode) JSON.readTree(body);
            json.remove("recordKey");
            contents.add(json.toString());
        }
        Collections.sort(contents);
        List<String> links = hub
                .jdbc()
                .sql(
                        """
                        select concat_ws(' ', l.outcome, one.record_key, other.record_key) as link
                          from identity_link l
                          join record one on one.file_id = l.one_file and one.line = l.one_line
                          join record other on other.file_id = l.other_file and other.line = l.other_line
                        """)
                .query(String.class)
                .list()
                .stream()
                .sorted()
                .toList();
        return new Linked(contents, links, end.exceptions(), end.balance());
    }

    /**
     * The numbers that pay lines state and other persons are registered with. A message that was sent before its claim is
     * held stays in force, so that the contents of held claims are not compared.
     */
    @ParameterizedTest
    @MethodSource("orders")
    void any_order_and_partition_ends_in_the_same_contradictions_of_pay(long seed) throws IOException {
        End expected = withoutHeldClaims(end(SIN_PEOPLE, inOrder(SINS), List.of(), null));
        Random random = new Random(seed);
        List<Map<String, Object>> steps = shuffled(SINS, random);

        assertThat(withoutHeldClaims(end(SIN_PEOPLE, steps, List.of(), random)))
                .as("order %d: %s", seed, steps)
                .isEqualTo(expected);
        assertThat(clashes())
                .containsExactly(
                        "100000025RP0001/TA-41/2016-12-31",
                        "123026635RP0001/TA-41/2016-12-31",
                        "123026635RP0001/TA-43/2016-12-31",
                        "123026635RP0001/TA-47/2016-12-31",
                        "123026635RP0001/TA-51/2016-12-31",
                        "123026635RP0001/TA-52/2016-12-31",
                        "123026635RP0001/TA-54/2016-12-31",
                        "123026635RP0001/TA-56/2016-12-31");
        assertThat(expected.exceptions()).hasSameSizeAs(clashes());
    }

    private static End withoutHeldClaims(End end) {
        Map<String, String> content = new TreeMap<>(end.content());
        clashes().forEach(claim -> content.remove("taxcredit.verification " + claim));
        return new End(content, end.balance(), end.amounts(), end.exceptions());
    }

    /** The claims with open contradictions of pay lines. */
    private static List<String> clashes() {
        return hub.jdbc()
                .sql(
                        """
                        select subject from exception_case
                         where closed_at is null and type = 'IDENTITY_CLASH' order by 1
                        """)
                .query(String.class)
                .list();
    }

    /** The end that every order is compared with is the one that the records themselves say. */
    @Test
    void the_end_is_what_the_records_say() throws IOException {
        End end = end(PEOPLE, inOrder(RECORDS), null);

        assertThat(end.content().keySet())
                .containsExactlyInAnyOrder(
                        "registry.certification 20000001/442A",
                        "registry.certification 20000002/309A",
                        "registry.certification 20000003/442A",
                        "registry.certification 20000004/442A",
                        "registry.certification 20000005/442A",
                        "registry.certification 20000006/442A",
                        "registry.certification 20000008/442A",
                        "registry.certification 20000010/442A",
                        "taxcredit.verification 100000025RP0001/TA-4/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-1/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-10/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-2/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-3/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-6/2016-12-31",
                        "taxcredit.verification 123026635RP0001/TA-8/2016-12-31");
        assertThat(end.exceptions()).isEmpty();
        assertThat(end.balance())
                .isEqualTo("{DELIVERED=24, REJECTED=1, DUPLICATE=1, SUPERSEDED=15, OUT_OF_SCOPE=2, HELD=0, PENDING=1}");
    }

    /**
     * A decision that persons take once.
     *
     * @param subject what the exception is about, without ids of files
     */
    private record Decision(String type, String rule, String subject, ResolutionKind kind) {}

    /**
     * What must not depend on the order.
     *
     * @param content the content of each key in force, without what two runs may differ in
     * @param balance records and amounts by state over all files
     */
    private record End(Map<String, String> content, String balance, String amounts, List<String> exceptions) {}

    /** The end after the steps; the decisions are taken at random moments, or after all steps without a random. */
    private static End end(String people, List<Map<String, Object>> steps, Random random) throws IOException {
        return end(people, steps, DECISIONS, random);
    }

    private static End end(String people, List<Map<String, Object>> steps, List<Decision> decisions, Random random)
            throws IOException {
        Scenario scenario = new Scenario("order", "", Table.of("order", Scenario.parsed("people", people)), List.of());
        hub.begin();
        ScenarioRun run = new ScenarioRun(hub, scenario);
        List<Decision> open = new ArrayList<>(decisions);
        for (Map<String, Object> step : steps) {
            boolean waits = random != null && random.nextInt(3) > 0;
            hub.letWait(waits);
            assertThat(run.step(Table.of("step", step))).isEmpty();
            if (random != null && !waits) {
                decide(open, random);
            }
        }
        hub.letWait(false);
        hub.settle();
        while (!open.isEmpty()) {
            int before = open.size();
            decide(open, null);
            assertThat(open).as("decisions whose exceptions do not open").hasSizeLessThan(before);
        }
        FileBalance total = CountedBalances.total(hub.bean(Balances.class), hub.jdbc());
        Map<RecordState, Long> records = total.records();
        return new End(content(), records.toString(), total.amounts().toString(), openExceptions());
    }

    /** Takes those decisions whose exceptions are open: half of them at random, some of which are undone and taken again. */
    private static void decide(List<Decision> decisions, Random random) throws IOException {
        for (Decision decision : List.copyOf(decisions)) {
            var exception = hub.jdbc()
                    .sql(
                            """
                            select id from exception_case
                             where closed_at is null and type = :type and rule = :rule and stable_subject = :subject
                             order by id limit 1
                            """)
                    .param("type", decision.type())
                    .param("rule", decision.rule())
                    .param("subject", decision.subject())
                    .query(Long.class)
                    .optional();
            if (exception.isPresent() && (random == null || random.nextBoolean())) {
                take(exception.get(), decision.kind());
                if (random != null && random.nextInt(4) == 0) {
                    hub.settle();
                    undo(exception.get());
                } else {
                    decisions.remove(decision);
                }
                hub.settle();
            }
        }
    }

    private static void take(long exception, ResolutionKind kind) {
        ExceptionActions actions = hub.bean(ExceptionActions.class);
        var taken = actions.resolve(
                        List.of(new ExceptionActions.Wanted(exception, revision(exception), kind, null)),
                        "decided",
                        "anna")
                .get(0);
        assertThat(taken.problem()).isNull();
        if (taken.state() == ExceptionState.AWAITING_APPROVAL) {
            assertThat(actions.approve(exception, taken.resolution(), revision(exception), "boris")
                            .problem())
                    .isNull();
        }
    }

    private static void undo(long exception) {
        long resolution = hub.jdbc()
                .sql("select max(id) from resolution where exception_id = :id")
                .param("id", exception)
                .query(Long.class)
                .single();
        ExceptionActions actions = hub.bean(ExceptionActions.class);
        var undone = actions.undo(exception, resolution, "undone", "carla");
        assertThat(undone.problem()).isNull();
        if (undone.state() == ExceptionState.AWAITING_APPROVAL) {
            assertThat(actions.approve(exception, resolution, revision(exception), "boris")
                            .problem())
                    .isNull();
        }
    }

    private static int revision(long exception) {
        return hub.bean(ExceptionLookup.class).byId(exception).orElseThrow().revision();
    }

    private static Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        hub.jdbc()
                .sql(
                        """
                        select distinct on (queue, record_key) queue || ' ' || record_key as key, kind, body
                          from message order by queue, record_key, version desc
                        """)
                .query(row -> {
                    if (!row.getString("kind").equals("WITHDRAW")) {
                        content.put(row.getString("key"), comparable(row.getString("body")));
                    }
                });
        return content;
    }

    private static String comparable(String body) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(body);
            json.remove(List.of("version", "supersedes", "messageId", "decidedAt", "sources", "kind"));
            json.path("excluded").forEach(line -> ((ObjectNode) line).remove("source"));
            return json.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> openExceptions() {
        return hub.jdbc()
                .sql("select type || coalesce('/' || rule, '') from exception_case where closed_at is null order by 1")
                .query(String.class)
                .list();
    }

    /** One file for each version, in their order. */
    private static List<Map<String, Object>> inOrder(String records) {
        List<Map<String, Object>> steps = new ArrayList<>();
        streams(records).forEach((stream, keys) -> {
            Map<Integer, List<Object>> files = new TreeMap<>();
            for (List<Object> versions : keys) {
                for (int version = 0; version < versions.size(); version++) {
                    files.computeIfAbsent(version + 1, sequence -> new ArrayList<>())
                            .add(versions.get(version));
                }
            }
            files.forEach((sequence, lines) -> steps.add(step(stream, sequence, lines)));
        });
        return steps;
    }

    /** Files of a random number and content, in a random order. */
    private static List<Map<String, Object>> shuffled(String records, Random random) {
        List<Map<String, Object>> steps = new ArrayList<>();
        streams(records).forEach((stream, keys) -> {
            int most = keys.stream().mapToInt(Collection::size).max().orElseThrow();
            int count = most + random.nextInt(MOST_FILES - most + 1);
            Map<Integer, List<Object>> files = new TreeMap<>();
            for (List<Object> versions : keys) {
                TreeSet<Integer> sequences = new TreeSet<>();
                while (sequences.size() < versions.size()) {
                    sequences.add(1 + random.nextInt(count));
                }
                for (Object version : versions) {
                    files.computeIfAbsent(sequences.pollFirst(), sequence -> new ArrayList<>())
                            .add(version);
                }
            }
            files.forEach((sequence, lines) -> {
                Collections.shuffle(lines, random);
                steps.add(step(stream, sequence, lines));
            });
        });
        Collections.shuffle(steps, random);
        return steps;
    }

    private static Map<String, Object> step(String stream, int sequence, List<Object> records) {
        Map<String, Object> step = new LinkedHashMap<>();
        boolean isPayroll = !stream.equals("registrations") && !stream.equals("certificates");
        step.put(isPayroll ? "payroll" : stream, records);
        step.put("sequence", "" + sequence);
        step.put("date", "2026-11-20");
        step.put("as", stream + " " + sequence);
        if (isPayroll) {
            step.put("control", Map.of("employer", stream));
        }
        return step;
    }

    private static Map<String, List<List<Object>>> streams(String records) {
        Map<String, List<List<Object>>> streams = new LinkedHashMap<>();
        Table all = Table.of("records", Scenario.parsed("records", records));
        for (String stream : all.values().keySet()) {
            List<List<Object>> keys = new ArrayList<>();
            for (Object versions : all.list(stream)) {
                keys.add(List.copyOf((List<?>) versions));
            }
            streams.put(stream, keys);
        }
        return streams;
    }
}
