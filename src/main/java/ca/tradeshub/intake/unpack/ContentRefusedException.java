// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import java.io.IOException;

/**
 * The content of a file cannot be decrypted or decompressed, or is too large. Carries the refusal through streams, which
 * can only throw; the code that reads the stream refuses the file.
 */
public final class ContentRefusedException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final Messages MESSAGES = Messages.of(ContentRefusedException.class);

    private final transient FileRefusal refusal;

    /**
     * @param code the refusal code
     * @param key the sentence for the sender, a key of this package's messages
     * @param values replace the sentence's placeholders
     */
    ContentRefusedException(RefusalCode code, String key, Object... values) {
        this(FileRefusal.of(code, MESSAGES.text(key, values)));
    }

    ContentRefusedException(FileRefusal refusal) {
        super(refusal.why().en());
        this.refusal = refusal;
    }

    /** Why the file is refused. */
    public FileRefusal refusal() {
        return refusal;
    }

    /** A file of more bytes than its sender may drop. */
    public static ContentRefusedException tooLarge(long limit) {
        return new ContentRefusedException(RefusalCode.FILE_TOO_LARGE, "file-too-large", limit);
    }
}
