// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimAssessorTest {

    private static final LocalDate FILE_DATE = LocalDate.of(2026, 11, 20);
    private static final SourceRef SOURCE =
            new SourceRef(Feed.PAYROLL, "PAY_123026635_20261120_000001.csv", "00", 2, 0, 1);

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final TaxCredit taxCredit = new TaxCredit(Law.standard());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void what_a_rule_holds_is_supported_when_a_person_accepts_it() {
        ClaimInputs claim = claim(Samples.employerYear(e -> e.associatedGroup = true));
        Finding held = hold(claim);

        assertThat(held.unknown()).isFalse();
        assertThat(accepting(held, claim).assess(claim)).isInstanceOf(ClaimAssessment.Supported.class);
    }

    @Test
    void a_fact_that_is_unknown_stays_unknown_when_a_person_accepts_it() {
        ClaimInputs claim = claim(Samples.employerYear(e -> e.ontarioTaxpayer = null));
        Finding unknown = hold(claim);

        assertThat(unknown.unknown()).isTrue();
        assertThat(accepting(unknown, claim).assess(claim)).isInstanceOf(ClaimAssessment.Held.class);
    }

    private Finding hold(ClaimInputs claim) {
        return taxCredit.assess(claim.facts()).findings().stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .findFirst()
                .orElseThrow();
    }

    private ClaimAssessor accepting(Finding finding, ClaimInputs claim) {
        ResolvedBases bases = hub.part(ResolvedBases.class);
        String key = claim.key().text();
        return new ClaimAssessor(
                taxCredit, SettledDisagreements.by(bases, key, bases.hold(key, finding), ResolutionKind.ACCEPT, null));
    }

    private static ClaimInputs claim(EmployerYear year) {
        Registration registration = Samples.registration(r -> {});
        return new ClaimInputs(
                ClaimKey.parse("123026635RP0001/TA-2016-000001/2016-12-31"),
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
                        year,
                        null,
                        List.of(new ClaimFacts.Line(Samples.payLine(line -> {}), SOURCE, FILE_DATE))));
    }
}
