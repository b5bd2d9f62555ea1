// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.intake.unpack.PgpKeys;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The archive and the keys that decrypt its files. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    PgpKeys pgpKeys(PgpSettings settings, Senders senders) {
        return PgpKeys.load(settings, senders);
    }

    @Bean
    FileUnpacker unpacker(PgpKeys keys, IntakeSettings settings) {
        return new FileUnpacker(keys, settings.maxContentSize().toBytes(), settings.maxExpansion());
    }

    @Bean
    Archive archive(IntakeSettings settings, FileUnpacker unpacker, Clock clock) throws IOException {
        Archive archive = new Archive(settings.archiveDir(), unpacker);
        archive.sweep(clock);
        return archive;
    }
}
