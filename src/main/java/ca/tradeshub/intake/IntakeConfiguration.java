package ca.tradeshub.intake;

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
    Containers containers(PgpKeys keys, IntakeSettings settings) {
        return new Containers(keys, settings.maxContentSize().toBytes(), settings.maxExpansion());
    }

    @Bean
    Archive archive(IntakeSettings settings, Containers containers, Clock clock) throws IOException {
        Archive archive = new Archive(settings.archiveDir(), containers);
        archive.sweep(clock);
        return archive;
    }
}
