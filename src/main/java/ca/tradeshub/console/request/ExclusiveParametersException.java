// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A request has two parameters of which it can have one only: the other would be left out without a word. */
public final class ExclusiveParametersException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String other;

    /** Two parameters that exclude each other. */
    public ExclusiveParametersException(String parameter, String other) {
        super(HttpStatus.BAD_REQUEST);
        this.parameter = parameter;
        this.other = other;
    }

    /** The name of one of them. */
    public String parameter() {
        return parameter;
    }

    /** The name of the other one. */
    public String other() {
        return other;
    }
}
