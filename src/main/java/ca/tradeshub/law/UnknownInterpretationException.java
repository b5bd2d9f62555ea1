package ca.tradeshub.law;

/** A reading of the law was asked for that the law does not have, or a choice that its question does not offer. */
public final class UnknownInterpretationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownInterpretationException(String message) {
        super(message);
    }
}
