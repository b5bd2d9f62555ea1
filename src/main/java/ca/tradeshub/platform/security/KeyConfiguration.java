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

    @Bean
    @EmbeddedComposition
    SinProtection demoSinProtection(KeySettings settings, StateFolder state) {
        try {
            return new SinProtection(
                    settings.file() == null
                            ? KeyRing.readOrCreateDemo(state.folder("keys").resolve("sin.keys"))
                            : KeyRing.read(settings.file()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(e, "keys.unreadable");
        }
    }

    @Bean
    @ProductionComposition
    SinProtection sinProtection(KeySettings settings) {
        if (settings.file() == null) {
            throw new StartFailure("keys.required");
        }
        try {
            KeyRing ring = KeyRing.read(settings.file());
            if (ring.isDemo()) {
                throw new StartFailure("keys.demo", settings.file());
            }
            return new SinProtection(ring);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(e, "keys.unreadable");
        }
    }
}
