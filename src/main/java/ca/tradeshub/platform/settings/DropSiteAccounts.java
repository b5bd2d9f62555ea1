// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The senders' accounts on the embedded drop site, read from {@code hub.senders}. */
@Component
public class DropSiteAccounts {

    private final Map<String, String> passwords = new TreeMap<>();

    public DropSiteAccounts(Environment environment) {
        Binder.get(environment)
                .bind("hub.senders", Bindable.mapOf(String.class, Account.class))
                .orElse(Map.of())
                .forEach((sender, account) -> {
                    if (account.password() != null) {
                        passwords.put(sender, account.password());
                    }
                });
    }

    /** The password of each sender, by its name. */
    public Map<String, String> passwords() {
        return passwords;
    }

    /** What the drop site needs of a sender. */
    record Account(@Nullable String password) {}
}
