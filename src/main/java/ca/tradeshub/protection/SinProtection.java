// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import ca.tradeshub.canonical.Sin;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps social insurance numbers sealed in the store (AES-256-GCM) and comparable without opening them (HMAC-SHA-256).
 * Every sealed text and hash begins with the id of its key. Text for the address of a page is sealed into a reference.
 */
public final class SinProtection {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String REFERENCE = "~";
    private static final int LONGEST_REFERENCE = 1000;

    private final String currentId;
    private final Map<String, SecretKeySpec> sealingKeys;
    private final Map<String, SecretKeySpec> referenceKeys;
    private final SecretKeySpec referenceNonceKey;
    private final ThreadLocal<Mac> hash;
    /**
     * Of each key the cipher that opens: it keeps the schedule of its key, which takes longer than opening a number. A cipher
     * that seals is new each time: it refuses the nonce of the text before, which is that of an equal reference.
     */
    private final ThreadLocal<Map<SecretKeySpec, Cipher>> opening = ThreadLocal.withInitial(HashMap::new);

    private final SecureRandom random = new SecureRandom();

    /** Protection with the ring's keys; each purpose derives a key of its own from the ring's. */
    public SinProtection(KeyRing ring) {
        currentId = ring.currentId();
        sealingKeys = derived(ring, "seal");
        referenceKeys = derived(ring, "reference");
        referenceNonceKey = new SecretKeySpec(derive(ring.currentKey(), "reference nonce"), "HmacSHA256");
        SecretKeySpec hashKey = new SecretKeySpec(derive(ring.currentKey(), "hash"), "HmacSHA256");
        hash = ThreadLocal.withInitial(() -> mac(hashKey));
    }

    /** The keyed hash by which equal numbers are found, {@code <key id>:<hex>}. */
    public String hash(Sin sin) {
        return hashText(sin.reveal());
    }

    /** The keyed hash of other personal text, in the same form. */
    public String hashText(String text) {
        return currentId + ":" + HexFormat.of().formatHex(digest(text), 0, 16);
    }

    /** A keyed hash of personal text as a number, for a column by which equal texts are found. */
    public long hashNumber(String text) {
        return ByteBuffer.wrap(digest(text)).getLong();
    }

    private byte[] digest(String text) {
        return hash.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sealed number, {@code <key id>:<base64>}; sealing twice gives two texts. */
    public String seal(Sin sin) {
        return sealText(sin.reveal());
    }

    /**
     * Opens a sealed number.
     *
     * @throws IllegalStateException when its key is not on the ring or the text was altered
     */
    public Sin open(String sealed) {
        return Sin.of(openText(sealed));
    }

    /** Other text, sealed as a number is: sealing twice gives two texts. */
    public String sealText(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return currentId + ":" + Base64.getEncoder().encodeToString(sealed(sealingKeys, nonce, text));
    }

    /**
     * Opens sealed text.
     *
     * @throws IllegalStateException when its key is not on the ring or the text was altered
     */
    public String openText(String sealed) {
        int colon = sealed.indexOf(':');
        return opened(
                sealingKeys, sealed.substring(0, colon), Base64.getDecoder().decode(sealed.substring(colon + 1)));
    }

    /**
     * Text sealed for an address, {@code ~<base64>} in characters that an address does not escape. Equal texts have equal
     * references as long as the current key is the same, so that the address of a page stays the same.
     */
    public String reference(String text) {
        byte[] nonce =
                Arrays.copyOf(mac(referenceNonceKey).doFinal(text.getBytes(StandardCharsets.UTF_8)), NONCE_BYTES);
        byte[] id = currentId.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = sealed(referenceKeys, nonce, text);
        byte[] whole = ByteBuffer.allocate(1 + id.length + sealed.length)
                .put((byte) id.length)
                .put(id)
                .put(sealed)
                .array();
        return REFERENCE + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The text of a reference; nothing for other text, for an altered one, and when its key is not on the ring. */
    public Optional<String> openReference(String reference) {
        if (!reference.startsWith(REFERENCE) || reference.length() > LONGEST_REFERENCE) {
            return Optional.empty();
        }
        try {
            ByteBuffer whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(reference.substring(REFERENCE.length())));
            byte[] id = new byte[Byte.toUnsignedInt(whole.get())];
            byte[] sealed = new byte[Math.max(NONCE_BYTES, whole.remaining() - id.length)];
            whole.get(id).get(sealed);
            return Optional.of(opened(referenceKeys, new String(id, StandardCharsets.UTF_8), sealed));
        } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException noReference) {
            return Optional.empty();
        }
    }

    private byte[] sealed(Map<String, SecretKeySpec> keys, byte[] nonce, String text) {
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, keys, currentId, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return whole;
    }

    private String opened(Map<String, SecretKeySpec> keys, String keyId, byte[] whole) {
        return new String(
                crypt(
                        Cipher.DECRYPT_MODE,
                        keys,
                        keyId,
                        Arrays.copyOf(whole, NONCE_BYTES),
                        Arrays.copyOfRange(whole, NONCE_BYTES, whole.length)),
                StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, Map<String, SecretKeySpec> keys, String keyId, byte[] nonce, byte[] input) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("The key ring has no key " + keyId);
        }
        try {
            Cipher cipher =
                    mode == Cipher.DECRYPT_MODE ? opening.get().computeIfAbsent(key, own -> cipher()) : cipher();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed number could not be processed with key " + keyId, e);
        }
    }

    private static Map<String, SecretKeySpec> derived(KeyRing ring, String purpose) {
        return ring.keys().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new SecretKeySpec(derive(entry.getValue(), purpose), "AES")));
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks AES/GCM", e);
        }
    }

    private static byte[] derive(byte[] key, String purpose) {
        return mac(new SecretKeySpec(key, "HmacSHA256")).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256", e);
        }
    }
}
