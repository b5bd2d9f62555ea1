// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.intake.unpack.BoundedStream.Limit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/**
 * The content of an OpenPGP message that is encrypted for the hub and signed by its sender (RFC 4880, and AEAD as newer
 * programs write it). A message is read twice: the first time nothing leaves this class, and only what proved whole and
 * signed is read again for its content. So no unproven byte reaches a reader and no plain text is stored.
 */
final class PgpMessage extends BlockStream {

    private static final int MOST_SIGNATURES = 8;
    private static final int PEEK = 64;
    private static final Set<Integer> DIGESTS = Set.of(
            HashAlgorithmTags.SHA224,
            HashAlgorithmTags.SHA256,
            HashAlgorithmTags.SHA384,
            HashAlgorithmTags.SHA512,
            HashAlgorithmTags.SHA3_256,
            HashAlgorithmTags.SHA3_512);

    private final Disk disk;
    private @Nullable PgpEnvelope envelope;
    private @Nullable PgpPackets packets;
    private @Nullable InputStream content;
    private Optional<Signing> signing = Optional.empty();
    private int announced;
    private boolean ended;

    private PgpMessage(Path file) throws IOException {
        this.disk = new Disk(Files.newInputStream(file));
    }

    /** A signature by a key of the sender, as it was announced before the content: which of all, and what it says. */
    private record Signing(int place, PGPOnePassSignature signature, PGPPublicKey key) {}

    /**
     * Opens a message after having read all of it once.
     *
     * @param file the message
     * @param keys the keys of the settings
     * @param sender who must have signed it, null when that is not known
     * @param limit how much content it may hold
     * @throws ContentRefusedException when it cannot be decrypted, is not whole, or is not signed by its sender
     * @throws IOException when the file cannot be read
     */
    static InputStream open(Path file, PgpKeys keys, @Nullable String sender, Limit limit) throws IOException {
        if (sender == null || !keys.areSetFor(sender)) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-no-key");
        }
        try (PgpMessage proof = new PgpMessage(file)) {
            proof.prove(keys, sender, limit);
        }
        PgpMessage message = new PgpMessage(file);
        try {
            message.begin(keys, sender, limit);
        } catch (IOException e) {
            message.close();
            throw e;
        }
        return message;
    }

    private void prove(PgpKeys keys, String sender, Limit limit) throws IOException {
        try {
            begin(keys, sender, limit);
            transferTo(OutputStream.nullOutputStream());
        } catch (ContentRefusedException refused) {
            if (refused.refusal().code() == RefusalCode.FILE_SIGNATURE) {
                // A damaged message is called damaged, whatever the damage makes of its inside.
                attempt(begun(envelope)::finish);
            }
            throw refused;
        }
    }

    private void begin(PgpKeys keys, String sender, Limit limit) throws IOException {
        attempt(() -> {
            PgpEnvelope opened = PgpEnvelope.open(disk, keys);
            envelope = opened;
            PgpPackets inside = new PgpPackets(opened.content());
            if (inside.next() == PgpPackets.COMPRESSED) {
                inside = new PgpPackets(new PGPCompressedData(new BCPGInputStream(inside.rest())).getDataStream());
            }
            packets = inside;
            while (inside.next() == PgpPackets.ONE_PASS_SIGNATURE) {
                announce(keys, sender, inside.small());
            }
            content = literal(inside, limit);
            return content;
        });
    }

    private void announce(PgpKeys keys, String sender, byte[] packet) throws IOException, PGPException {
        if (++announced > MOST_SIGNATURES) {
            throw new ContentRefusedException(RefusalCode.FILE_SIGNATURE, "pgp-signatures", MOST_SIGNATURES);
        }
        PGPOnePassSignature signature = ((PGPOnePassSignatureList) new BcPGPObjectFactory(packet).nextObject()).get(0);
        Optional<PGPPublicKey> key = keys.signing(sender, signature.getKeyID());
        if (signing.isEmpty() && key.isPresent()) {
            if (!DIGESTS.contains(signature.getHashAlgorithm())) {
                throw new ContentRefusedException(RefusalCode.FILE_SIGNATURE, "pgp-digest");
            }
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.get());
            signing = Optional.of(new Signing(announced, signature, key.get()));
        }
    }

    /** The content of a literal packet, behind its format, name and date. */
    private static InputStream body(PgpPackets inside) throws IOException {
        InputStream body = inside.body();
        body.read();
        body.skipNBytes(body.read() + 4L);
        return body;
    }

    private InputStream literal(PgpPackets inside, Limit limit) throws IOException {
        int tag = inside.next();
        if (tag == PgpPackets.COMPRESSED || tag == PgpPackets.SESSION_KEY) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-nested");
        }
        if (tag != PgpPackets.LITERAL && tag != PgpPackets.SIGNATURE) {
            throw new IOException("No content");
        }
        if (announced == 0 && tag == PgpPackets.SIGNATURE) {
            throw new ContentRefusedException(RefusalCode.FILE_SIGNATURE, "pgp-signature-first");
        }
        if (announced == 0) {
            InputStream unsigned = body(inside);
            throw new ContentRefusedException(
                    RefusalCode.FILE_SIGNATURE,
                    PgpOutside.isSigned(unsigned.readNBytes(PEEK)) ? "pgp-signed-inside" : "pgp-unsigned");
        }
        if (signing.isEmpty()) {
            throw new ContentRefusedException(RefusalCode.FILE_SIGNATURE, "pgp-unknown-signer");
        }
        InputStream body = body(inside);
        return new BoundedStream(body, limit);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = attempt(() -> begun(content).read(bytes, offset, length));
        if (count > 0) {
            signing.orElseThrow().signature().update(bytes, offset, count);
        } else if (count < 0) {
            attempt(this::finish);
            ended = true;
        }
        return count;
    }

    private PGPPublicKey finish() throws IOException, PGPException {
        PgpPackets inside = begun(packets);
        List<PGPSignature> signatures = new ArrayList<>();
        while (inside.next() == PgpPackets.SIGNATURE) {
            signatures.add(((PGPSignatureList) new BcPGPObjectFactory(inside.small()).nextObject()).get(0));
        }
        boolean isAll = inside.next() == PgpPackets.END && signatures.size() == announced;
        if (begun(envelope).finish() > 0 || !isAll) {
            throw new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-incomplete");
        }
        // Signatures close in the order opposite to that of their announcements.
        Signing expected = signing.orElseThrow();
        check(expected, signatures.get(announced - expected.place()));
        return expected.key();
    }

    /** A part that exists once {@link #begin} has returned, which precedes every read. */
    private static <T> T begun(@Nullable T part) {
        return Objects.requireNonNull(part, "the message has been begun");
    }

    private static void check(Signing expected, PGPSignature signature) throws ContentRefusedException, PGPException {
        PGPPublicKey key = expected.key();
        if (signature.getKeyID() != key.getKeyID() || !expected.signature().verify(signature)) {
            throw new ContentRefusedException(RefusalCode.FILE_SIGNATURE, "pgp-signature-invalid");
        }
        Date signed = signature.getCreationTime();
        long validSeconds = key.getValidSeconds();
        boolean isExpired = validSeconds > 0
                && signed.toInstant().isAfter(key.getCreationTime().toInstant().plusSeconds(validSeconds));
        if (isExpired || signed.before(key.getCreationTime())) {
            throw new ContentRefusedException(RefusalCode.FILE_SIGNATURE, "pgp-signature-expired");
        }
    }

    private interface Step<T> {
        T take() throws IOException, PGPException;
    }

    /** Whatever a parser of ours or of the library stumbles over is damage, unless the disk failed. */
    private <T> T attempt(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (IOException | PGPException | RuntimeException e) {
            if (disk.failure != null) {
                throw disk.failure;
            }
            throw e instanceof ContentRefusedException refused
                    ? refused
                    : new ContentRefusedException(RefusalCode.FILE_DECRYPT, "pgp-unreadable");
        }
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    /** The file on disk. It records a failed read, so that an I/O error is not reported as an error of the sender. */
    private static final class Disk extends FilterInputStream {

        private @Nullable IOException failure;

        Disk(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
