// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** How large an upload may be, and what happens to a larger one. */
@Configuration(proxyBeanMethods = false)
class UploadLimit {

    /** The parts of a form around the file. */
    private static final DataSize FORM = DataSize.ofKilobytes(64);

    private final ConsoleSettings settings;

    UploadLimit(ConsoleSettings settings) {
        this.settings = settings;
    }

    private long most() {
        return settings.uploadLimit().toBytes() + FORM.toBytes();
    }

    @Bean
    MultipartConfigElement multipartLimits() {
        return new MultipartConfigElement("", most(), most(), 0);
    }

    /** An uploaded table is shown and sent again in a form, where Base64 and its escapes make it longer. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> formLimit() {
        return server ->
                server.addConnectorCustomizers(connector -> connector.setMaxPostSize(Math.toIntExact(2 * most())));
    }

    /**
     * Does not read the form again for an error page: a form that was too large would fail again, and the page would be
     * empty. The bean's name is the one by which Spring finds it.
     */
    @Bean
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver() {
            @Override
            public boolean isMultipart(HttpServletRequest request) {
                return request.getDispatcherType() != DispatcherType.ERROR && super.isMultipart(request);
            }
        };
    }

    /** @param resolver makes a problem of it for requests to the API */
    @Bean
    LargeUploads largeUploads(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        return new LargeUploads(most(), resolver);
    }

    /**
     * Responds to an upload over the limit with the status 413. It does so before anything reads the form: a form whose
     * token cannot be read is refused as a page that was open for too long.
     */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class LargeUploads extends OncePerRequestFilter {

        private final long most;
        private final HandlerExceptionResolver resolver;

        LargeUploads(long most, HandlerExceptionResolver resolver) {
            this.most = most;
            this.resolver = resolver;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (isUpload(request.getContentType()) && request.getContentLengthLong() > most) {
                HttpStatus status = HttpStatus.PAYLOAD_TOO_LARGE;
                if (resolver.resolveException(request, response, null, new ResponseStatusException(status)) == null) {
                    response.sendError(status.value());
                }
                return;
            }
            chain.doFilter(request, response);
        }

        /** A form with a file, or a table that is sent to the API. */
        private static boolean isUpload(@Nullable String type) {
            return type != null
                    && (type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE) || type.startsWith("text/csv"));
        }
    }
}
