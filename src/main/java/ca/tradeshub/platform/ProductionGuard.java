package ca.tradeshub.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Keeps the production composition from starting without its servers or on a password everybody knows. */
@Component
@ProductionComposition
class ProductionGuard {

    private static final String DEMO = "demo";

    ProductionGuard(
            HubSettings hub,
            DemoSettings demo,
            DatabaseSettings database,
            BrokerSettings broker,
            DropSiteAccounts accounts,
            PasswordEncoder encoder) {
        if (demo.enabled()) {
            throw new StartFailure(
                    "The production composition has no demo.", "Start it without --demo and hub.demo.enabled.");
        }
        Map<String, String> required = new LinkedHashMap<>();
        required.put("hub.database.url", database.url());
        required.put("hub.database.username", database.username());
        required.put("hub.broker.url", broker.url());
        required.put("hub.broker.username", broker.username());
        required.put("hub.broker.password", broker.password());
        required.forEach((name, value) -> {
            if (value.isBlank()) {
                throw new StartFailure(
                        "The production composition needs the setting " + name + ".",
                        "Set it, or start the embedded composition.");
            }
        });
        Map<String, String> passwords = new LinkedHashMap<>();
        passwords.put("hub.database.password", database.password());
        passwords.put("hub.broker.password", broker.password());
        accounts.passwords()
                .forEach((sender, password) -> passwords.put("hub.senders." + sender + ".password", password));
        passwords.forEach((name, password) -> refuseDemo(name, DEMO.equals(password)));
        hub.users()
                .forEach((name, user) ->
                        refuseDemo("hub.users." + name + ".password", encoder.matches(DEMO, user.password())));
    }

    private static void refuseDemo(String name, boolean demo) {
        if (demo) {
            throw new StartFailure(
                    "The setting " + name + " is the demo password.",
                    "The production composition starts on passwords of its own only.");
        }
    }
}
