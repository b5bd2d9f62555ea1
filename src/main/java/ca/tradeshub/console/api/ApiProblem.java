// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A problem of the API: its code, what happened and what to do in both languages. */
public final class ApiProblem {

    private static final Messages MESSAGES = Messages.of(ApiProblem.class);

    private ApiProblem() {}

    /** A problem that the messages of this package describe under its code. */
    public static ProblemDetail of(HttpStatusCode status, String code, Object... values) {
        String key = code.toLowerCase(Locale.ROOT);
        return of(status, code, MESSAGES.text(key, values), MESSAGES.text(key + ".remedy", values));
    }

    /** A problem that the caller describes, with what the messages of this package advise under another code. */
    public static ProblemDetail of(HttpStatusCode status, String code, Text what, String advised) {
        return of(status, code, what, MESSAGES.text(advised.toLowerCase(Locale.ROOT) + ".remedy"));
    }

    private static ProblemDetail of(HttpStatusCode status, String code, Text what, Text remedy) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setTitle(what.en());
        problem.setDetail(remedy.en());
        problem.setProperty("code", code);
        problem.setProperty("message", what);
        problem.setProperty("remedy", remedy);
        return problem;
    }

    /** Whether a problem is one of these. */
    static boolean hasCode(ProblemDetail problem) {
        Map<String, Object> properties = problem.getProperties();
        return properties != null && properties.containsKey("code");
    }

    /** The problem as it is sent. */
    public static ResponseEntity<ProblemDetail> response(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
