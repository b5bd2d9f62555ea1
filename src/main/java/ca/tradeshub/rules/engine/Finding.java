// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.law.Citation;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found on one record or claim.
 *
 * @param rule the rule's id, for example {@code R1055-14.2}
 * @param outcome the outcome it requires
 * @param unknown whether the rule lacked a fact rather than found it wrong
 * @param field the canonical field it is about, null when it is about the whole record
 * @param observed the value found, personal identifiers masked; null when there is no value to show
 * @param message what is wrong and what to do, in English
 * @param messageFr the same in French
 * @param citation its legal basis
 */
public record Finding(
        String rule,
        Outcome outcome,
        boolean unknown,
        @Nullable String field,
        @Nullable String observed,
        String message,
        String messageFr,
        Citation citation) {

    /** The field of a finding that holds because a certificate has not arrived which would state the fact that is missing. */
    public static final String CERTIFICATES = "certificates";

    /** Whether it holds because a certificate has not arrived. */
    public boolean lacksCertificate() {
        return outcome == Outcome.HOLD && CERTIFICATES.equals(field);
    }
}
