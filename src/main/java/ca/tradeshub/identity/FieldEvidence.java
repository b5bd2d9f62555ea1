// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

/**
 * What one field contributes to the comparison of two persons.
 *
 * @param field the field
 * @param level how far the two values agree
 * @param bits the weight: positive speaks for one person, negative for two; 0 when unknown. A bit doubles the odds.
 */
public record FieldEvidence(Field field, Level level, double bits) {

    /** Whether the two values agree. */
    public Agreement agreement() {
        return level.agreement();
    }
}
