// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.apprenticeship.CertificateAccounts;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.apprenticeship.PersonsKeptApart;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.testing.SettableClock;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** What claims need from one another; no disagreement between them is settled. */
class RelatedClaimsTest {

    private static final String ONE = "123026635RP0001";
    private static final String TWO = "123026635RP0002";
    private static final String OTHER_TAXPAYER = "123456782RP0001";

    private static final Period YEAR_2016 = year(2016);
    private static final Period YEAR_2017 = year(2017);

    private static final LocalDate FILE_DATE = LocalDate.of(2026, 11, 20);
    private static final SourceRef SOURCE =
            new SourceRef(Feed.PAYROLL, "PAY_123026635_20261120_000001.csv", "00", 2, 0, 1);

    private final TaxCredit taxCredit = new TaxCredit(Law.standard());
    private final SinProtection sins = new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32])));
    private final ResolvedBases resolutions = resolutions();

    private final Map<String, Registration> agreements = new TreeMap<>();
    private final Map<String, String> originals = new TreeMap<>();
    private final Map<String, String> persons = new TreeMap<>();
    private final Map<String, List<Certificate>> certificates = new TreeMap<>();

    @Test
    void claims_under_two_original_agreements_of_a_person_in_one_trade_share_a_maximum_and_contradict() {
        original("TA-1");
        original("TA-2");

        Map<String, ClaimFacts.Context> contexts =
                contexts(claim(ONE, "TA-1", YEAR_2016), claim(ONE, "TA-2", YEAR_2016));

        assertThat(sharers(contexts, key(ONE, "TA-1"))).containsExactly(key(ONE, "TA-2"));
        assertThat(sharers(contexts, key(ONE, "TA-2"))).containsExactly(key(ONE, "TA-1"));
        assertThat(contexts.values())
                .allMatch(context -> context.sharedMaximum().severalOriginals());
    }

    @Test
    void a_claim_shares_no_maximum_with_one_that_the_rules_refuse() {
        original("TA-1");
        original("TA-2");

        Map<String, ClaimFacts.Context> contexts =
                contexts(claim(ONE, "TA-1", YEAR_2016), refused(ONE, "TA-2", YEAR_2016));

        assertThat(contexts.values())
                .extracting(ClaimFacts.Context::sharedMaximum)
                .hasSize(2)
                .containsOnlyNulls();
    }

    @Test
    void a_refused_claim_under_another_original_agreement_makes_no_contradiction_of_the_others() {
        original("TA-1");
        original("TA-2");

        Map<String, ClaimFacts.Context> contexts =
                contexts(claim(ONE, "TA-1", YEAR_2016), claim(TWO, "TA-1", YEAR_2016), refused(ONE, "TA-2", YEAR_2016));

        assertThat(sharers(contexts, key(ONE, "TA-1"))).containsExactly(key(TWO, "TA-1"));
        assertThat(sharers(contexts, key(TWO, "TA-1"))).containsExactly(key(ONE, "TA-1"));
        assertThat(contexts.get(key(ONE, "TA-1")).sharedMaximum().severalOriginals())
                .isFalse();
        assertThat(contexts.get(key(TWO, "TA-1")).sharedMaximum().severalOriginals())
                .isFalse();
        assertThat(contexts.get(key(ONE, "TA-2")).sharedMaximum()).isNull();
    }

    @Test
    void claims_of_two_accounts_under_one_original_agreement_share_a_maximum_without_contradiction() {
        original("TA-1");

        Map<String, ClaimFacts.Context> contexts =
                contexts(claim(ONE, "TA-1", YEAR_2016), claim(TWO, "TA-1", YEAR_2016));

        assertThat(sharers(contexts, key(ONE, "TA-1"))).containsExactly(key(TWO, "TA-1"));
        assertThat(contexts.values())
                .noneMatch(context -> context.sharedMaximum().severalOriginals());
    }

    @Test
    void claims_under_an_original_agreement_and_one_after_an_unknown_agreement_do_not_contradict() {
        original("TA-1");
        continued("TA-2");

        Map<String, ClaimFacts.Context> contexts =
                contexts(claim(ONE, "TA-1", YEAR_2016), claim(ONE, "TA-2", YEAR_2016));

        assertThat(sharers(contexts, key(ONE, "TA-1"))).containsExactly(key(ONE, "TA-2"));
        assertThat(contexts.values())
                .noneMatch(context -> context.sharedMaximum().severalOriginals());
    }

    @Test
    void claims_under_two_agreements_after_unknown_ones_do_not_contradict() {
        continued("TA-1");
        continued("TA-2");

        assertThat(contexts(claim(ONE, "TA-1", YEAR_2016), claim(ONE, "TA-2", YEAR_2016))
                        .values())
                .hasSize(2)
                .noneMatch(context -> context.sharedMaximum().severalOriginals());
    }

    @Test
    void an_original_agreement_that_another_names_as_its_original_is_one_apprenticeship_with_it() {
        original("TA-1");
        original("TA-2");
        originals.put("TA-2", "TA-1");

        assertThat(contexts(claim(ONE, "TA-1", YEAR_2016), claim(ONE, "TA-2", YEAR_2016))
                        .values())
                .hasSize(2)
                .noneMatch(context -> context.sharedMaximum().severalOriginals());
    }

    @Test
    void of_three_claims_those_under_another_original_agreement_contradict_each_of_the_others() {
        original("TA-1");
        original("TA-2");
        continued("TA-3");
        originals.put("TA-3", "TA-1");

        Map<String, ClaimFacts.Context> contexts =
                contexts(claim(ONE, "TA-2", YEAR_2016), claim(ONE, "TA-1", YEAR_2016), claim(ONE, "TA-3", YEAR_2016));

        assertThat(sharers(contexts, key(ONE, "TA-3")))
                .as("in the order of their keys")
                .containsExactly(key(ONE, "TA-1"), key(ONE, "TA-2"));
        assertThat(contexts.get(key(ONE, "TA-1")).sharedMaximum().severalOriginals())
                .isTrue();
        assertThat(contexts.get(key(ONE, "TA-2")).sharedMaximum().severalOriginals())
                .isTrue();
        assertThat(contexts.get(key(ONE, "TA-3")).sharedMaximum().severalOriginals())
                .isFalse();
    }

    @Test
    void claims_of_other_taxpayers_years_or_trades_have_maximums_of_their_own() {
        original("TA-1");
        original("TA-2", r -> r.trade = new TradeCode("309A"));

        assertThat(contexts(
                                claim(ONE, "TA-1", YEAR_2016),
                                claim(OTHER_TAXPAYER, "TA-1", YEAR_2016),
                                claim(TWO, "TA-1", YEAR_2017),
                                claim(ONE, "TA-2", YEAR_2016))
                        .values())
                .hasSize(4)
                .extracting(ClaimFacts.Context::sharedMaximum)
                .containsOnlyNulls();
    }

    @Test
    void claims_for_taxation_years_that_overlap_share_a_maximum() {
        original("TA-1");
        Period other = new Period(LocalDate.of(2016, 7, 1), LocalDate.of(2017, 6, 30));

        Map<String, ClaimFacts.Context> contexts = contexts(claim(ONE, "TA-1", YEAR_2016), claim(TWO, "TA-1", other));

        assertThat(sharers(contexts, key(ONE, "TA-1"))).containsExactly(TWO + "/TA-1/2017-06-30");
    }

    @Test
    void the_credits_of_claims_that_are_not_refused_come_before_later_claims_of_the_apprenticeship() {
        original("TA-1");
        original("TA-2", r -> r.trade = new TradeCode("309A"));

        Map<String, ClaimFacts.Context> contexts = contexts(
                claim(ONE, "TA-1", YEAR_2016),
                refused(TWO, "TA-1", YEAR_2016),
                claim(ONE, "TA-2", YEAR_2016),
                claim(ONE, "TA-1", YEAR_2017));

        assertThat(contexts.get(key(ONE, "TA-1")).creditedBefore()).isEqualTo(Money.ZERO);
        assertThat(contexts.get(ONE + "/TA-1/2017-12-31").creditedBefore()).isEqualTo(Money.of("195.00"));
    }

    @Test
    void lines_of_other_claims_are_known_by_employer_without_those_of_refused_claims_of_others() {
        original("TA-1");
        original("TA-2", r -> r.trade = new TradeCode("309A"));

        Map<String, ClaimFacts.Context> contexts = contexts(
                claim(ONE, "TA-1", YEAR_2016),
                claim(ONE, "TA-1", YEAR_2017),
                claim(OTHER_TAXPAYER, "TA-1", YEAR_2016),
                refused("987654324RP0001", "TA-1", YEAR_2016),
                claim(ONE, "TA-2", YEAR_2016),
                claim(OTHER_TAXPAYER, "TA-2", YEAR_2016));

        ClaimFacts.Context context = contexts.get(key(ONE, "TA-1"));
        assertThat(paid(context.sameEmployer()))
                .containsExactlyInAnyOrder(ONE + " TA-1 2017-12-31", ONE + " TA-2 2016-12-31");
        assertThat(paid(context.otherEmployers())).containsExactly(OTHER_TAXPAYER + " TA-1 2016-12-31");
    }

    @Test
    void lines_under_another_agreement_in_the_trade_count_once_and_only_for_their_employer() {
        original("TA-1");
        continued("TA-2");

        ClaimFacts.Context context = contexts(
                        claim(ONE, "TA-1", YEAR_2016),
                        claim(ONE, "TA-2", YEAR_2016),
                        claim(OTHER_TAXPAYER, "TA-2", YEAR_2016))
                .get(key(ONE, "TA-1"));

        assertThat(paid(context.sameEmployer())).containsExactly(ONE + " TA-2 2016-12-31");
        assertThat(context.otherEmployers()).isEmpty();
    }

    @Test
    void agreements_of_other_apprenticeships_of_the_person_are_named_and_those_of_the_chain_are_not() {
        original("TA-1");
        original("TA-2", r -> r.trade = new TradeCode("309A"));
        continued("TA-3");
        originals.put("TA-3", "TA-1");
        agreements.put("TA-9", agreement("TA-9", r -> {}));

        assertThat(contexts(claim(ONE, "TA-1", YEAR_2016)).get(key(ONE, "TA-1")).otherAgreements())
                .extracting(Registration::agreementNumber)
                .containsExactly("TA-2");
        assertThat(contexts(claim(ONE, "TA-9", YEAR_2016)).get(key(ONE, "TA-9")).otherAgreements())
                .isEmpty();
    }

    @Test
    void certificates_are_those_under_the_account_number_of_the_apprentice() {
        original("TA-1");
        Certificate own = Samples.certificateOfApprentice(c -> {});
        certificates.put("12345678", List.of(own));
        certificates.put("87654321", List.of(Samples.certificateOfApprentice(c -> c.memberNumber = "87654321")));

        assertThat(contexts(claim(ONE, "TA-1", YEAR_2016)).get(key(ONE, "TA-1")).certificates())
                .containsExactly(own);
    }

    /** The contexts of claims, by their keys. */
    private Map<String, ClaimFacts.Context> contexts(ClaimInputs... claims) {
        CertificateAccounts accounts = new CertificateAccounts(persons, Map.of(), Map.of());
        PersonsKeptApart.Apart apart = new PersonsKeptApart(new PersonComparison(), sins, resolutions)
                .among(Map.of(), Map.of(), accounts, Map.of());
        RelatedClaims related = new RelatedClaims(
                taxCredit,
                new ClaimAssessor(taxCredit, resolutions.known()),
                agreements,
                originals,
                persons,
                accounts,
                certificates,
                apart);
        Map<String, ClaimFacts.Context> contexts = new TreeMap<>();
        related.of(List.of(claims))
                .forEach(claim -> contexts.put(claim.key().text(), claim.facts().context()));
        return contexts;
    }

    private static List<String> sharers(Map<String, ClaimFacts.Context> contexts, String key) {
        return contexts.get(key).sharedMaximum().others().stream()
                .map(ClaimFacts.MaximumShare::claimKey)
                .toList();
    }

    private static List<String> paid(List<ClaimFacts.Line> lines) {
        return lines.stream()
                .map(ClaimFacts.Line::line)
                .map(line -> line.employer().value() + " " + line.agreementNumber() + " "
                        + line.taxationYear().end())
                .toList();
    }

    /** An agreement of the one apprentice whose first document it is. */
    private void original(String number) {
        original(number, r -> {});
    }

    private void original(String number, Consumer<Samples.ARegistration> change) {
        agreements.put(number, agreement(number, change));
        persons.put(number, "TA-1");
    }

    /** An agreement of the one apprentice after another one, which is not in its number. */
    private void continued(String number) {
        original(number, r -> {
            r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
            r.originalRegisteredOn = LocalDate.of(2016, 1, 1);
        });
    }

    /** An agreement with a committee, so that several employers may claim under it. */
    private static Registration agreement(String number, Consumer<Samples.ARegistration> change) {
        return Samples.registration(draft -> {
            draft.agreementNumber = number;
            draft.trade = new TradeCode("442A");
            draft.sponsor = Samples.sponsor(Sponsor.Kind.JOINT_COMMITTEE, "987654324RP0001", "2016-01-01");
            change.accept(draft);
        });
    }

    private ClaimInputs claim(String employer, String agreement, Period year) {
        return claim(employer, agreement, year, true);
    }

    /** A claim of an employer without an establishment in Ontario. */
    private ClaimInputs refused(String employer, String agreement, Period year) {
        return claim(employer, agreement, year, false);
    }

    private ClaimInputs claim(String employer, String agreement, Period year, boolean ontarioEstablishment) {
        Registration registration = agreements.get(agreement);
        EmployerYear employerYear = Samples.employerYear(draft -> {
            draft.businessNumber = new BusinessNumber(employer);
            draft.taxationYear = year;
            draft.ontarioEstablishment = ontarioEstablishment;
        });
        PayLine line = Samples.payLine(draft -> {
            draft.employer = new BusinessNumber(employer);
            draft.agreementNumber = agreement;
            draft.trade = registration.trade();
            draft.taxationYear = year;
            draft.payDate = year.end().minusDays(7);
            draft.payPeriod = new Period(draft.payDate.minusDays(6), draft.payDate);
        });
        return new ClaimInputs(
                ClaimKey.parse(employer + "/" + agreement + "/" + year.end()),
                new StandingRecord<>(
                        new RecordAddress(1, 2),
                        SOURCE,
                        RecordState.PENDING,
                        null,
                        1,
                        FILE_DATE,
                        Instant.EPOCH,
                        registration),
                null,
                List.of(),
                List.of(),
                new ClaimFacts(
                        registration,
                        List.of(registration),
                        null,
                        employerYear,
                        null,
                        List.of(new ClaimFacts.Line(line, SOURCE, FILE_DATE))));
    }

    private static String key(String employer, String agreement) {
        return employer + "/" + agreement + "/2016-12-31";
    }

    private static Period year(int year) {
        return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** Resolutions that are never read. */
    private ResolvedBases resolutions() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(SinProtection.class, () -> sins);
            context.registerBean(SettableClock.class, () -> SettableClock.at(Instant.EPOCH));
            context.registerBean(JdbcClient.class, () -> JdbcClient.create(new NoDatabase()));
            context.register(Resolutions.class, Bases.class, ResolvedBases.class);
            context.refresh();
            return context.getBean(ResolvedBases.class);
        }
    }

    private static final class NoDatabase extends AbstractDataSource {

        @Override
        public Connection getConnection() {
            throw new UnsupportedOperationException("No statement is expected.");
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
