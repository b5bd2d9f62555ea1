package ca.tradeshub.platform.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class RouteFailureAnalyzerTest {

    @Test
    void a_start_that_routes_stop_is_told_in_two_sentences() {
        assertThat(told(new FailedToCreateRouteException("Duplicate route ids detected: alarms")))
                .startsWith("The routes cannot be started: ")
                .contains("Duplicate route ids detected: alarms");
        assertThat(told(new RuntimeCamelException(new NoSuchFileException("routes.d"))))
                .isEqualTo("The routes cannot be started: routes.d is not there.");
    }

    private static String told(RuntimeCamelException failure) {
        FailureAnalysis analysis =
                new RouteFailureAnalyzer().analyze(new IllegalStateException("Camel did not start", failure));
        assertThat(analysis.getAction()).contains("check-config");
        assertThat(SpringFactoriesLoader.loadFactoryNames(FailureAnalyzer.class, null))
                .contains(RouteFailureAnalyzer.class.getName());
        return analysis.getDescription();
    }
}
