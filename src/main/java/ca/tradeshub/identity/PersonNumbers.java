// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which registers know a person. Null means that the record does not contain it.
 *
 * @param clientId the ministry's client id
 * @param accountNumber the college's account number
 * @param sinHash keyed hash of the social insurance number; the number itself is never compared
 * @param temporarySin whether the social insurance number is a temporary one, which a permanent one replaces
 */
public record PersonNumbers(
        @Nullable String clientId, @Nullable String accountNumber, @Nullable String sinHash, boolean temporarySin) {

    /** No number at all. */
    public static final PersonNumbers NONE = new PersonNumbers(null, null, null, false);

    /** Only an account number, or none. */
    public static PersonNumbers ofAccount(@Nullable String accountNumber) {
        return accountNumber == null ? NONE : new PersonNumbers(null, accountNumber, null, false);
    }

    /** The social insurance number alone. */
    public PersonNumbers onlySin() {
        return new PersonNumbers(null, null, sinHash, temporarySin);
    }

    PersonNumbers each(UnaryOperator<@Nullable String> form) {
        return new PersonNumbers(form.apply(clientId), form.apply(accountNumber), form.apply(sinHash), temporarySin);
    }

    /** Whether both state an account number, and not the same one: one person has one account number (rule X-08). */
    public boolean isOtherAccount(PersonNumbers other) {
        return accountNumber != null && other.accountNumber != null && !accountNumber.equals(other.accountNumber);
    }
}
