// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a person lives. Null means that the record does not contain it.
 *
 * @param postalCode postal code
 * @param province province or state; a Canadian postal code implies it
 */
public record Residence(@Nullable String postalCode, @Nullable String province) {

    /** Nothing stated. */
    public static final Residence UNKNOWN = new Residence(null, null);

    /** A postal code without a province, as in the records of the hub. */
    public static Residence at(@Nullable String postalCode) {
        return postalCode == null ? UNKNOWN : new Residence(postalCode, null);
    }

    Residence each(UnaryOperator<@Nullable String> form) {
        return new Residence(form.apply(postalCode), form.apply(province));
    }
}
