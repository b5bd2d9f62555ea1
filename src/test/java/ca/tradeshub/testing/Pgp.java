// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** OpenPGP keys and messages for tests, right and wrong ones. */
public final class Pgp {

    private static final SecureRandom CHANCE = new Repeatable();
    private static final Date MADE = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Date SIGNED = Date.from(Instant.parse("2026-11-01T00:00:00Z"));

    private Pgp() {}

    /** Somebody's keys: one that signs, a subkey that decrypts. */
    public record Keys(PGPSecretKeyRing secret, PGPPublicKeyRing open, String passphrase) {

        /** Writes the public keys to a file. */
        public Path writePublic(Path file) {
            return write(file, open::encode);
        }

        /** Writes the secret keys to a file. */
        public Path writeSecret(Path file) {
            return write(file, secret::encode);
        }

        private static Path write(Path file, Encoded encoded) {
            try (OutputStream out = Files.newOutputStream(file)) {
                encoded.to(out);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private PGPPrivateKey signing() {
            try {
                return secret.getSecretKey()
                        .extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                                .build(passphrase.toCharArray()));
            } catch (PGPException e) {
                throw new IllegalStateException(e);
            }
        }

        private PGPPublicKey encrypting() {
            for (Iterator<PGPPublicKey> keys = open.getPublicKeys(); keys.hasNext(); ) {
                PGPPublicKey key = keys.next();
                if (key.isEncryptionKey()) {
                    return key;
                }
            }
            throw new IllegalStateException("No key to encrypt for");
        }
    }

    /** The same keys and messages in every run, so that what failed once fails again. */
    private static final class Repeatable extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final Random random = new Random(1);

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }

    private interface Encoded {
        void to(OutputStream out) throws IOException;
    }

    /** New keys, locked by a passphrase. */
    public static Keys keys(String name, String passphrase) {
        return keys(name, passphrase, 0);
    }

    /** New keys of 2020 that are valid for so many seconds, 0 for ever. */
    public static Keys keys(String name, String passphrase, long validSeconds) {
        try {
            PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
            PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
            about.setKeyFlags(false, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
            if (validSeconds > 0) {
                about.setKeyExpirationTime(false, validSeconds);
            }
            PGPKeyPair main = new BcPGPKeyPair(4, PublicKeyAlgorithmTags.EDDSA_LEGACY, ed25519(), MADE);
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    main,
                    name,
                    sha1,
                    about.generate(),
                    null,
                    new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.EDDSA_LEGACY, HashAlgorithmTags.SHA256),
                    new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256, sha1, 0x60)
                            .build(passphrase.toCharArray()));
            PGPSignatureSubpacketGenerator aboutSub = new PGPSignatureSubpacketGenerator();
            aboutSub.setKeyFlags(false, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);
            ring.addSubKey(new BcPGPKeyPair(4, PublicKeyAlgorithmTags.ECDH, x25519(), MADE), aboutSub.generate(), null);
            return new Keys(ring.generateSecretKeyRing(), ring.generatePublicKeyRing(), passphrase);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AsymmetricCipherKeyPair ed25519() {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(CHANCE));
        return generator.generateKeyPair();
    }

    private static AsymmetricCipherKeyPair x25519() {
        X25519KeyPairGenerator generator = new X25519KeyPairGenerator();
        generator.init(new X25519KeyGenerationParameters(CHANCE));
        return generator.generateKeyPair();
    }

    /** How a message is made; as a sender does by default until told otherwise. */
    public static final class Message {

        private final Keys recipient;
        private final List<Keys> signers = new ArrayList<>();
        private int compression = PGPCompressedDataGenerator.ZIP;
        private int digest = HashAlgorithmTags.SHA256;
        private int cipher = SymmetricKeyAlgorithmTags.AES_256;
        private boolean protectedIntegrity = true;
        private boolean aead;
        private boolean forged;

        public Message(Keys recipient, Keys... signers) {
            this.recipient = recipient;
            this.signers.addAll(List.of(signers));
        }

        /** With a compression algorithm, 0 for none. */
        public Message compressedBy(int algorithm) {
            compression = algorithm;
            return this;
        }

        /** Signed over a digest of this algorithm. */
        public Message digestedBy(int algorithm) {
            digest = algorithm;
            return this;
        }

        /** Encrypted by this algorithm. */
        public Message encryptedBy(int algorithm) {
            cipher = algorithm;
            return this;
        }

        /** Without a modification detection code. */
        public Message withoutIntegrity() {
            protectedIntegrity = false;
            return this;
        }

        /** With authenticated encryption, as newer programs write it. */
        public Message withAead() {
            aead = true;
            return this;
        }

        /** With a signature of other content. */
        public Message forged() {
            forged = true;
            return this;
        }

        /** The message. */
        public byte[] of(byte[] content) {
            return encrypted(compressed(signed(content)));
        }

        /** Encrypts what may be no message at all. */
        public byte[] encrypted(byte[] inner) {
            BcPGPDataEncryptorBuilder encryptor = new BcPGPDataEncryptorBuilder(cipher)
                    .setWithIntegrityPacket(protectedIntegrity)
                    .setSecureRandom(CHANCE);
            if (aead) {
                encryptor
                        .setWithAEAD(org.bouncycastle.bcpg.AEADAlgorithmTags.OCB, 10)
                        .setUseV5AEAD();
            }
            PGPEncryptedDataGenerator generator = new PGPEncryptedDataGenerator(encryptor, false);
            generator.addMethod(
                    new BcPublicKeyKeyEncryptionMethodGenerator(recipient.encrypting()).setSecureRandom(CHANCE));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                try (OutputStream data = generator.open(out, new byte[512])) {
                    data.write(inner);
                }
                return out.toByteArray();
            } catch (IOException | PGPException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Compresses a message's inside. */
        public byte[] compressed(byte[] inner) {
            if (compression == 0) {
                return inner;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                PGPCompressedDataGenerator generator = new PGPCompressedDataGenerator(compression);
                try (OutputStream data = generator.open(out, new byte[512])) {
                    data.write(inner);
                }
                return out.toByteArray();
            } catch (IOException | PGPException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The content with its signatures. */
        public byte[] signed(byte[] content) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                BCPGOutputStream out = new BCPGOutputStream(bytes);
                List<PGPSignatureGenerator> signatures = new ArrayList<>();
                for (int i = 0; i < signers.size(); i++) {
                    PGPSignatureGenerator signature = new PGPSignatureGenerator(
                            new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.EDDSA_LEGACY, digest),
                            signers.get(i).secret().getPublicKey());
                    signature.init(PGPSignature.BINARY_DOCUMENT, signers.get(i).signing());
                    PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
                    about.setIssuerKeyID(
                            false, signers.get(i).secret().getPublicKey().getKeyID());
                    signature.setUnhashedSubpackets(about.generate());
                    PGPSignatureSubpacketGenerator when = new PGPSignatureSubpacketGenerator();
                    when.setSignatureCreationTime(false, SIGNED);
                    signature.setHashedSubpackets(when.generate());
                    signature.generateOnePassVersion(i < signers.size() - 1).encode(out);
                    signature.update(forged ? new byte[] {1} : content);
                    signatures.add(0, signature);
                }
                try (OutputStream literal = new PGPLiteralDataGenerator()
                        .open(out, PGPLiteralData.BINARY, "../../etc/passwd", MADE, new byte[256])) {
                    literal.write(content);
                }
                for (PGPSignatureGenerator signature : signatures) {
                    signature.generate().encode(out);
                }
                return bytes.toByteArray();
            } catch (IOException | PGPException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
