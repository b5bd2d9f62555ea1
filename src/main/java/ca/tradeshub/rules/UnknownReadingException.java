package ca.tradeshub.rules;

/** A reading of the law was asked for that the law does not have, or a choice that its question does not offer. */
public final class UnknownReadingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownReadingException(String message) {
        super(message);
    }
}
