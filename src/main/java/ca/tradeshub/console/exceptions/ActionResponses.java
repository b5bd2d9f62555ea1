// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.api.ApiProblem;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/**
 * What the API responds to an action on exceptions: the results, or a problem with the code of the first result when
 * nothing was done. The problem has the results too, because each exception has a reason of its own.
 */
final class ActionResponses {

    private static final int MOST_AT_ONCE = 1000;

    private ActionResponses() {}

    /** The response to an action on one exception. */
    static ResponseEntity<?> of(Result result) {
        return result.isDone() ? ResponseEntity.ok(result) : ApiProblem.response(problem(result));
    }

    /** The response to an action on several exceptions. */
    static ResponseEntity<?> of(List<Result> results) {
        if (results.stream().anyMatch(Result::isDone)) {
            return ResponseEntity.ok(results);
        }
        ProblemDetail problem = problem(results.get(0));
        if (results.stream().map(ActionResponses::status).distinct().count() > 1) {
            problem.setStatus(HttpStatus.CONFLICT);
        }
        problem.setProperty("results", results);
        return ApiProblem.response(problem);
    }

    private static ProblemDetail problem(Result result) {
        Text what = Objects.requireNonNull(result.problem(), "a problem");
        ProblemDetail problem =
                ApiProblem.of(status(result), Objects.requireNonNull(result.code(), "a code"), what, advice(result));
        problem.setProperty("exception", result.exception());
        if (advice(result).equals("NO-USER")) {
            problem.setProperty("field", "to");
        }
        return problem;
    }

    private static HttpStatus status(Result result) {
        return switch (advice(result)) {
            case "NOT-FOUND" -> HttpStatus.NOT_FOUND;
            case "OPTION", "TEXT", "NO-USER" -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.CONFLICT;
        };
    }

    /** The code whose remedy fits. */
    private static String advice(Result result) {
        return switch (String.valueOf(result.code())) {
            case "EXCEPTION-UNKNOWN", "EXCEPTION-RESOLUTION" -> "NOT-FOUND";
            case "EXCEPTION-KIND", "EXCEPTION-CHOICE", "EXCEPTION-NO-CHOICE" -> "OPTION";
            case "EXCEPTION-AUTHOR" -> "AUTHOR";
            case "EXCEPTION-NOT-AUTHOR" -> "NOT-AUTHOR";
            case "EXCEPTION-NO-USER" -> "NO-USER";
            case "EXCEPTION-REASON", "EXCEPTION-NOTE", "EXCEPTION-ASSIGNEE" -> "TEXT";
            default -> "CONFLICT";
        };
    }

    /** A value that a body must have. */
    static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw invalid("FIELD-MISSING", field);
        }
        return value;
    }

    /** The exceptions of a request, or what is decided about them, at least one and not too many. */
    static <T> List<T> bounded(String field, @Nullable List<@Nullable T> wanted) {
        if (wanted == null || wanted.isEmpty() || wanted.size() > MOST_AT_ONCE) {
            throw invalid("EXCEPTIONS-COUNT", MOST_AT_ONCE);
        }
        return wanted.stream().map(each -> given(field, each)).toList();
    }

    private static ErrorResponseException invalid(String code, Object... values) {
        return new ErrorResponseException(
                HttpStatus.BAD_REQUEST, ApiProblem.of(HttpStatus.BAD_REQUEST, code, values), null);
    }
}
