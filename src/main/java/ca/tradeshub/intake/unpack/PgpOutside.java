// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.RefusalCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;

/** What a file is whose outermost layer is not an encrypted OpenPGP message, so that its refusal names the cause. */
final class PgpOutside {

    private static final int FIRST_BINARY = 0x80;
    private static final int PEEK = 64;

    /** The beginning of text, and the refusal. */
    private static final Map<String, String> TEXTS = texts();

    private PgpOutside() {}

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("-----BEGIN PGP SIGNED MESSAGE", "pgp-clear-signed");
        texts.put("-----BEGIN PGP SIGNATURE", "pgp-detached");
        texts.put("-----BEGIN PGP PUBLIC KEY", "pgp-key");
        texts.put("-----BEGIN PGP PRIVATE KEY", "pgp-key");
        texts.put("-----BEGIN PGP", "pgp-armoured");
        return texts;
    }

    /**
     * Refuses an empty file and one that begins like text.
     *
     * @param message is not read further
     */
    static void refuseText(BufferedInputStream message) throws IOException {
        message.mark(PEEK);
        byte[] start = message.readNBytes(PEEK);
        message.reset();
        if (start.length == 0) {
            throw refused("pgp-empty");
        }
        if (start.length > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
            throw refused("pgp-gzip");
        }
        String text =
                withoutMark(new String(start, StandardCharsets.ISO_8859_1)).stripLeading();
        for (Map.Entry<String, String> each : TEXTS.entrySet()) {
            if (text.startsWith(each.getKey())) {
                throw refused(each.getValue());
            }
        }
        if ((start[0] & 0xFF) < FIRST_BINARY) {
            throw refused("pgp-plain");
        }
    }

    /**
     * The refusal of a message that begins with another packet than an encrypted message does.
     *
     * @param tag the first packet
     * @param packets the packets from the first on
     */
    static ContentRefusedException refusal(int tag, PgpPackets packets) {
        return refused(
                switch (tag) {
                    case PgpPackets.COMPRESSED -> isSignedInside(packets) ? "pgp-signed-only" : "pgp-compressed-only";
                    case PgpPackets.ONE_PASS_SIGNATURE -> "pgp-signed-only";
                    case PgpPackets.SIGNATURE -> isFollowed(packets) ? "pgp-signed-only" : "pgp-detached";
                    case PgpPackets.LITERAL -> "pgp-packed-only";
                    case PgpPackets.PUBLIC_KEY, PgpPackets.SECRET_KEY -> "pgp-key";
                    default -> "pgp-not-encrypted";
                });
    }

    /** Whether content that nothing has signed is itself a signed OpenPGP file, which was encrypted afterwards. */
    static boolean isSigned(byte[] start) {
        if (start.length == 0) {
            return false;
        }
        int first = start[0] & 0xFF;
        if (first < FIRST_BINARY) {
            String text = new String(start, StandardCharsets.ISO_8859_1).stripLeading();
            return text.startsWith("-----BEGIN PGP SIGNED MESSAGE") || text.startsWith("-----BEGIN PGP MESSAGE");
        }
        int tag = PgpPackets.tag(first);
        return tag == PgpPackets.COMPRESSED || tag == PgpPackets.ONE_PASS_SIGNATURE || tag == PgpPackets.SIGNATURE;
    }

    private static boolean isSignedInside(PgpPackets packets) {
        try {
            int tag = new PgpPackets(new PGPCompressedData(new BCPGInputStream(packets.rest())).getDataStream()).next();
            return tag == PgpPackets.ONE_PASS_SIGNATURE || tag == PgpPackets.SIGNATURE;
        } catch (IOException | PGPException | RuntimeException damaged) {
            return false;
        }
    }

    private static boolean isFollowed(PgpPackets packets) {
        try {
            packets.small();
            return packets.next() != PgpPackets.END;
        } catch (IOException damaged) {
            return true;
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    }

    private static ContentRefusedException refused(String key) {
        return new ContentRefusedException(RefusalCode.FILE_DECRYPT, key);
    }
}
