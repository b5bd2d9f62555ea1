// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.unpack;

import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.Senders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * The OpenPGP keys of the settings, read once at the start: the hub's own, which decrypt, and those by which each sender
 * signs. A key that is revoked, and a subkey its main key does not vouch for, is as good as absent.
 */
public final class PgpKeys {

    /** No keys at all: nothing encrypted can be read. */
    public static final PgpKeys NONE = new PgpKeys(Map.of(), Map.of());

    /** RSA keys for signatures only are no longer made, but senders have them from before. */
    @SuppressWarnings("deprecation")
    private static final Set<Integer> SIGNING = Set.of(
            PublicKeyAlgorithmTags.RSA_GENERAL,
            PublicKeyAlgorithmTags.RSA_SIGN,
            PublicKeyAlgorithmTags.DSA,
            PublicKeyAlgorithmTags.ECDSA,
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            PublicKeyAlgorithmTags.Ed25519,
            PublicKeyAlgorithmTags.Ed448);

    private final Map<Long, PGPPrivateKey> decrypting;
    private final Map<String, Map<Long, PGPPublicKey>> signing;

    private PgpKeys(Map<Long, PGPPrivateKey> decrypting, Map<String, Map<Long, PGPPublicKey>> signing) {
        this.decrypting = decrypting;
        this.signing = signing;
    }

    /**
     * Reads the key files of the settings.
     *
     * @throws BadKeyException when a file cannot be read or holds no key of its purpose
     */
    public static PgpKeys load(PgpSettings settings, Senders senders) {
        Map<Long, PGPPrivateKey> decrypting = settings.secretKeyFile() == null ? Map.of() : decrypting(settings);
        Map<String, Map<Long, PGPPublicKey>> signing = new TreeMap<>();
        senders.senders().forEach((sender, sent) -> {
            if (sent.pgpKeyFile() != null) {
                String setting = "hub.senders." + sender + ".pgp-key-file";
                if (decrypting.isEmpty()) {
                    throw new BadKeyException(setting, sent.pgpKeyFile(), "without-own", "");
                }
                signing.put(sender, signing(setting, sent.pgpKeyFile()));
            }
        });
        return new PgpKeys(decrypting, signing);
    }

    /** Whether files of a sender can be decrypted and their signatures checked. */
    boolean areSetFor(String sender) {
        return signing.containsKey(sender);
    }

    /** The senders whose keys have all expired: files they sign now are refused. */
    public Set<String> expired(Instant now) {
        return signing.entrySet().stream()
                .filter(sender -> sender.getValue().values().stream().allMatch(key -> hasExpired(key, now)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean hasExpired(PGPPublicKey key, Instant now) {
        return key.getValidSeconds() > 0
                && key.getCreationTime()
                        .toInstant()
                        .plusSeconds(key.getValidSeconds())
                        .isBefore(now);
    }

    /** The hub's keys a message may be meant for: the one of the id; for id 0, which hides it, any. */
    List<PGPPrivateKey> decrypting(long keyId) {
        if (keyId == 0) {
            return List.copyOf(decrypting.values());
        }
        return Stream.ofNullable(decrypting.get(keyId)).toList();
    }

    /** The sender's key of the id. */
    Optional<PGPPublicKey> signing(String sender, long keyId) {
        return Optional.ofNullable(signing.getOrDefault(sender, Map.of()).get(keyId));
    }

    private static Map<Long, PGPPrivateKey> decrypting(PgpSettings settings) {
        String setting = "hub.pgp.secret-key-file";
        Path file = settings.secretKeyFile();
        char[] passphrase = passphrase(settings.passphraseFile());
        Map<Long, PGPPrivateKey> keys = new HashMap<>();
        try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(file))) {
            for (PGPSecretKeyRing ring : new PGPSecretKeyRingCollection(in, new BcKeyFingerprintCalculator())) {
                for (PGPSecretKey key : ring) {
                    if (key.getPublicKey().isEncryptionKey() && !key.isPrivateKeyEmpty()) {
                        keys.put(key.getKeyID(), unlocked(setting, file, key, passphrase));
                    }
                }
            }
        } catch (IOException | PGPException | RuntimeException e) {
            throw e instanceof BadKeyException known ? known : unusable(setting, file, "not-secret", e);
        }
        if (keys.isEmpty()) {
            throw new BadKeyException(setting, file, "no-decrypting", "");
        }
        return keys;
    }

    private static PGPPrivateKey unlocked(String setting, Path file, PGPSecretKey key, char[] passphrase) {
        try {
            return key.extractPrivateKey(
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(passphrase));
        } catch (PGPException e) {
            throw new BadKeyException(setting, file, "passphrase", Long.toHexString(key.getKeyID()));
        }
    }

    private static char[] passphrase(Path file) {
        if (file == null) {
            return new char[0];
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable("hub.pgp.passphrase-file", file, e);
        }
    }

    private static Map<Long, PGPPublicKey> signing(String setting, Path file) {
        Map<Long, PGPPublicKey> keys = new HashMap<>();
        try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(file))) {
            for (PGPPublicKeyRing ring : new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator())) {
                for (PGPPublicKey key : ring) {
                    if (SIGNING.contains(key.getAlgorithm())
                            && !ring.getPublicKey().hasRevocation()
                            && !key.hasRevocation()
                            && (key.isMasterKey() || isVouchedFor(key, ring.getPublicKey()))) {
                        keys.put(key.getKeyID(), key);
                    }
                }
            }
        } catch (IOException | PGPException | RuntimeException e) {
            throw unusable(setting, file, "not-public", e);
        }
        if (keys.isEmpty()) {
            throw new BadKeyException(setting, file, "no-signing", "");
        }
        return keys;
    }

    /** Whether the main key binds the subkey, for signing where it says for what. */
    private static boolean isVouchedFor(PGPPublicKey subkey, PGPPublicKey main) throws PGPException {
        Iterator<PGPSignature> bindings = subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        while (bindings.hasNext()) {
            PGPSignature binding = bindings.next();
            if (binding.getKeyID() == main.getKeyID()) {
                binding.init(new BcPGPContentVerifierBuilderProvider(), main);
                int flags = binding.getHashedSubPackets() == null
                        ? 0
                        : binding.getHashedSubPackets().getKeyFlags();
                if (binding.verifyCertification(main, subkey) && (flags == 0 || (flags & KeyFlags.SIGN_DATA) != 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static BadKeyException unusable(String setting, Path file, String kind, Exception e) {
        if (e instanceof FileSystemException) {
            return unreadable(setting, file, e);
        }
        BadKeyException bad = new BadKeyException(setting, file, kind, "");
        bad.initCause(e);
        return bad;
    }

    private static BadKeyException unreadable(String setting, Path file, Exception e) {
        BadKeyException bad =
                new BadKeyException(setting, file, "unreadable", e.getClass().getSimpleName());
        bad.initCause(e);
        return bad;
    }
}
