// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.security;

import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import ca.tradeshub.platform.settings.KeySettings;
import ca.tradeshub.platform.settings.ProductionComposition;
import ca.tradeshub.platform.settings.StateFolder;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys that protect social insurance numbers, from a key file or generated for a demo. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    private static final String REMEDY =
            "Set hub.keys.file to a readable key file that was created for this installation.";

    @Bean
    @EmbeddedComposition
    SinProtection demoSinProtection(KeySettings settings, StateFolder state) {
        try {
            return new SinProtection(
                    settings.file() == null
                            ? KeyRing.readOrCreateDemo(state.folder("keys").resolve("sin.keys"))
                            : KeyRing.read(settings.file()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("The keys that protect social insurance numbers cannot be read.", REMEDY, e);
        }
    }

    @Bean
    @ProductionComposition
    SinProtection sinProtection(KeySettings settings) {
        if (settings.file() == null) {
            throw new StartFailure("The production composition requires the setting hub.keys.file.", REMEDY);
        }
        try {
            KeyRing ring = KeyRing.read(settings.file());
            if (ring.isDemo()) {
                throw new StartFailure("The key file " + settings.file() + " contains demo keys.", REMEDY);
            }
            return new SinProtection(ring);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("The keys that protect social insurance numbers cannot be read.", REMEDY, e);
        }
    }
}
