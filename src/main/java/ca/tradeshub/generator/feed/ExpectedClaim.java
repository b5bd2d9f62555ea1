// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.career.Agreement;
import ca.tradeshub.generator.forecast.ClaimForecast;
import ca.tradeshub.generator.forecast.FinalState;
import ca.tradeshub.generator.forecast.Forecast;
import ca.tradeshub.generator.forecast.SentLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The expected result of one agreement's claim in one taxation year. */
final class ExpectedClaim {

    private static final Money GUESSED = Money.of("1000.00");

    private final EmployerYear year;
    private final Agreement agreement;
    private final RegistrationFault fault;
    private final Optional<String> nameVariation;
    private final boolean isClaimed;
    private final boolean isRoundedDown;
    private final List<SentLine> inYear = new ArrayList<>();
    private final List<SentLine> inEffect = new ArrayList<>();
    private final List<ExpectedClaim> ofSamePerson = new ArrayList<>();
    private boolean isCorrected;
    private @Nullable Forecasts computed;

    ExpectedClaim(
            EmployerYear year,
            Agreement agreement,
            RegistrationFault fault,
            Optional<String> nameVariation,
            boolean isClaimed,
            boolean isRoundedDown) {
        this.year = year;
        this.agreement = agreement;
        this.fault = fault;
        this.nameVariation = nameVariation;
        this.isClaimed = isClaimed;
        this.isRoundedDown = isRoundedDown;
    }

    /** The claim by the lines sent in the year and by the lines that are in effect at the end. */
    private record Forecasts(ClaimForecast first, ClaimForecast last, boolean isStated) {}

    RegistrationFault fault() {
        return fault;
    }

    Optional<String> nameVariation() {
        return nameVariation;
    }

    void add(SentLine sent, @Nullable SentLine corrected) {
        inYear.add(sent);
        inEffect.add(corrected == null ? sent : corrected);
        isCorrected |= corrected != null;
    }

    /** Joins the claims of one person with the employer: the T4 covers the person, not the agreement. */
    static void join(List<ExpectedClaim> ofSamePerson) {
        ofSamePerson.forEach(
                claim -> ofSamePerson.stream().filter(other -> other != claim).forEach(claim.ofSamePerson::add));
    }

    void compute() {
        if (inYear.isEmpty()) {
            return;
        }
        ClaimForecast first = ClaimForecast.of(year, agreement, inYear);
        ClaimForecast last = isCorrected ? ClaimForecast.of(year, agreement, inEffect) : first;
        boolean isStated = isStated(first);
        computed = new Forecasts(isStated ? first.claimed() : first, isStated ? last.claimed() : last, isStated);
    }

    /** Returns whether the employer states the claim: if it has a credit, or a rule excludes it; never for a credit of zero. */
    private boolean isStated(ClaimForecast first) {
        ClaimForecast.@Nullable Figures figures = first.figures();
        return isClaimed && (first.rule() != null || figures != null && figures.creditCents() > 0);
    }

    FinalState stateOf(PayLine line) {
        return fault == RegistrationFault.LOST
                ? FinalState.PENDING
                : Objects.requireNonNull(computed, "a year with lines is computed")
                        .last()
                        .stateOf(line);
    }

    Optional<EmployerYear.Claim> claimInYear() {
        return computed == null || !computed.isStated()
                ? Optional.empty()
                : Optional.of(statedClaim(computed.first(), inYear, other -> other.inYear));
    }

    Optional<EmployerYear.Claim> claimAfterwards() {
        return computed == null || !isCorrected || !computed.isStated()
                ? Optional.empty()
                : Optional.of(statedClaim(computed.last(), inEffect, other -> other.inEffect));
    }

    /**
     * Creates the stated claim, with the T4 income if the taxation year is the calendar year. Each line states the wages
     * over all trades of the person, but only the benefits of its own agreement.
     */
    private EmployerYear.Claim statedClaim(
            ClaimForecast claim, List<SentLine> lines, Function<ExpectedClaim, List<SentLine>> linesOf) {
        boolean isCalendar = year.taxationYear().start().getDayOfYear() == 1
                && year.taxationYear().end().getMonthValue() == 12;
        Money wages =
                lines.stream().map(sent -> sent.line().employeeTotalWages()).reduce(Money.ZERO, Money::plus);
        Money income = Stream.concat(
                        lines.stream(), ofSamePerson.stream().flatMap(other -> linesOf.apply(other).stream()))
                .map(sent -> sent.line().taxableBenefits())
                .reduce(wages, Money::plus);
        boolean hasT4 = isCalendar && !income.equals(Money.ZERO);
        return new EmployerYear.Claim(agreement.number(), amount(claim), hasT4 ? income : null);
    }

    private Money amount(ClaimForecast claim) {
        long credit = claim.figures() == null ? 0 : claim.figures().creditCents();
        if (credit == 0) {
            return GUESSED;
        }
        return new Money(BigDecimal.valueOf(isRoundedDown ? credit - credit % 10_000 : credit, 2));
    }

    void recordExpected(Forecast forecast) throws IOException {
        if (computed == null) {
            return;
        }
        ClaimForecast last = computed.last();
        forecast.claim(last, computed.isStated() ? amount(last).toString() : null, fault == RegistrationFault.LOST);
        if (fault == RegistrationFault.LOST || !last.isSent()) {
            return;
        }
        if (fault == RegistrationFault.LATE) {
            forecast.taxCredit().newAfterwards();
            return;
        }
        forecast.taxCredit().newInYear();
        if (isCorrected || fault == RegistrationFault.CORRECTED) {
            forecast.taxCredit().amendedAfterwards();
        }
    }
}
