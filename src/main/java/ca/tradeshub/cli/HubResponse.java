// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The response of a hub to a request that it accepted.
 *
 * @param status the HTTP status
 * @param body the JSON it returned
 */
record HubResponse(int status, String body) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Whether the hub is already doing what was requested. */
    boolean isConflict() {
        return status == RunningHub.CONFLICT;
    }

    /**
     * The body as a value.
     *
     * @throws CommandFailure when the body has another form
     */
    <T> T as(Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(e, "format");
        }
    }

    /** The body, set out for a reader. */
    String pretty() {
        try {
            return JSON.readTree(body).toPrettyString();
        } catch (JsonProcessingException e) {
            throw new CommandFailure(e, "not-json");
        }
    }
}
