package ca.tradeshub.intake;

import java.io.IOException;

/**
 * What a sender dropped cannot be opened: a broken or monstrous container. It travels through streams as an exception,
 * since streams have no other way, and becomes a refusal where the stream is read.
 */
public final class ContentFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    ContentFault(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** The refusal code (interface agreements, section 1). */
    public String code() {
        return code;
    }
}
