// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * What is wrong with a request that names a value that its address or body cannot have: which parameter, and never its
 * value.
 *
 * @param parameter the name of the parameter, {@code body} for the body
 * @param accepted what the parameter takes, null when that is not known
 * @param isAddress whether the value is a part of the path, so that nothing exists at the address
 * @param other a parameter that excludes this one, null when the value is at fault
 */
public record RequestFault(String parameter, @Nullable String accepted, boolean isAddress, @Nullable String other) {

    private static final String BODY = "body";

    /** What an exception says of a request; null for any other failure. */
    public static @Nullable RequestFault of(Exception failure) {
        if (failure instanceof InvalidParameterException invalid) {
            return new RequestFault(invalid.parameter(), invalid.accepted(), false, null);
        }
        if (failure instanceof ExclusiveParametersException exclusive) {
            return new RequestFault(exclusive.parameter(), null, false, exclusive.other());
        }
        if (failure instanceof MethodArgumentTypeMismatchException mistyped) {
            return new RequestFault(
                    mistyped.getName(), null, mistyped.getParameter().hasParameterAnnotation(PathVariable.class), null);
        }
        if (failure instanceof MissingServletRequestParameterException missing) {
            return new RequestFault(missing.getParameterName(), null, false, null);
        }
        if (failure instanceof MissingServletRequestPartException missing) {
            return new RequestFault(missing.getRequestPartName(), null, false, null);
        }
        if (failure instanceof BindException unbound) {
            return new RequestFault(field(unbound.getBindingResult()), null, false, null);
        }
        return failure instanceof HttpMessageNotReadableException || isUnreadableForm(failure)
                ? new RequestFault(BODY, null, false, null)
                : null;
    }

    /** Whether the address has a plain key, where it must have a reference. */
    public boolean isKey() {
        return SealedText.ACCEPTED.equals(accepted);
    }

    /** Whether a form with a file could not be read; one that is too large has a status of its own. */
    static boolean isUnreadableForm(Exception failure) {
        return failure instanceof MultipartException && !(failure instanceof MaxUploadSizeExceededException);
    }

    private static String field(BindingResult result) {
        FieldError error = result.getFieldError();
        return error == null ? result.getObjectName() : error.getField();
    }
}
