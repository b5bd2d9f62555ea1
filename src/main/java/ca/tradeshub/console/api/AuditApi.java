// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.audit.AuditVerification;
import ca.tradeshub.audit.AuditVerification.KnownEntry;
import ca.tradeshub.console.request.InvalidParameterException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit chain by the API. */
@RestController
@RequestMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
        name = "Audit",
        description = "The entries about what the hub and its users did, each with the hash of the one before.")
class AuditApi {

    private static final Pattern KNOWN = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    private final AuditTrail audit;

    AuditApi(AuditTrail audit) {
        this.audit = audit;
    }

    /**
     * Verifies the audit chain.
     *
     * @param known an entry noted earlier that the chain must have, as position:hash
     */
    @Operation(operationId = "verifyAudit", summary = "Verifies the audit chain from its first entry to its last.")
    @GetMapping("/verification")
    AuditVerification verification(@RequestParam(required = false) @Nullable String known) {
        return audit.verify(entry(known));
    }

    private static @Nullable KnownEntry entry(@Nullable String known) {
        String text = InvalidParameterException.text(known);
        if (text == null) {
            return null;
        }
        Matcher matcher = KNOWN.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidParameterException("known", "<position>:<sha256>");
        }
        return new KnownEntry(Long.parseLong(matcher.group(1)), matcher.group(2));
    }
}
