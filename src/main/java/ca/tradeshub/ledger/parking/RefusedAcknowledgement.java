// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.parking;

import ca.tradeshub.canonical.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledgement that was not accepted and waits for an operator to discard it. What it held is kept sealed.
 *
 * @param id the ledger's id
 * @param partner who sent it, empty when the broker does not guarantee a user
 * @param problem why it was not accepted
 * @param messageId the message that it names, null when it could not be read
 * @param kind the kind of message: text, bytes, map, object, stream or none
 * @param size its size in bytes
 * @param digest SHA-256 of what was received, in hex
 * @param receivedAt when
 */
public record RefusedAcknowledgement(
        long id,
        String partner,
        Problem problem,
        @Nullable String messageId,
        String kind,
        long size,
        String digest,
        Instant receivedAt) {

    /** Why an acknowledgement is not accepted. */
    public enum Problem {
        NOT_TEXT("It is not a text message.", "Ce n'est pas un message texte."),
        EMPTY("It is empty.", "Il est vide."),
        TOO_LONG("It is longer than 16,384 characters.", "Il dépasse 16 384 caractères."),
        NOT_JSON("It is not strict JSON.", "Ce n'est pas du JSON strict."),
        NOT_CONTRACT("It does not follow acknowledgement/1.", "Il ne suit pas acknowledgement/1."),
        BAD_TIME("Its time is not valid.", "Son heure n'est pas valide."),
        UNKNOWN_MESSAGE(
                "It names a message that this hub has not sent.",
                "Il désigne un message que ce centre n'a pas envoyé."),
        NOT_PERMITTED(
                "The sender is not allowed to acknowledge messages of that queue.",
                "L'expéditeur n'a pas le droit d'accuser le traitement des messages de cette file d'attente."),
        AFTER_REFUSAL(
                "It reports a message as posted that was refused before.",
                "Il déclare traité un message qui a été refusé auparavant.");

        private final Text text;

        Problem(String en, String fr) {
            text = new Text(en, fr);
        }

        /** The reason as a sentence. */
        public Text text() {
            return text;
        }
    }
}
