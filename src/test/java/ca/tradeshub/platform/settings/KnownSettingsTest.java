// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.TradesHub;
import ca.tradeshub.platform.failure.StartFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class KnownSettingsTest {

    private final KnownSettings known = KnownSettings.onClassPath();

    @Test
    void the_settings_of_every_module_are_known() {
        assertThat(known.names())
                .contains(
                        "hub.state-dir",
                        "hub.drop-site.port",
                        "hub.users.*.roles",
                        "hub.broker.partners.*.reads",
                        "hub.senders.*.password",
                        "hub.delivery.acknowledgers.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.state-dir",
                "hub.stateDir",
                "hub.users.alice.password",
                "hub.users.alice.roles[1]",
                "hub.senders.payroll-maple.employers[0]",
                "hub.senders[payroll.x].password",
                "server.port",
                "hubris"
            })
    void a_known_key_passes(String key) {
        assertThatCode(() -> known.check(file(key))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "hub.state-dri, hub.state-dir",
        "hub.drop-site.prot, hub.drop-site.port",
        "hub.users.alice.pasword, hub.users.alice.password",
        "hub.senders.payroll-maple.layuot, hub.senders.payroll-maple.layout",
        "hub.composition.embedded, hub.composition"
    })
    void an_unknown_key_stops_the_start_and_the_nearest_known_one_is_named(String key, String nearest) {
        assertThatThrownBy(() -> known.check(file(key))).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure).hasMessageContaining(key).hasMessageContaining("hub.yaml");
            assertThat(failure.remedy().en()).isEqualTo("Did you mean " + nearest + "?");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HUB_STATEDIR",
                "HUB_STATE_DIR",
                "HUB_DROPSITE_PORT",
                "HUB_USERS_ALICE_PASSWORD",
                "HUBERT",
                "HUB_LANG",
                "HUB_URL",
                "HUB_USER",
                "HUB_PASSWORD"
            })
    void a_known_variable_passes(String variable) {
        assertThatCode(() -> known.check(variable(variable))).doesNotThrowAnyException();
    }

    @Test
    void an_unknown_variable_stops_the_start() {
        assertThatThrownBy(() -> known.check(variable("HUB_DROPSITE_PROT")))
                .isInstanceOfSatisfying(
                        StartFailure.class,
                        failure -> assertThat(failure.remedy().en()).isEqualTo("Did you mean hub.drop-site.port?"));
    }

    @Test
    void the_hub_itself_refuses_to_start() {
        SpringApplication hub = new SpringApplication(TradesHub.class);
        assertThatThrownBy(() -> hub.run("--hub.state-drr=x")).hasMessageContaining("hub.state-drr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.yaml", "composition/embedded.yaml", "composition/production.yaml"})
    void the_hub_s_own_files_use_known_keys(String file) throws IOException {
        List<org.springframework.core.env.PropertySource<?>> sources =
                new YamlPropertySourceLoader().load(file, new ClassPathResource(file));
        assertThat(sources).isNotEmpty();
        StandardEnvironment environment = new StandardEnvironment();
        sources.forEach(source -> environment.getPropertySources().addLast(source));
        assertThatCode(() -> known.check(environment)).doesNotThrowAnyException();
    }

    private static ConfigurableEnvironment file(String key) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("hub.yaml", Map.of(key, "x")));
        return environment;
    }

    private static ConfigurableEnvironment variable(String name) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, "x")));
        return environment;
    }
}
