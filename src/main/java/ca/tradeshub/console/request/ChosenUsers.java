// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import ca.tradeshub.protection.SinProtection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Makes and reads the parameter that names a user. */
@Component
public class ChosenUsers implements Converter<String, ChosenUser> {

    private static final Set<String> WORDS = Set.of(ChosenUser.ME, ChosenUser.NONE);

    private final SinProtection protection;

    ChosenUsers(SinProtection protection) {
        this.protection = protection;
    }

    /** A word, or a login name with its reference. */
    public ChosenUser of(String text) {
        return new ChosenUser(WORDS.contains(text) ? text : protection.reference(text), text);
    }

    /** A parameter of an address; null for an empty one. */
    @Override
    public @Nullable ChosenUser convert(String parameter) {
        String written = InvalidParameterException.text(parameter);
        if (written == null || WORDS.contains(written)) {
            return written == null ? null : new ChosenUser(written, written);
        }
        return protection
                .openReference(written)
                .map(user -> new ChosenUser(written, user))
                .orElseGet(() -> new ChosenUser("", null));
    }
}
