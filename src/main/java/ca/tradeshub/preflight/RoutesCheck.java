// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.platform.failure.FailureReason;
import ca.tradeshub.platform.routes.RouteFileReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.dsl.yaml.common.YamlSupport;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Checks that every route file loads, that its endpoints are valid, and that the beans and methods it refers to exist. The
 * routes are loaded into a context that is never started, over stubs of the beans, so no connection is made.
 */
final class RoutesCheck {

    private static final String AREA = "routes";
    private static final String PATTERN = "camel.main.routes-include-pattern";
    /** The value of every template parameter: valid as a text and as a number. */
    private static final String FILLED = "1";

    private static final List<String> KINDS = List.of("route", "routeTemplate", "routeConfiguration");

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{([A-Za-z]+)}}");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    private final OfflineSettings settings;
    private final Consumer<CheckResult> found;
    private final StubBeans beans = StubBeans.ofTheHub(FILLED);
    private final Set<String> names = new TreeSet<>();
    private final Map<String, String> configurations = new TreeMap<>();
    private int problems;
    private int endpoints;

    RoutesCheck(OfflineSettings settings, Consumer<CheckResult> found) {
        this.settings = settings;
        this.found = found;
    }

    void run() {
        String pattern = settings.environment().getRequiredProperty(PATTERN);
        List<Resource> files = files(pattern);
        if (files.isEmpty()) {
            problem("routes.none", pattern);
            return;
        }
        DefaultCamelContext camel = context(settings.environment());
        for (Resource file : files) {
            check(camel, file);
        }
        templates();
        configurations();
        left(pattern);
        camel.stop();
        if (problems == 0 && endpoints == 0) {
            problem("routes.empty", pattern);
        }
        if (problems == 0) {
            found.accept(CheckResult.ok(AREA, "routes"));
        }
    }

    private static List<Resource> files(String pattern) {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern))
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .toList();
        } catch (IOException noSuchFolder) {
            return List.of();
        }
    }

    private DefaultCamelContext context(ConfigurableEnvironment environment) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addPropertiesSource(new Settings(environment));
        DefaultRegistry registry = new DefaultRegistry(beans);
        registry.bind("routeFileReader", new RouteFileReader());
        camel.getCamelContextExtension().setRegistry(registry);
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(new ActiveMQConnectionFactory());
        camel.addComponent("jms", jms);
        camel.build();
        return camel;
    }

    private void check(CamelContext camel, Resource file) {
        String name = file.getFilename();
        JsonNode yaml;
        try (InputStream in = file.getInputStream()) {
            byte[] bytes = in.readAllBytes();
            yaml = new YAMLMapper().readTree(bytes);
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromBytes(name, bytes));
        } catch (Exception e) {
            problem("routes.load", name, firstLine(e));
            return;
        }
        collectNames(name, yaml);
        List<Address> addresses = new ArrayList<>();
        collect(name, yaml, addresses);
        addresses.forEach(address -> build(camel, name, address));
        yaml.findValues("simple").stream()
                .map(simple -> simple.isObject() ? simple.path("expression") : simple)
                .forEach(simple -> express(camel, name, simple.asText()));
    }

    private void express(CamelContext camel, String file, String simple) {
        try {
            camel.resolveLanguage("simple")
                    .createExpression(PARAMETER.matcher(simple).replaceAll(FILLED));
        } catch (RuntimeCamelException | IllegalArgumentException e) {
            problem("routes.expression", file, simple, firstLine(e));
        }
    }

    private void build(CamelContext camel, String file, Address address) {
        try {
            String uri = YamlSupport.createEndpointUri(camel, null, fill(address.uri()), address.filled());
            camel.getEndpoint(camel.resolvePropertyPlaceholders(uri));
            endpoints++;
        } catch (RuntimeCamelException | IllegalArgumentException e) {
            problem("routes.endpoint", file, address.uri(), firstLine(e));
        }
    }

    /** The routes of each sender are made from templates at the start; they must be among the files. */
    private void templates() {
        Set<String> wanted = new TreeSet<>();
        if (!settings.senders().senders().isEmpty()) {
            wanted.addAll(List.of("responses.out", "intake"));
        }
        wanted.removeAll(names);
        wanted.forEach(template -> problem("routes.template", template));
    }

    private void collectNames(String file, JsonNode node) {
        for (String kind : KINDS) {
            JsonNode id = node.path(kind).path("id");
            if (id.isTextual() && !names.add(id.asText())) {
                problem("routes.twice", file, id.asText(), kind);
            }
        }
        if (node.path("routeConfigurationId").isTextual()) {
            configurations.putIfAbsent(node.path("routeConfigurationId").asText(), file);
        }
        node.forEach(child -> collectNames(file, child));
    }

    /** Camel ignores a configuration that does not exist, and failures would not be handled. */
    private void configurations() {
        configurations.forEach((configuration, file) -> {
            if (!names.contains(configuration)) {
                problem("routes.configuration", file, configuration);
            }
        });
    }

    /** Route files replace all route files inside the jar: a route that they omit does not run. */
    private void left(String pattern) {
        if (pattern.startsWith("classpath:")) {
            return;
        }
        Set<String> own = new TreeSet<>();
        for (Resource file : files("classpath:routes/*.camel.yaml")) {
            try (InputStream in = file.getInputStream()) {
                JsonNode yaml = new YAMLMapper().readTree(in);
                List.of("route", "routeTemplate").forEach(kind -> yaml.findValues(kind)
                        .forEach(route -> own.add(route.path("id").asText())));
            } catch (IOException e) {
                throw new UncheckedIOException("The jar's route files cannot be read", e);
            }
        }
        own.removeAll(names);
        own.remove("");
        if (!own.isEmpty()) {
            found.accept(CheckResult.warning(AREA, "routes.omitted", String.join(", ", own)));
        }
    }

    private void collect(String file, JsonNode node, List<Address> into) {
        if (node.isObject() && node.path("uri").isTextual()) {
            Map<String, String> parameters = new LinkedHashMap<>();
            node.path("parameters")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asText()));
            into.add(new Address(node.path("uri").asText(), parameters));
        }
        if (node.path("bean").path("ref").isTextual()) {
            call(file, node.path("bean"));
        }
        node.forEach(child -> collect(file, child, into));
    }

    private void call(String file, JsonNode bean) {
        String ref = bean.path("ref").asText();
        JsonNode id = bean.path("id");
        Text step = id.isTextual()
                ? CheckResult.part("routes.step", file, id.asText())
                : CheckResult.part("routes.step.unnamed", file);
        Class<?> type = beans.type(ref);
        if (type == null) {
            problem("routes.bean", step, ref);
            return;
        }
        String method = bean.path("method").asText("").replaceFirst("\\(.*", "");
        if (!method.isEmpty()
                && Arrays.stream(type.getMethods()).map(Method::getName).noneMatch(method::equals)) {
            problem("routes.method", step, ref + "." + method);
        }
    }

    private void problem(String key, Object... values) {
        problems++;
        found.accept(CheckResult.failed(AREA, key, values));
    }

    private static Text firstLine(Throwable failure) {
        Text reason = FailureReason.of(failure);
        return new Text(withoutAddress(reason.en()), withoutAddress(reason.fr()));
    }

    /** Camel quotes the whole address before the reason or in the middle of it. */
    private static String withoutAddress(String reason) {
        return reason.replaceFirst("^Failed to resolve endpoint: .* due to: ", "")
                .replaceFirst("[?]\\S*=[^\\s,]*", "");
    }

    private static String fill(String text) {
        return EXPRESSION.matcher(PARAMETER.matcher(text).replaceAll(FILLED)).replaceAll("x");
    }

    private record Address(String uri, Map<String, String> parameters) {

        Map<String, Object> filled() {
            Map<String, Object> filled = new LinkedHashMap<>();
            parameters.forEach((name, value) -> {
                if (!value.startsWith("{{?")) {
                    filled.put(name, fill(value));
                }
            });
            return filled;
        }
    }

    /** The hub's settings as Camel asks for them. */
    private record Settings(ConfigurableEnvironment environment) implements PropertiesSource {

        @Override
        public String getName() {
            return "hub";
        }

        @Override
        public String getProperty(String name) {
            return environment.getProperty(name);
        }
    }
}
