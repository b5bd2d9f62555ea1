// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.Resolution;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The audit entries of what persons do: who did what to which exception. They quote neither reasons nor notes, but have
 * their digests, so that a reason changed in the database does not match the chain any more.
 */
final class ActionAudit {

    private ActionAudit() {}

    static AuditTrail.Act act(
            String user, String action, ExceptionCase exception, @Nullable Resolution resolution, Map<String, ?> more) {
        Map<String, Object> detail = new TreeMap<>(more);
        detail.put("basis", exception.basis());
        if (resolution != null) {
            detail.put("resolution", resolution.id());
            detail.put("kind", resolution.kind().name());
            if (resolution.chosen() != null) {
                detail.put("chosen", resolution.chosen());
            }
            detail.put("reasonSha256", Sha256.hex(resolution.reason()));
            Resolution.UndoRequest request = resolution.undoRequest();
            if (resolution.undoReason() == null && request != null) {
                detail.put("undoReasonSha256", Sha256.hex(request.reason()));
            }
            if (resolution.undoReason() != null) {
                detail.put("undoReasonSha256", Sha256.hex(resolution.undoReason()));
            }
        }
        return new AuditTrail.Act("user:" + user, action, "exception:" + exception.id(), detail);
    }
}
