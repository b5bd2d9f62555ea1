// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import org.jspecify.annotations.Nullable;

/**
 * When the evidence of a pair is enough: the one rule of the command {@code match} and of the hub. Evidence is compared
 * with chance, the bits that it takes to pick the pairs of one person out of all pairs that are possible.
 *
 * @param weights the weights with their thresholds
 * @param chance bits of chance
 */
public record LinkRule(Weights weights, double chance) {

    /**
     * Chance in the hub: one person of a province in a million. It is fixed, so that a link of today does not end when
     * more persons arrive.
     */
    private static final double ONE_IN_A_MILLION = 20;

    /** More than the order of a sum of weights can make. */
    private static final double ROUNDING = 1e-6;

    /** The rule of the hub, with the weights of the hub. */
    public static LinkRule standard() {
        return new LinkRule(Weights.standard(), ONE_IN_A_MILLION);
    }

    /** The same with another chance. */
    public LinkRule withChance(double other) {
        return new LinkRule(weights, other);
    }

    /** Bits from which a person reviews a pair. */
    public double review() {
        return chance + weights.review();
    }

    /** Whether a person should at least review the pair. */
    public boolean isCandidate(Comparison comparison) {
        return comparison.bits() >= review();
    }

    /**
     * Whether a pair may be a candidate, in little time for those that are not. A candidate is always among them: the
     * order in which weights are added makes no difference.
     */
    public boolean mayBeCandidate(PersonComparison.Against one, PersonTraits other) {
        double floor = review() - ROUNDING;
        return one.bits(other, floor) >= floor;
    }

    /**
     * The same as far as birth date and postal code decide, for two persons who have no number in common.
     *
     * @param birthDate birth date of the other, null when not known
     * @param postalCode postal code of the other in capital letters without spaces, null when not known
     */
    public boolean mayBeCandidate(
            PersonComparison.Against one, @Nullable BirthDate birthDate, @Nullable String postalCode) {
        return one.isInReach(birthDate, postalCode, review() - ROUNDING);
    }

    /** The same as far as the fields other than names say it. */
    public boolean mayBeCandidateByOtherFields(PersonComparison.Against one, PersonTraits other) {
        return one.isInReach(other, review() - ROUNDING);
    }

    /** Whether the pair is linked, if neither of the two has a rival: the required fields agree or are close as well. */
    public boolean isLink(Comparison comparison) {
        return comparison.bits() >= chance + weights.link()
                && weights.required().stream()
                        .allMatch(field -> comparison.level(field).isAlike());
    }
}
