// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.intake.sender.IntakeSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class RenamedSettingsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void an_old_key_sets_the_new_one_with_one_warning() {
        file("hub.yaml", Map.of("hub.readings.C1", "first", "hub.readings.C2", "second"));

        List<String> warnings =
                RenamedSettings.apply(environment).stream().map(Text::en).toList();

        assertThat(interpretations()).containsEntry("C1", "first").containsEntry("C2", "second");
        assertThat(warnings)
                .containsExactly("The setting hub.readings (hub.yaml) is now named hub.law.interpretations."
                        + " Its value is used. Rename it: a later version will not accept the old name.");
    }

    @Test
    void the_settings_of_responses_have_their_old_names_in_every_spelling() {
        file(
                "hub.yaml",
                Map.of(
                        "hub.intake.answer-interval", "7s",
                        "hub.intake.answeringThreads", "9",
                        "hub.intake.answer_batch", "8",
                        "hub.intake.answer-detail", "6",
                        "hub.intake.answer-details", "5"));
        add(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of("HUB_INTAKE_ANSWER_RETRY", "3s")));

        assertThat(RenamedSettings.apply(environment)).hasSize(5);
        IntakeSettings intake = Binder.get(environment).bindOrCreate("hub.intake", IntakeSettings.class);
        assertThat(intake.responseInterval()).hasSeconds(7);
        assertThat(intake.responseThreads()).isEqualTo(9);
        assertThat(intake.responseBatch()).isEqualTo(8);
        assertThat(intake.responseDetail()).isEqualTo(6);
        assertThat(intake.responseRetry()).hasSeconds(3);
        assertThat(RenamedSettings.isOldKey("hub.intake.answer-details")).isFalse();
        assertThat(RenamedSettings.isOldVariable("HUB_INTAKE_ANSWERBATCH")).isTrue();
        assertThat(RenamedSettings.isOldVariable("HUB_INTAKE_ANSWERBATCHES")).isFalse();
    }

    @Test
    void an_old_variable_sets_the_new_one() {
        add(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of("HUB_READINGS_C1", "first")));

        assertThat(RenamedSettings.apply(environment)).hasSize(1);
        assertThat(interpretations()).containsEntry("c1", "first");
    }

    @Test
    void the_new_key_has_precedence_over_the_old_one_of_the_same_source() {
        file("hub.yaml", Map.of("hub.readings.C1", "old", "hub.law.interpretations.C1", "new"));

        RenamedSettings.apply(environment);

        assertThat(interpretations()).containsEntry("C1", "new");
    }

    @Test
    void an_old_key_of_a_stronger_source_has_precedence_over_the_new_one_of_a_weaker_source() {
        file("weak", Map.of("hub.law.interpretations.C1", "weak"));
        file("strong", Map.of("hub.readings.C1", "strong"));

        RenamedSettings.apply(environment);

        assertThat(interpretations()).containsEntry("C1", "strong");
    }

    @Test
    void without_old_keys_nothing_changes() {
        file("hub.yaml", Map.of("hub.law.interpretations.C1", "new", "hub.readingsroom", "x"));
        int sources = environment.getPropertySources().size();

        assertThat(RenamedSettings.apply(environment)).isEmpty();
        assertThat(environment.getPropertySources()).hasSize(sources);
    }

    @Test
    void an_old_key_is_a_known_setting() {
        file("hub.yaml", Map.of("hub.readings.C1", "first"));

        assertThatCode(() -> KnownSettings.onClassPath().check(environment)).doesNotThrowAnyException();
        assertThat(RenamedSettings.isOldVariable("HUB_READINGS_C1")).isTrue();
        assertThat(RenamedSettings.isOldVariable("HUB_READINGSROOM")).isFalse();
    }

    private void file(String name, Map<String, Object> values) {
        add(new MapPropertySource(name, values));
    }

    private void add(PropertySource<?> source) {
        if (environment.getPropertySources().contains(source.getName())) {
            environment.getPropertySources().replace(source.getName(), source);
        } else {
            environment.getPropertySources().addFirst(source);
        }
    }

    private Map<String, String> interpretations() {
        return Binder.get(environment)
                .bindOrCreate("hub", HubSettings.class)
                .law()
                .interpretations();
    }
}
