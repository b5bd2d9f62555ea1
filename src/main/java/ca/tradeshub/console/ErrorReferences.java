// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.console.request.RequestFault;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/**
 * Gives each failure of the hub a reference, which the error page shows and the log records with the cause. A user reports
 * the reference; the page itself shows no cause.
 */
@Component
class ErrorReferences extends DefaultErrorAttributes {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReferences.class);

    private static final int SERVER_ERROR = 500;
    private static final int TOO_LARGE = 413;
    private static final int REFERENCE_LENGTH = 8;

    private final ConsoleSettings settings;

    ErrorReferences(ConsoleSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        // The address may have the number or the name of a person.
        Map<String, Object> attributes =
                super.getErrorAttributes(request, options.excluding(ErrorAttributeOptions.Include.PATH));
        if (attributes.get("status") instanceof Integer status && status >= SERVER_ERROR) {
            String reference = UUID.randomUUID().toString().substring(0, REFERENCE_LENGTH);
            LOG.error("Reference {}: request failed with status {}", reference, status, getError(request));
            attributes.put("reference", reference);
        } else if (attributes.get("status") instanceof Integer status && status == TOO_LARGE) {
            attributes.put("megabytes", settings.uploadLimit().toMegabytes());
        }
        if (request.getAttribute(WebAttributes.ACCESS_DENIED_403, RequestAttributes.SCOPE_REQUEST)
                instanceof CsrfException) {
            attributes.put("stale", true);
        }
        if (request.getAttribute(RequestFault.class.getName(), RequestAttributes.SCOPE_REQUEST)
                instanceof RequestFault fault) {
            attributes.put("fault", fault);
        }
        return attributes;
    }
}
