// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.delivery.acknowledgement.OverdueAcknowledgements;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesOfTimeTest {

    @ParameterizedTest
    @CsvSource({
        "PT72H, 3 days, 3 jours",
        "PT24H, 1 day, 1 jour",
        "PT36H, 36 hours, 36 heures",
        "PT1M, 1 minute, 1 minute",
        "PT90S, 90 seconds, 90 secondes",
        "PT10S, 10 seconds, 10 secondes",
        "PT0.5S, 500 milliseconds, 500 millisecondes"
    })
    void a_length_of_time_is_written_in_words(Duration length, String english, String french) {
        Text text = Messages.of(OverdueAcknowledgements.class).text("overdue", 2, length);

        assertThat(text.en()).isEqualTo("2 messages have waited longer than " + english + " for an acknowledgement");
        assertThat(text.fr()).endsWith("depuis plus de " + french);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-29T19:57:26.443897Z, 2026-11-29 14:57", "2026-07-01T03:00:00Z, 2026-06-30 23:00"})
    void a_point_in_time_is_that_of_ontario(Instant at, String written) {
        Text text = Messages.of(OverdueAcknowledgements.class).text("overdue", 1, at);

        assertThat(text.en()).contains("longer than " + written + " for");
        assertThat(text.fr()).endsWith(written);
    }
}
