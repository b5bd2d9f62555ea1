// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.exceptions.action.ResolutionSheet;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Objects;

/** Who sends a table of decisions: the user who logged in, with the rights of the roles. */
final class TableActor {

    private TableActor() {}

    static ResolutionSheet.Actor of(HttpServletRequest request) {
        Principal user = Objects.requireNonNull(request.getUserPrincipal(), "a user who logged in");
        return new ResolutionSheet.Actor(
                user.getName(), request.isUserInRole("OPERATOR"), request.isUserInRole("APPROVER"));
    }
}
