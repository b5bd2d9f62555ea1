// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.stereotype.Component;

/**
 * The console's sentences for templates: {@code #{key(value)}} in a template is a key of this package's
 * {@code messages_en.properties} and {@code messages_fr.properties}. The bean's name is the one by which Spring finds
 * it.
 */
@Component("messageSource")
public class PageMessages implements MessageSource {

    private static final Messages MESSAGES = Messages.of(PageMessages.class);

    /** A sentence in both languages, for what is shown on a later page. */
    public static Text text(String key, Object... values) {
        return MESSAGES.text(key, values);
    }

    @Override
    public @Nullable String getMessage(
            String key, Object @Nullable [] values, @Nullable String otherwise, Locale locale) {
        return MESSAGES.has(key)
                ? MESSAGES.in(Language.of(locale.getLanguage()), key, values == null ? new Object[0] : values)
                : otherwise;
    }

    @Override
    public String getMessage(String key, Object @Nullable [] values, Locale locale) {
        String sentence = getMessage(key, values, null, locale);
        if (sentence == null) {
            throw new NoSuchMessageException(key, locale);
        }
        return sentence;
    }

    @Override
    public String getMessage(MessageSourceResolvable resolvable, Locale locale) {
        String[] keys = resolvable.getCodes();
        for (String key : keys == null ? new String[0] : keys) {
            if (MESSAGES.has(key)) {
                return getMessage(key, resolvable.getArguments(), locale);
            }
        }
        if (resolvable.getDefaultMessage() == null) {
            throw new NoSuchMessageException(keys == null || keys.length == 0 ? "" : keys[0], locale);
        }
        return resolvable.getDefaultMessage();
    }
}
