// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import ca.tradeshub.overview.search.Search;
import ca.tradeshub.protection.SinProtection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/**
 * Makes and opens the references by which addresses name keys: {@code ${@sealed.of(key)}} in a template. What a reader
 * types is sent in the body of a request and becomes a reference before it becomes part of an address.
 */
@Component("sealed")
public class SealedTexts implements Converter<String, SealedText> {

    private final SinProtection protection;
    private final Search search;

    SealedTexts(SinProtection protection, Search search) {
        this.protection = protection;
        this.search = search;
    }

    /** The text with its reference. */
    public SealedText of(String text) {
        return new SealedText(protection.reference(text), text);
    }

    /** The text of a parameter as a page may repeat it: as the search repeats what was searched for. */
    public String shown(SealedText parameter) {
        String text = parameter.text();
        return text == null ? "" : search.shown(text);
    }

    /** A parameter of an address; null for an empty one. */
    @Override
    public @Nullable SealedText convert(String parameter) {
        String reference = InvalidParameterException.text(parameter);
        return reference == null
                ? null
                : protection
                        .openReference(reference)
                        .map(text -> new SealedText(reference, text))
                        .orElseGet(() -> new SealedText("", null));
    }
}
