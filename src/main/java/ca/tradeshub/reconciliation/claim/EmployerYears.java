// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.records.SourcedYears;
import ca.tradeshub.reconciliation.records.StatedYears;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.book.FirstWording;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the control files state of the employer's year of a claim: the year to compute with, and what a person must settle
 * first. A resolution applies to all claims of the year alike, because they disagree in the same.
 */
final class EmployerYears {

    private static final Messages MESSAGES = Messages.of(EmployerYears.class);

    /** The rule of taxation years that overlap. */
    private static final String OVERLAP = "TAXATION-YEAR";

    private static final int CHOICE_LENGTH = 16;

    private final ClaimKey key;
    private final StatedYears years;
    private final SourcedYears sourced;
    private final ResolvedBases.Known resolved;
    private final List<Disagreement> disagreements = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final EmployerYear year;
    private @Nullable Finding against;

    /**
     * The years of one claim.
     *
     * @param sourced those of the employers and of the other accounts of the same taxpayers
     */
    EmployerYears(ClaimKey key, SourcedYears sourced, ResolvedBases.Known resolved) {
        this.key = key;
        this.sourced = sourced;
        this.years = new StatedYears(sourced.byAccount());
        this.resolved = resolved;
        EmployerYear ofAccount = ofAccount();
        this.year = ofTaxpayer(ofAccount);
        compareOverlap(ofAccount);
    }

    /** What a person must settle before the claim can be computed. */
    List<Disagreement> disagreements() {
        return List.copyOf(disagreements);
    }

    /** Why the claim leads to nothing: a person chose another taxation year; null when the claim goes on. */
    @Nullable
    Finding against() {
        return against;
    }

    /** The warnings of disagreements that a person settled. */
    List<Finding> warnings() {
        return List.copyOf(warnings);
    }

    /** The year to compute with: the one a person chose, else the newest. */
    EmployerYear year() {
        return year;
    }

    /** The year as the files of this account state it. */
    private EmployerYear ofAccount() {
        List<EmployerYear> same = years.of(key.employer(), key.yearEnd());
        EmployerYear newest = same.stream().findFirst().orElseThrow();
        if (same.size() < 2) {
            return newest;
        }
        EmployerYear other = same.get(1);
        Disagreement differs = disagreement(
                ExceptionType.VALUE_MISMATCH.name(),
                "employer-differs",
                difference(newest, other),
                difference(other, newest),
                List.of(key.employer(), key.yearEnd()),
                same.stream()
                        .map(each -> side(each, difference(each, each.equals(newest) ? other : newest), choice(each)))
                        .toList());
        String chosen = chosen(differs);
        return same.stream()
                .filter(each -> choice(each).equals(chosen))
                .findFirst()
                .orElse(newest);
    }

    /** The side of the files that state a year, named after the oldest of them. */
    private ExceptionSide side(EmployerYear stated, String value, String choice) {
        SourcedYears.ControlFile file = sourced.fileOf(stated);
        return file == null
                ? new ExceptionSide(null, null, value, choice)
                : new ExceptionSide(
                        file.sender() + "/" + Masking.fileName(file.name()), file.id(), null, value, choice);
    }

    private static String choice(EmployerYear year) {
        return Sha256.hex(year.toString()).substring(0, CHOICE_LENGTH);
    }

    /** The same, with what another account of the taxpayer states when a person chose that. */
    private EmployerYear ofTaxpayer(EmployerYear own) {
        Optional<EmployerYear> other = years.ofOtherAccount(own);
        if (other.isEmpty()) {
            return own;
        }
        Disagreement differs = disagreement(
                ExceptionType.VALUE_MISMATCH.name(),
                "taxpayer-differs",
                taxpayer(own),
                taxpayer(other.get()),
                List.of(own.businessNumber().bn9(), own.taxationYear().toString()),
                Stream.of(own, other.get())
                        .map(each ->
                                side(each, taxpayer(each), each.businessNumber().value()))
                        .toList());
        return other.get().businessNumber().value().equals(chosen(differs)) ? asTaxpayer(own, other.get()) : own;
    }

    /** Taxation years that overlap: the claim is computed only with a year that a person chose. */
    private void compareOverlap(EmployerYear own) {
        years.overlapping(own).ifPresent(other -> {
            Disagreement overlap = disagreement(
                    OVERLAP,
                    "years-overlap",
                    dates(own),
                    dates(other),
                    List.of(key.employer()),
                    Stream.of(own, other)
                            .map(each -> side(
                                    each, dates(each), each.taxationYear().end().toString()))
                            .toList());
            String chosen = chosen(overlap);
            if (chosen != null && !chosen.equals(key.yearEnd())) {
                against = ResolvedFindings.against(overlap.finding(), chosen);
            }
        });
    }

    /**
     * What a person chose of the sides of a disagreement, which then only warns; null when no person chose, and the
     * disagreement is to be settled.
     */
    private @Nullable String chosen(Disagreement disagreement) {
        Resolution resolution = resolved.on(key.text(), disagreement);
        String chosen = resolution == null ? null : resolution.chosen();
        ExceptionSide side = disagreement.sides().stream()
                .filter(each -> each.choice().equals(chosen))
                .findFirst()
                .orElse(null);
        if (side == null) {
            disagreements.add(disagreement);
            return null;
        }
        warnings.add(ResolvedFindings.chosen(disagreement.finding(), String.valueOf(side.value())));
        return chosen;
    }

    /** The order of the sides does not change what the disagreement is about. */
    private static Disagreement disagreement(
            String rule, String sentence, String left, String right, List<String> about, List<ExceptionSide> sides) {
        Stream<String> values =
                sides.stream().map(side -> side.choice() + "=" + side.value()).sorted();
        return new Disagreement(
                        ExceptionType.VALUE_MISMATCH,
                        StateReasons.agreed(rule, Outcome.HOLD, MESSAGES.text(sentence), left),
                        right)
                .withSides(sides)
                .withBasis(Bases.digest(
                        ExceptionType.VALUE_MISMATCH,
                        rule,
                        Stream.of(Stream.of(FirstWording.ofAgreed(sentence)), about.stream(), values)
                                .flatMap(Function.identity())
                                .toArray(String[]::new)));
    }

    /** The year of an account with what another account states of the taxpayer. */
    private static EmployerYear asTaxpayer(EmployerYear own, EmployerYear other) {
        return new EmployerYear(
                own.businessNumber(),
                own.name(),
                other.kind(),
                own.ontarioEstablishment(),
                stated(other.ontarioTaxpayer(), own.ontarioTaxpayer()),
                stated(other.priorYearPayroll(), own.priorYearPayroll()),
                stated(other.priorYearShort(), own.priorYearShort()),
                stated(other.associatedGroup(), own.associatedGroup()),
                own.partners(),
                own.taxationYear());
    }

    private static <T> @Nullable T stated(@Nullable T chosen, @Nullable T own) {
        return chosen == null ? own : chosen;
    }

    private static String taxpayer(EmployerYear year) {
        return year.businessNumber() + ": "
                + StatedYears.OF_THE_TAXPAYER.stream()
                        .map(fact -> String.valueOf(fact.apply(year)))
                        .collect(Collectors.joining(", "));
    }

    private static String dates(EmployerYear year) {
        return year.taxationYear().start() + " to " + year.taxationYear().end();
    }

    private static String difference(EmployerYear one, EmployerYear other) {
        List<String> values = new ArrayList<>();
        Stream.<Function<EmployerYear, Object>>of(
                        EmployerYear::name,
                        EmployerYear::kind,
                        EmployerYear::ontarioEstablishment,
                        EmployerYear::ontarioTaxpayer,
                        EmployerYear::priorYearPayroll,
                        EmployerYear::priorYearShort,
                        EmployerYear::associatedGroup,
                        EmployerYear::partners,
                        EmployerYear::taxationYear)
                .filter(field -> !Objects.equals(field.apply(one), field.apply(other)))
                .forEach(field -> values.add(String.valueOf(field.apply(one))));
        return String.join(", ", values);
    }
}
