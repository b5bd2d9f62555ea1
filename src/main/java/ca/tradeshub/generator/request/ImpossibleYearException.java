package ca.tradeshub.generator.request;

/** There can be no year as it was asked for; the message says in a sentence why. */
public final class ImpossibleYearException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImpossibleYearException(String sentence) {
        super(sentence);
    }
}
