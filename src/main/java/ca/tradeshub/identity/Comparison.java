// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import java.util.List;
import java.util.function.Predicate;

/**
 * The comparison of two persons, field by field.
 *
 * @param fields the evidence of each field, in the order of {@link Field}, unknown fields included
 */
public record Comparison(List<FieldEvidence> fields) {

    /**
     * The weight of all fields except identifiers below which two records are of two persons. It is below 0, because a
     * shared identifier alone is strong evidence for one person.
     */
    private static final double CONTRADICTION = -5;

    public Comparison {
        fields = List.copyOf(fields);
    }

    /** The sum of the weights, in bits. */
    public double bits() {
        return sum(evidence -> true);
    }

    /** The sum of the weights without those of identifiers. */
    public double bitsWithoutIdentifiers() {
        return sum(evidence -> !evidence.field().isIdentifier());
    }

    /** How far the values of a field agree. */
    public Level level(Field field) {
        return fields.stream()
                .filter(evidence -> evidence.field() == field)
                .map(FieldEvidence::level)
                .findFirst()
                .orElse(Level.UNKNOWN);
    }

    /**
     * Whether the evidence is against one person. So it is when
     *
     * <ul>
     *   <li>the social insurance numbers differ;
     *   <li>the given names have nothing in common: brothers and sisters, parents and children have the rest in common;
     *   <li>the birth dates differ by more than a slip and also in the year;
     *   <li>the family names differ, unless given names and birth date agree or the birth date is unknown: a change of
     *       family name alone is a usual event;
     *   <li>all fields except identifiers together weigh more than 5 bits against one person.
     * </ul>
     */
    public boolean contradicts() {
        return level(Field.SIN) == Level.DIFFERENT
                || level(Field.GIVEN_NAMES) == Level.DIFFERENT
                || level(Field.BIRTH_DATE) == Level.DIFFERENT
                || isOtherFamily()
                || bitsWithoutIdentifiers() < CONTRADICTION;
    }

    /**
     * Whether the evidence is against one person although the records share an identifier: it {@link #contradicts}, or the
     * given names differ by more than a slip. Twins whose given names have a name or most letters in common have the rest in
     * common, and an identifier would make them one. Without a common identifier a person reviews such a pair.
     */
    public boolean contradictsIdentifier() {
        return contradicts() || level(Field.GIVEN_NAMES).agreement() == Agreement.DIFFERS;
    }

    private boolean isOtherFamily() {
        return level(Field.FAMILY_NAME) == Level.DIFFERENT
                && !(level(Field.GIVEN_NAMES).isAlike()
                        && level(Field.BIRTH_DATE).agreement() != Agreement.DIFFERS);
    }

    private double sum(Predicate<FieldEvidence> wanted) {
        return fields.stream().filter(wanted).mapToDouble(FieldEvidence::bits).sum();
    }
}
