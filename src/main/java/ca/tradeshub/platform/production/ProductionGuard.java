// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.production;

import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.DatabaseSettings;
import ca.tradeshub.platform.settings.DemoSettings;
import ca.tradeshub.platform.settings.DropSiteAccounts;
import ca.tradeshub.platform.settings.HubSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Prevents the production composition from starting without its servers or with a demo password. */
public final class ProductionGuard {

    private static final String DEMO = "demo";

    private ProductionGuard() {}

    /**
     * Checks the settings before any part starts.
     *
     * @throws StartFailure for the first setting that is missing or not allowed in production
     */
    public static void check(Environment environment) {
        failures(environment).stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
    }

    /** One failure for each setting that is missing or not allowed in production. */
    public static List<StartFailure> failures(Environment environment) {
        Binder binder = Binder.get(environment);
        List<StartFailure> failures = new ArrayList<>();
        if (binder.bindOrCreate("hub.demo", DemoSettings.class).enabled()) {
            failures.add(new StartFailure("production.demo"));
        }
        DatabaseSettings database = binder.bindOrCreate("hub.database", DatabaseSettings.class);
        BrokerSettings broker = binder.bindOrCreate("hub.broker", BrokerSettings.class);
        Map<String, String> required = new LinkedHashMap<>();
        required.put("hub.database.url", database.url());
        required.put("hub.database.username", database.username());
        required.put("hub.broker.url", broker.url());
        required.put("hub.broker.username", broker.username());
        required.put("hub.broker.password", broker.password());
        required.put("hub.keys.file", environment.getProperty("hub.keys.file", ""));
        required.forEach((name, value) -> {
            if (value.isBlank()) {
                failures.add(new StartFailure("production.required", name));
            }
        });
        demoPasswords(binder, environment, database, broker)
                .forEach(name -> failures.add(new StartFailure("production.password", name)));
        return failures;
    }

    private static List<String> demoPasswords(
            Binder binder, Environment environment, DatabaseSettings database, BrokerSettings broker) {
        Map<String, String> passwords = new LinkedHashMap<>();
        passwords.put("hub.database.password", database.password());
        passwords.put("hub.broker.password", broker.password());
        new DropSiteAccounts(environment)
                .passwords()
                .forEach((sender, password) -> passwords.put("hub.senders." + sender + ".password", password));
        List<String> demo = new ArrayList<>();
        passwords.forEach((name, password) -> {
            if (DEMO.equals(password)) {
                demo.add(name);
            }
        });
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        binder.bindOrCreate("hub", HubSettings.class).users().forEach((name, user) -> {
            if (user.password().equals(DEMO)
                    || user.password().startsWith("{") && encoder.matches(DEMO, user.password())) {
                demo.add("hub.users." + name + ".password");
            }
        });
        return demo;
    }
}
