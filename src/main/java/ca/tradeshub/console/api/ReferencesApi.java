// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedTexts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** References of keys by the API. The key is in the body, so that it is in no address and in no log. */
@RestController
@Tag(name = "References", description = "Makes the references by which addresses name keys.")
class ReferencesApi {

    private static final int LONGEST = 200;

    private final SealedTexts sealed;

    ReferencesApi(SealedTexts sealed) {
        this.sealed = sealed;
    }

    /**
     * What an address is to name.
     *
     * @param text the key of a record, decision, message or claim, or the part of a key by which exceptions are filtered
     */
    record WantedReference(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String text) {}

    /**
     * How an address names it.
     *
     * @param reference the value of the parameter {@code key} or {@code claim}; this hub opens it as long as its key
     *     ring has the key of today
     */
    record Reference(String reference) {}

    @PostMapping(
            path = "/api/v1/references",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "makeReference", summary = "Gives the reference by which an address names a key.")
    Reference make(@RequestBody WantedReference wanted) {
        String text = InvalidParameterException.text(wanted.text());
        if (text == null || text.length() > LONGEST) {
            throw new InvalidParameterException("text", "1 … 200");
        }
        return new Reference(sealed.of(text).reference());
    }
}
