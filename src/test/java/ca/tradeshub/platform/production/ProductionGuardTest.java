// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.TradesHub;
import ca.tradeshub.platform.failure.StartFailure;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

class ProductionGuardTest {

    private static final Map<String, String> FIT = Map.of(
            "hub.database.url", "jdbc:postgresql://db/hub",
            "hub.database.username", "hub",
            "hub.database.password", "s3cret",
            "hub.broker.url", "tcp://broker:61616",
            "hub.broker.username", "hub",
            "hub.broker.password", "s3cret",
            "hub.keys.file", "/etc/hub/keys",
            "hub.drop-site.known-hosts", "/etc/hub/known_hosts",
            "hub.users.alice.password", "{noop}long and her own",
            "hub.users.alice.roles", "viewer");

    @Test
    void it_starts_on_servers_and_passwords_of_its_own() {
        assertThatCode(() -> ProductionGuard.check(with("hub.senders.maple.password", "its own")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "hub.database.password, demo",
        "hub.broker.password, demo",
        "hub.senders.maple.password, demo",
        "hub.users.alice.password, {noop}demo",
        "hub.users.alice.password, demo",
        "hub.users.alice.password, {bcrypt}"
    })
    void it_rejects_the_demo_password(String setting, String password) {
        String refused = password.startsWith("{bcrypt}")
                ? "{bcrypt}" + new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder().encode("demo")
                : password;
        assertThatThrownBy(() -> ProductionGuard.check(with(setting, refused)))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The setting " + setting + " has the demo password.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.database.url",
                "hub.database.username",
                "hub.broker.url",
                "hub.broker.username",
                "hub.broker.password",
                "hub.keys.file"
            })
    void it_reports_a_missing_setting(String setting) {
        assertThatThrownBy(() -> ProductionGuard.check(with(setting, "")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(setting);
    }

    @Test
    void it_rejects_the_demo() {
        assertThatThrownBy(() -> ProductionGuard.check(with("hub.demo.enabled", "true")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("demo is not available");
    }

    @Test
    void the_hub_itself_does_not_start_any_part() {
        SpringApplication hub = new SpringApplication(TradesHub.class);
        assertThatThrownBy(() -> hub.run("--hub.composition=production", "--hub.database.url=jdbc:postgresql://x/y"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("hub.database.username");
        assertThatThrownBy(() -> hub.run("--hub.composition=both"))
                .isInstanceOfSatisfying(StartFailure.class, failure -> assertThat(
                                failure.remedy().en())
                        .contains("embedded")
                        .contains("production"));
    }

    private static Environment with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(FIT);
        settings.put(setting, value);
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return environment;
    }
}
