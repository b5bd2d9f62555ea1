package ca.tradeshub.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Keeps the production composition from starting without its servers or on a password everybody knows. */
final class ProductionGuard {

    private static final String DEMO = "demo";

    private ProductionGuard() {}

    /**
     * Checks the settings before any part starts.
     *
     * @throws StartFailure naming the first setting that is missing or not fit for production
     */
    static void check(Environment environment) {
        Binder binder = Binder.get(environment);
        if (binder.bindOrCreate("hub.demo", DemoSettings.class).enabled()) {
            throw new StartFailure(
                    "The production composition has no demo.", "Start it without --demo and hub.demo.enabled.");
        }
        DatabaseSettings database = binder.bindOrCreate("hub.database", DatabaseSettings.class);
        BrokerSettings broker = binder.bindOrCreate("hub.broker", BrokerSettings.class);
        require("hub.database.url", database.url());
        require("hub.database.username", database.username());
        require("hub.broker.url", broker.url());
        require("hub.broker.username", broker.username());
        require("hub.broker.password", broker.password());
        require("hub.keys.file", environment.getProperty("hub.keys.file", ""));

        Map<String, String> passwords = new LinkedHashMap<>();
        passwords.put("hub.database.password", database.password());
        passwords.put("hub.broker.password", broker.password());
        new DropSiteAccounts(environment)
                .passwords()
                .forEach((sender, password) -> passwords.put("hub.senders." + sender + ".password", password));
        passwords.forEach((name, password) -> refuseDemo(name, DEMO.equals(password)));
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        binder.bindOrCreate("hub", HubSettings.class)
                .users()
                .forEach((name, user) -> refuseDemo(
                        "hub.users." + name + ".password",
                        user.password().equals(DEMO)
                                || user.password().startsWith("{") && encoder.matches(DEMO, user.password())));
    }

    private static void require(String name, String value) {
        if (value.isBlank()) {
            throw new StartFailure(
                    "The production composition needs the setting " + name + ".",
                    "Set it, or start the embedded composition.");
        }
    }

    private static void refuseDemo(String name, boolean demo) {
        if (demo) {
            throw new StartFailure(
                    "The setting " + name + " is the demo password.",
                    "The production composition starts on passwords of its own only.");
        }
    }
}
