// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import jakarta.validation.MessageInterpolator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sentences of violated constraints in both languages: those of the validator, and those of the hub's settings. */
final class ConstraintTexts implements MessageInterpolator {

    private static final Messages MESSAGES = Messages.of(ConstraintTexts.class);
    private static final String OWN = "constraint.";

    private final MessageInterpolator validator;
    private final Map<String, Text> found = new ConcurrentHashMap<>();

    ConstraintTexts(MessageInterpolator validator) {
        this.validator = validator;
    }

    /** A sentence that the validator reported in English. */
    Text of(String english) {
        return found.getOrDefault(english, new Text(english, english));
    }

    @Override
    public String interpolate(String template, Context context) {
        return interpolate(template, context, Locale.ENGLISH);
    }

    @Override
    public String interpolate(String template, Context context, Locale ignored) {
        String english = validator.interpolate(template, context, Locale.ENGLISH);
        String french = own(english);
        found.put(
                english,
                new Text(english, french == null ? validator.interpolate(template, context, Locale.FRENCH) : french));
        return english;
    }

    /** The French of a sentence that the settings declare in English, null when it is one of the validator. */
    private static @Nullable String own(String english) {
        return MESSAGES.keys().stream()
                .filter(key ->
                        key.startsWith(OWN) && MESSAGES.in(Language.EN, key).equals(english))
                .findFirst()
                .map(key -> MESSAGES.in(Language.FR, key))
                .orElse(null);
    }
}
