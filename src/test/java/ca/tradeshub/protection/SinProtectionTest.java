// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Sin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinProtectionTest {

    private static final byte[] ONE = new byte[32];
    private static final byte[] TWO =
            "01234567890123456789012345678901".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final Sin SIN = Sin.of("130 692 544");

    private final SinProtection old = new SinProtection(new KeyRing("k1", Map.of("k1", ONE)));
    private final SinProtection rotated = new SinProtection(new KeyRing("k2", Map.of("k1", ONE, "k2", TWO)));

    @Test
    void what_is_sealed_opens_and_never_shows() {
        String sealed = old.seal(SIN);

        assertThat(sealed).startsWith("k1:").doesNotContain(SIN.reveal());
        assertThat(old.open(sealed)).isEqualTo(SIN);
        assertThat(old.seal(SIN)).isNotEqualTo(sealed);
    }

    @Test
    void the_hash_is_equal_for_equal_numbers_under_one_key_only() {
        assertThat(old.hash(SIN)).isEqualTo(old.hash(Sin.of("130692544"))).startsWith("k1:");
        assertThat(old.hash(SIN)).isNotEqualTo(old.hash(Sin.of("046454286")));
        assertThat(rotated.hash(SIN)).startsWith("k2:").isNotEqualTo(old.hash(SIN));
    }

    @Test
    void a_number_opens_after_one_that_was_altered() {
        String sealed = rotated.seal(SIN);
        String altered = sealed.substring(0, sealed.length() - 4) + "AAA=";

        assertThatThrownBy(() -> rotated.open(altered)).isInstanceOf(IllegalStateException.class);
        assertThat(rotated.open(sealed)).isEqualTo(SIN);
        assertThat(rotated.open(old.seal(SIN))).isEqualTo(SIN);
        assertThat(rotated.open(sealed)).isEqualTo(SIN);
    }

    @Test
    void a_rotated_ring_opens_what_the_old_key_sealed() {
        assertThat(rotated.open(old.seal(SIN))).isEqualTo(SIN);
        assertThatThrownBy(() -> old.open(rotated.seal(SIN))).hasMessageContaining("has no key k2");
    }

    @Test
    void a_reference_is_the_same_for_the_same_text_and_opens_with_any_key_of_the_ring_only() {
        String reference = old.reference("12345678/309A");

        assertThat(reference)
                .matches("~[A-Za-z0-9_-]+")
                .doesNotContain("12345678")
                .isEqualTo(old.reference("12345678/309A"));
        assertThat(old.reference("12345679/309A")).isNotEqualTo(reference);
        assertThat(rotated.openReference(reference)).contains("12345678/309A");
        assertThat(old.openReference(old.reference("é€ /"))).contains("é€ /");
        assertThat(rotated.reference("12345678/309A")).isNotEqualTo(reference);
        assertThat(old.openReference(rotated.reference("12345678/309A"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "12345678", "~A", "~AmsxAAAA", "~!", "~____________________________", "k1:AAAA"})
    void other_text_is_no_reference(String text) {
        assertThat(old.openReference(text)).isEmpty();
    }

    @Test
    void an_altered_reference_does_not_open() {
        String reference = old.reference("12345678/309A");
        for (int i = 1; i < reference.length(); i++) {
            char other = reference.charAt(i) == 'A' ? 'B' : 'A';
            String altered = reference.substring(0, i) + other + reference.substring(i + 1);
            assertThat(old.openReference(altered).filter(text -> !text.equals("12345678/309A")))
                    .as(altered)
                    .isEmpty();
        }
        assertThat(old.openReference(reference + "A".repeat(1000))).isEmpty();
    }

    @Test
    void an_altered_text_does_not_open() {
        String sealed = old.seal(SIN);
        String altered = sealed.substring(0, sealed.length() - 4) + "AAA=";

        assertThatThrownBy(() -> old.open(altered))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(SIN.reveal());
    }

    @Test
    void a_demo_key_file_is_made_once_for_its_user_only(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys/keys.properties");

        KeyRing first = KeyRing.readOrCreateDemo(file);
        KeyRing second = KeyRing.readOrCreateDemo(file);

        assertThat(first.isDemo()).isTrue();
        assertThat(new SinProtection(second).open(new SinProtection(first).seal(SIN)))
                .isEqualTo(SIN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(first.toString()).isEqualTo("KeyRing[demo-1]");
    }

    @Test
    void a_ring_without_its_current_key_is_refused() {
        assertThatThrownBy(() -> new KeyRing("k9", Map.of("k1", ONE))).hasMessageContaining("k9");
        assertThatThrownBy(() -> new KeyRing("k1", Map.of("k1", new byte[16]))).hasMessageContaining("32");
    }
}
