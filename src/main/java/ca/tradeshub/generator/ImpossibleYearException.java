package ca.tradeshub.generator;

/** There can be no year as it was asked for; the message says in a sentence why. */
public final class ImpossibleYearException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImpossibleYearException(String sentence) {
        super(sentence);
    }
}
