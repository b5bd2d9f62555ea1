package ca.tradeshub.cli;

/** A command cannot do its work, for a reason its user can read and remove. Its message is one or more sentences. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String sentences) {
        super(sentences);
    }

    CommandFailure(String sentences, Throwable cause) {
        super(sentences, cause);
    }
}
