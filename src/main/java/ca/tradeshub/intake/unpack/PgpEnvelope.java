// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.RefusalCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.InputStreamPacket;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.SessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.jcajce.JceSessionKeyDataDecryptorFactoryBuilder;

/**
 * The outer half of an OpenPGP message: which keys can open it, its content, and whether it is whole. Only messages
 * that protect their integrity are opened, by a modification detection code or by authenticated encryption.
 */
final class PgpEnvelope {

    private static final int BUFFER = 64 * 1024;
    private static final int LARGEST_CHUNK = 16;
    private static final int SESSION_KEY_VERSION = 3;
    private static final Map<Integer, String> OUTDATED = Map.of(
            SymmetricKeyAlgorithmTags.IDEA, "IDEA",
            SymmetricKeyAlgorithmTags.TRIPLE_DES, "3DES",
            SymmetricKeyAlgorithmTags.CAST5, "CAST5",
            SymmetricKeyAlgorithmTags.BLOWFISH, "Blowfish",
            SymmetricKeyAlgorithmTags.SAFER, "SAFER",
            SymmetricKeyAlgorithmTags.DES, "DES");
    private static final Set<Integer> CIPHERS = Set.of(
            SymmetricKeyAlgorithmTags.AES_128,
            SymmetricKeyAlgorithmTags.AES_192,
            SymmetricKeyAlgorithmTags.AES_256,
            SymmetricKeyAlgorithmTags.TWOFISH,
            SymmetricKeyAlgorithmTags.CAMELLIA_128,
            SymmetricKeyAlgorithmTags.CAMELLIA_192,
            SymmetricKeyAlgorithmTags.CAMELLIA_256);

    private final PgpPackets packets;
    private final PGPPublicKeyEncryptedData data;
    private final InputStream content;
    private boolean finished;

    private PgpEnvelope(PgpPackets packets, PGPPublicKeyEncryptedData data, InputStream content) {
        this.packets = packets;
        this.data = data;
        this.content = content;
    }

    /** Opens a message with one of the hub's keys. */
    @SuppressWarnings("deprecation") // reads the very packet whose integrity is verified at the end
    static PgpEnvelope open(InputStream message, PgpKeys keys) throws IOException, PGPException {
        BufferedInputStream bytes = new BufferedInputStream(message, BUFFER);
        PgpOutside.refuseText(bytes);
        PgpPackets packets = new PgpPackets(bytes);
        ByteArrayOutputStream forUs = new ByteArrayOutputStream();
        int tag = packets.next();
        Set<String> others = new TreeSet<>();
        while (tag == PgpPackets.SESSION_KEY || tag == PgpPackets.PASSWORD_SESSION_KEY) {
            byte[] packet = packets.small();
            if (tag == PgpPackets.PASSWORD_SESSION_KEY) {
                others.add("pgp-password");
            } else if (packet.length > PgpPackets.HEADER && packet[PgpPackets.HEADER] != SESSION_KEY_VERSION) {
                others.add("pgp-version");
            } else if (isFor(keys, packet)) {
                forUs.writeBytes(packet);
            } else {
                others.add("pgp-other-key");
            }
            tag = packets.next();
        }
        if (tag == PgpPackets.ENCRYPTED_UNPROTECTED) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-unprotected");
        }
        if (tag != PgpPackets.ENCRYPTED && tag != PgpPackets.ENCRYPTED_AEAD) {
            throw PgpOutside.refusal(tag, packets);
        }
        if (forUs.size() == 0) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, notForUs(others));
        }
        PGPEncryptedDataList list = new PGPEncryptedDataList(new BCPGInputStream(
                new SequenceInputStream(new ByteArrayInputStream(forUs.toByteArray()), packets.rest())));
        boundChunks(list.getEncryptedData());
        for (PGPEncryptedData each : list) {
            PGPPublicKeyEncryptedData data = (PGPPublicKeyEncryptedData) each;
            for (PGPPrivateKey key : keys.decrypting(data.getKeyIdentifier().getKeyId())) {
                Optional<PGPSessionKey> session = session(data, key);
                if (session.isPresent()) {
                    return new PgpEnvelope(packets, data, data.getDataStream(decryptor(data, session.get())));
                }
            }
        }
        throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-session-key");
    }

    /** Why no session key is for the hub; a key of the hub in a newer format comes before keys of others. */
    private static String notForUs(Set<String> others) {
        return Stream.of("pgp-version", "pgp-other-key", "pgp-password")
                .filter(others::contains)
                .findFirst()
                .orElse("pgp-no-recipient");
    }

    /** Whether a session key packet names one of the hub's keys, or hides whom it is for. */
    private static boolean isFor(PgpKeys keys, byte[] packet) {
        ByteBuffer content = ByteBuffer.wrap(packet, PgpPackets.HEADER, packet.length - PgpPackets.HEADER);
        return content.remaining() > 1 + Long.BYTES
                && content.get() == SESSION_KEY_VERSION
                && !keys.decrypting(content.getLong()).isEmpty();
    }

    /**
     * The key of the content as one of the hub's keys gives it, if it does.
     *
     * @throws ContentRefusedException when it does, and the cipher is not one of today's
     */
    @SuppressWarnings("deprecation") // its successor takes the pair; the hub keeps the private half only
    private static Optional<PGPSessionKey> session(PGPPublicKeyEncryptedData data, PGPPrivateKey key)
            throws ContentRefusedException {
        PGPSessionKey session;
        try {
            session = data.getSessionKey(new BcPublicKeyDataDecryptorFactory(key));
        } catch (PGPException | RuntimeException notThisKey) {
            return Optional.empty();
        }
        int cipher = session.getAlgorithm();
        if (CIPHERS.contains(cipher)) {
            return Optional.of(session);
        }
        throw new ContentRefusedException(
                RefusalCode.FILE_DECRYPT, "pgp-cipher", OUTDATED.getOrDefault(cipher, "no. " + cipher));
    }

    /** Java's own AES is several times as fast as the library's, and is all that most messages need. */
    private static SessionKeyDataDecryptorFactory decryptor(PGPPublicKeyEncryptedData data, PGPSessionKey session) {
        boolean isAes = session.getAlgorithm() >= SymmetricKeyAlgorithmTags.AES_128
                && session.getAlgorithm() <= SymmetricKeyAlgorithmTags.AES_256;
        return isAes && !data.isAEAD()
                ? new JceSessionKeyDataDecryptorFactoryBuilder().build(session)
                : new BcSessionKeyDataDecryptorFactory(session);
    }

    /** A chunk is decrypted whole in memory; four megabytes is the largest that is written. */
    private static void boundChunks(InputStreamPacket data) throws ContentRefusedException {
        int chunk = data instanceof AEADEncDataPacket aead
                ? aead.getChunkSize()
                : data instanceof SymmetricEncIntegrityPacket packet
                                && packet.getVersion() == SymmetricEncIntegrityPacket.VERSION_2
                        ? packet.getChunkSize()
                        : 0;
        if (chunk < 0 || chunk > LARGEST_CHUNK) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-chunks");
        }
    }

    /** The decrypted content of the message; damage may be detected only at its end. */
    InputStream content() {
        return content;
    }

    /**
     * Reads what is left and checks that the message is whole and nothing follows it; once.
     *
     * @return how many bytes were left inside
     */
    long finish() throws IOException, PGPException {
        if (finished) {
            return 0;
        }
        finished = true;
        long left = content.transferTo(OutputStream.nullOutputStream());
        if (!data.isAEAD() && !data.verify()) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-damaged");
        }
        if (!packets.isAtEnd()) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-followed");
        }
        return left;
    }
}
