// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.request.ExclusiveParametersException;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.RequestFault;
import ca.tradeshub.console.request.UnknownParameterException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Errors of the API, version 1, as {@code application/problem+json}: the code, what happened and what to do. Errors of
 * the pages and of the earlier API stay as they are. A failure of the hub itself is left to the error page, whose
 * reference the log has too.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiErrors implements ResponseBodyAdvice<Object> {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final String PATH = "/api/v1";

    /** A value that a parameter or the body cannot have: the problem names the parameter and does not repeat the value. */
    @ExceptionHandler({
        InvalidParameterException.class,
        TypeMismatchException.class,
        BindException.class,
        MissingServletRequestParameterException.class,
        HttpMessageNotReadableException.class,
        MultipartException.class
    })
    ResponseEntity<ProblemDetail> invalid(Exception e, HttpServletRequest request) throws Exception {
        RequestFault fault = RequestFault.of(e);
        if (!isOurs(request) || fault == null) {
            throw e;
        }
        if (fault.isAddress()) {
            return problem(HttpStatus.NOT_FOUND, "NOT-FOUND");
        }
        if (e instanceof MultipartException) {
            return problem(HttpStatus.BAD_REQUEST, "REQUEST-INVALID");
        }
        if (e instanceof HttpMessageNotReadableException) {
            return problem(HttpStatus.BAD_REQUEST, isCsv(request) ? "NOT-CSV" : "BODY-INVALID");
        }
        return fault.accepted() == null
                ? problem(HttpStatus.BAD_REQUEST, "PARAMETER-MISSING", fault.parameter())
                : problem(HttpStatus.BAD_REQUEST, "PARAMETER-INVALID", fault.parameter(), fault.accepted());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> exclusive(ExclusiveParametersException e, HttpServletRequest request) {
        if (!isOurs(request)) {
            throw e;
        }
        return problem(HttpStatus.BAD_REQUEST, "PARAMETERS-EXCLUSIVE", e.parameter(), e.other());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownParameterException e) {
        return problem(HttpStatus.BAD_REQUEST, "PARAMETER-UNKNOWN", e.known());
    }

    /** Every other error that has a status of the client's. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(Exception e, HttpServletRequest request) throws Exception {
        if (!isOurs(request)
                || !(e instanceof ErrorResponse response)
                || !response.getStatusCode().is4xxClientError()) {
            throw e;
        }
        if (ApiProblem.hasCode(response.getBody())) {
            return ApiProblem.response(response.getBody());
        }
        HttpStatusCode status = response.getStatusCode();
        return switch (status.value()) {
            case 404 -> problem(status, "NOT-FOUND");
            case 405 -> problem(status, "METHOD-NOT-ALLOWED");
            case 406 -> problem(status, "NOT-ACCEPTABLE");
            case 409 -> problem(status, "CONFLICT");
            case 413 -> problem(status, "TOO-LARGE");
            case 415 -> problem(status, wantsCsv(e) ? "NOT-CSV" : "NOT-JSON");
            default -> problem(status, "REQUEST-INVALID");
        };
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    /** The address, which Spring adds to a problem, may have the number of a person. */
    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem) {
            problem.setInstance(null);
        }
        return body;
    }

    /** Whether a body states that it is CSV: one that cannot be read then is empty. */
    private static boolean isCsv(HttpServletRequest request) {
        return request.getContentType() != null
                && MediaType.parseMediaType(request.getContentType()).isCompatibleWith(CSV);
    }

    private static boolean wantsCsv(Exception e) {
        return e instanceof HttpMediaTypeNotSupportedException unsupported
                && unsupported.getSupportedMediaTypes().contains(CSV);
    }

    private static boolean isOurs(HttpServletRequest request) {
        return request.getRequestURI().startsWith(PATH);
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatusCode status, String code, Object... values) {
        return ApiProblem.response(ApiProblem.of(status, code, values));
    }
}
