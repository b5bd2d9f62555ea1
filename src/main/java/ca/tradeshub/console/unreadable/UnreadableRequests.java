// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.unreadable;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.PageMessages;
import ca.tradeshub.console.api.ApiProblem;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * What the hub responds to a request that the server or the firewall refuses before any part of the hub gets it: an address
 * that cannot be decoded or that is ambiguous, or a first line that is not HTTP. The API responds with a problem, everything else with
 * a page of the hub.
 */
@Configuration(proxyBeanMethods = false)
class UnreadableRequests {

    private static final String API = "/api/";
    private static final String INVALID = "REQUEST-INVALID";

    /** The server adds a report of its own unless it finds that of the named class. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> reports(ObjectMapper json) {
        return server -> server.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(Report.class.getName());
            host.getPipeline().addValve(new Report(json));
        });
    }

    /** What the firewall refuses is refused before the headers of pages are written. */
    @Bean
    RequestRejectedHandler rejected(ObjectMapper json) {
        return (request, response, e) -> {
            HttpStatus status = HttpStatus.BAD_REQUEST;
            addHeaders(response);
            if (isOfApi(request)) {
                response.setStatus(status.value());
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                json.writeValue(response.getOutputStream(), ApiProblem.of(status, INVALID));
            } else {
                response.sendError(status.value());
            }
        };
    }

    /** A first line that cannot be read has no address, and its request has none either. */
    private static boolean isOfApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path != null && path.startsWith(API);
    }

    private static void addHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", PageHeaders.CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The response to what no page and no operation has responded to. */
    static final class Report extends ErrorReportValve {

        private static final int CLIENT_ERROR = 400;
        private static final int SERVER_ERROR = 500;

        /** The language of the reader is not known: a request that cannot be read may have no headers. */
        private static final String PAGE =
                """
                <!DOCTYPE html>
                <html lang="en-CA">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%1$s · %2$s</title>
                  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="/console.css">
                </head>
                <body class="login">
                <header class="top"><a class="brand" href="/">%2$s</a></header>
                <main id="content">
                  <h1>%1$s</h1>
                  <p><a href="/">%3$s</a></p>
                  <div lang="fr-CA">
                    <h2>%4$s</h2>
                    <p><a href="/?lang=fr">%5$s</a></p>
                  </div>
                </main>
                </body>
                </html>
                """;

        private final ObjectMapper json;

        Report(ObjectMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            int status = response.getStatus();
            if (status < CLIENT_ERROR
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()
                    || !canRespond(response)) {
                return;
            }
            try {
                addHeaders(response);
                if (isOfApi(request)) {
                    write(response, MediaType.APPLICATION_PROBLEM_JSON_VALUE, problem(status));
                } else {
                    write(response, MediaType.TEXT_HTML_VALUE, page(status));
                }
            } catch (IOException | IllegalStateException e) {
                // The connection is closed, or the response has begun: nothing can be reported.
                container.getLogger().debug("An error was not reported", e);
            }
        }

        private static boolean canRespond(Response response) {
            AtomicBoolean isAllowed = new AtomicBoolean();
            response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, isAllowed);
            return isAllowed.get();
        }

        private String problem(int status) throws IOException {
            return json.writeValueAsString(
                    ApiProblem.of(HttpStatusCode.valueOf(status), status < SERVER_ERROR ? INVALID : "HUB-FAILED"));
        }

        private static String page(int status) {
            Text what = PageMessages.text(status < SERVER_ERROR ? "error.400" : "error.500");
            Text back = PageMessages.text("error.back");
            return PAGE.formatted(what.en(), PageMessages.text("product").en(), back.en(), what.fr(), back.fr());
        }

        private static void write(Response response, String type, String content) throws IOException {
            response.setContentType(type);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            Writer out = response.getReporter();
            if (out != null) {
                out.write(content);
                response.finishResponse();
            }
        }
    }
}
