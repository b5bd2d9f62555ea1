// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The keys that protect social insurance numbers, each with an id so that keys can be rotated: the newest seals and
 * hashes, the others only open what they sealed. A key file is a properties file of ids and 32 base64 bytes,
 * {@code current} naming the newest.
 *
 * @param currentId id of the key that seals and hashes
 * @param keys key bytes by id
 */
public record KeyRing(String currentId, Map<String, byte[]> keys) {

    private static final String CURRENT = "current";
    private static final String DEMO_PREFIX = "demo-";
    private static final int KEY_BYTES = 32;

    /**
     * @throws IllegalArgumentException when the current key is missing or a key has another length
     */
    public KeyRing {
        keys = Map.copyOf(keys);
        if (!keys.containsKey(currentId)) {
            throw new IllegalArgumentException("The key ring names " + currentId + " as current but has no such key");
        }
        keys.forEach((id, key) -> {
            if (key.length != KEY_BYTES || id.contains(":")) {
                throw new IllegalArgumentException("Key " + id + " must be 32 base64 bytes, its id without a colon");
            }
        });
    }

    /**
     * Reads a key file.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it is not a valid key file
     */
    public static KeyRing read(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        String current = properties.getProperty(CURRENT);
        if (current == null) {
            throw new IllegalArgumentException("The key file " + file + " does not name its current key");
        }
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String id : properties.stringPropertyNames()) {
            if (!id.equals(CURRENT)) {
                keys.put(id, Base64.getDecoder().decode(properties.getProperty(id)));
            }
        }
        return new KeyRing(current, keys);
    }

    /**
     * Reads the demo key file of the embedded composition, or makes it with a random key on the first start.
     *
     * @throws IOException when it can be neither read nor written
     */
    public static KeyRing readOrCreateDemo(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            String text = CURRENT + "=" + DEMO_PREFIX + "1\n" + DEMO_PREFIX + "1="
                    + Base64.getEncoder().encodeToString(key) + "\n";
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "keys",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return read(file);
    }

    /** The bytes of the key that seals and hashes. */
    byte[] currentKey() {
        return Objects.requireNonNull(keys.get(currentId), "a ring has its current key");
    }

    /** Whether any key was made for the demo; such keys protect nothing outside the embedded composition. */
    public boolean isDemo() {
        return keys.keySet().stream().anyMatch(id -> id.startsWith(DEMO_PREFIX));
    }

    /** Names the current key; never prints a key. */
    @Override
    public String toString() {
        return "KeyRing[" + currentId + "]";
    }
}
