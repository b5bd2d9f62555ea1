// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RuntimeCamelException;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class RouteFailureAnalyzerTest {

    @Test
    void a_start_that_routes_prevent_is_reported_in_two_sentences() {
        assertThat(told(new FailedToCreateRouteException("Duplicate route ids detected: alarms")))
                .startsWith("The routes did not start: ")
                .contains("Duplicate route ids detected: alarms");
        assertThat(told(new RuntimeCamelException(new NoSuchFileException("routes.d"))))
                .isEqualTo("The routes did not start: routes.d does not exist.");
    }

    private static String told(RuntimeCamelException failure) {
        FailureAnalysis analysis =
                new RouteFailureAnalyzer().analyze(new IllegalStateException("Camel did not start", failure));
        assertThat(analysis.getAction()).contains("check-config");
        // As Spring Boot loads them: analyzers of libraries that are absent are skipped.
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(
                                FailureAnalyzer.class,
                                ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                                        .and(Environment.class, new StandardEnvironment()),
                                FailureHandler.logging(LogFactory.getLog(RouteFailureAnalyzerTest.class))))
                .hasAtLeastOneElementOfType(RouteFailureAnalyzer.class);
        return analysis.getDescription();
    }
}
