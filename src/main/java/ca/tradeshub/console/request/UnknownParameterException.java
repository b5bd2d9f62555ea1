// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import java.util.SortedSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** An address has a parameter that its operation does not read. Its name may be anything and is not repeated here. */
public final class UnknownParameterException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    private final String known;

    UnknownParameterException(SortedSet<String> known) {
        super(HttpStatus.BAD_REQUEST);
        this.known = known.isEmpty() ? "–" : String.join(", ", known);
    }

    /** The parameters that the operation reads. */
    public String known() {
        return known;
    }
}
