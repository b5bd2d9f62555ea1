// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerExceptionResolver;

/**
 * Notes a request with a value that it cannot have, in place of Spring, whose log entries and exceptions repeat the value:
 * it may be the number of a person. The log gets the pattern of the address and the name of the parameter, and the error
 * page the name.
 */
@Component
class RequestFaults implements WebMvcConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestFaults.class);
    private static final String API = "/api/";

    /** No resolver logs an exception: all of them are given here first. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.forEach(RequestFaults::silence);
        resolvers.add(0, RequestFaults::note);
    }

    private static void silence(HandlerExceptionResolver resolver) {
        if (resolver instanceof AbstractHandlerExceptionResolver speaking) {
            speaking.setWarnLogCategory("");
        }
    }

    private static @Nullable ModelAndView note(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        RequestFault fault = RequestFault.of(failure);
        if (fault == null) {
            return null;
        }
        request.setAttribute(RequestFault.class.getName(), fault);
        LOG.warn(
                "A request to {} was refused: the value of {} is missing or has the wrong form",
                request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                fault.parameter());
        if (request.getRequestURI().startsWith(API)) {
            return null;
        }
        return fault.isAddress()
                ? error(response, HttpStatus.NOT_FOUND)
                : RequestFault.isUnreadableForm(failure) ? error(response, HttpStatus.BAD_REQUEST) : null;
    }

    private static ModelAndView error(HttpServletResponse response, HttpStatus status) {
        try {
            response.sendError(status.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
