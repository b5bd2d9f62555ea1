package ca.tradeshub.intake.unpack;

import ca.tradeshub.ledger.file.Refusal;
import java.io.IOException;

/**
 * What a sender dropped cannot be opened: a broken or monstrous container. It travels through streams as an exception,
 * since streams have no other way, and becomes a refusal where the stream is read.
 */
public final class ContentFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detailFr;

    /**
     * @param code the refusal code (interface agreements, section 1)
     * @param detail what is wrong, in a sentence for the sender
     * @param detailFr the same in French
     */
    ContentFault(String code, String detail, String detailFr) {
        super(detail);
        this.code = code;
        this.detailFr = detailFr;
    }

    /** What is wrong, in French; the message says it in English. */
    public String detailFr() {
        return detailFr;
    }

    /** Why the file is refused. */
    public Refusal refusal() {
        return new Refusal(code, null, getMessage(), detailFr);
    }

    /** A file of more bytes than its sender may drop. */
    public static ContentFault tooLarge(long limit) {
        return new ContentFault(
                "FILE-TOO-LARGE",
                "The file has more than " + limit + " bytes",
                "Le fichier a plus de " + limit + " octets");
    }

    /** The refusal code (interface agreements, section 1). */
    public String code() {
        return code;
    }
}
