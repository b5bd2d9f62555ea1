// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of the route files: every route can be read on one screen, says what it does and names its failure policy. */
class RouteRulesTest {

    private static final int MOST_STEPS = 15;
    private static final String FAILURES = "failures";
    private static final Set<String> STEPS = Set.of(
            "bean",
            "choice",
            "doTry",
            "filter",
            "log",
            "loop",
            "setBody",
            "setHeader",
            "setProperty",
            "split",
            "to",
            "toD",
            "transacted",
            "wireTap");
    private static final Set<String> LANGUAGES = Set.of("constant", "simple");
    private static final Set<String> SCRIPTS =
            Set.of("groovy", "java", "joor", "js", "mvel", "ognl", "python", "spel", "wasm", "language", "script");
    private static final Pattern SQL = Pattern.compile("(?i)\\b(select|insert\\s+into|update|delete\\s+from)\\s");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^}]*}}|\\$\\{[^}]*}");

    private final List<RouteFile> files = read();

    @Test
    void the_routes_are_found() {
        assertThat(routes()).extracting(Route::id).contains("intake", "process-file", "deliver", "responses.out");
        assertThat(routes()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(routes())
                .allSatisfy(route -> assertThat(route.steps()).as(route.id()).isNotEmpty());
    }

    @Test
    void a_file_is_named_after_its_first_route_and_the_others_are_parts_of_it() {
        for (RouteFile file : files) {
            List<String> ids = file.routes().stream().map(Route::id).toList();
            if (file.name().equals(FAILURES)) {
                assertThat(ids).as(file.name()).isEmpty();
                continue;
            }
            assertThat(ids).as(file.name()).first().isEqualTo(file.name());
            assertThat(ids.stream().skip(1)).as(file.name()).allMatch(id -> id.startsWith(file.name() + "."));
            assertThat(file.instances()).as(file.name()).allMatch(id -> id.startsWith(file.name() + "."));
        }
    }

    @Test
    void every_route_and_policy_has_a_description() {
        for (Route route : routes()) {
            assertThat(route.descriptions()).as(route.id()).isNotEmpty().allMatch(text -> !text.isBlank());
        }
        for (RouteFile file : files) {
            for (JsonNode policy : file.policies()) {
                assertThat(policy.path("description").asText())
                        .as(policy.path("id").asText())
                        .isNotBlank();
            }
        }
    }

    @Test
    void failure_policies_are_defined_once_in_one_file_and_every_route_names_one() {
        List<String> policies = new ArrayList<>();
        for (RouteFile file : files) {
            if (!file.name().equals(FAILURES)) {
                assertThat(file.policies()).as(file.name()).isEmpty();
            }
            file.policies().forEach(policy -> policies.add(policy.path("id").asText()));
        }
        assertThat(policies).doesNotHaveDuplicates().contains("refuse", "retry-then-park", "wait-for-database");
        assertThat(routes()).allSatisfy(route -> assertThat(policies)
                .as(route.id())
                .contains(route.node().path("routeConfigurationId").asText()));
    }

    @Test
    void a_route_has_at_most_fifteen_steps_of_known_kinds_and_each_has_an_id_of_its_own() {
        for (Route route : routes()) {
            assertThat(route.steps()).as(route.id()).hasSizeLessThanOrEqualTo(MOST_STEPS);
            assertThat(route.steps()).extracting(Step::kind).as(route.id()).isSubsetOf(STEPS);
            assertThat(route.steps().stream().map(step -> step.node().path("id").asText()))
                    .as(route.id())
                    .doesNotContain("")
                    .doesNotHaveDuplicates();
            assertThat(route.node().path("from").path("id").asText())
                    .as(route.id())
                    .isNotBlank();
        }
    }

    @Test
    void no_route_has_a_script_or_sql() throws IOException {
        for (RouteFile file : files) {
            assertThat(fields(file.yaml())).as(file.name()).doesNotContainAnyElementsOf(SCRIPTS);
            assertThat(texts(file.yaml())).as(file.name()).noneMatch(text -> SQL.matcher(text)
                    .find());
            for (Route route : file.routes()) {
                for (Step step : route.steps()) {
                    if (Set.of("setBody", "setHeader", "setProperty", "split", "filter", "loop")
                            .contains(step.kind())) {
                        assertThat(LANGUAGES)
                                .as(step.node().path("id").asText())
                                .anyMatch(language -> step.node().has(language));
                    }
                }
            }
        }
        assertThat(SQL.matcher("select id from file").find()).isTrue();
    }

    @Test
    void every_internal_target_has_a_route_that_reads_it() {
        Set<String> sources = new TreeSet<>();
        TreeMap<String, String> targets = new TreeMap<>();
        for (Route route : routes()) {
            sources.add(pattern(route.node().path("from").path("uri").asText()));
            route.steps().stream()
                    .map(step -> step.node().path("uri").asText())
                    .filter(uri -> uri.startsWith("direct:") || uri.startsWith("seda:"))
                    .forEach(uri -> targets.put(pattern(uri), route.id()));
        }
        assertThat(targets).hasSizeGreaterThanOrEqualTo(5).containsKey("direct:responses.out.*");
        assertThat(targets)
                .allSatisfy((target, route) -> assertThat(sources).as(route).contains(target));
    }

    private static String pattern(String uri) {
        return VARIABLE.matcher(uri).replaceAll("*");
    }

    private List<Route> routes() {
        return files.stream().flatMap(file -> file.routes().stream()).toList();
    }

    private static List<RouteFile> read() {
        try {
            List<RouteFile> read = new ArrayList<>();
            for (Path file : RouteFiles.all()) {
                String name = file.getFileName().toString().replace(".camel.yaml", "");
                read.add(new RouteFile(name, new YAMLMapper().readTree(Files.readString(file))));
            }
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> found = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(found::add);
        node.forEach(child -> found.addAll(fields(child)));
        return found;
    }

    /** Every text of a file but its descriptions, which are prose. */
    private static List<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> found = new ArrayList<>();
        if (node.isObject()) {
            node.properties().stream()
                    .filter(field -> !field.getKey().equals("description"))
                    .forEach(field -> found.addAll(texts(field.getValue())));
        } else {
            node.forEach(child -> found.addAll(texts(child)));
        }
        return found;
    }

    private record RouteFile(String name, JsonNode yaml) {

        List<Route> routes() {
            List<Route> routes = new ArrayList<>();
            for (JsonNode part : yaml) {
                if (part.has("route")) {
                    JsonNode route = part.path("route");
                    routes.add(new Route(route.path("id").asText(), List.of(description(route)), route));
                } else if (part.has("routeTemplate")) {
                    JsonNode template = part.path("routeTemplate");
                    JsonNode route = template.path("route");
                    routes.add(new Route(
                            template.path("id").asText(), List.of(description(template), description(route)), route));
                }
            }
            return routes;
        }

        /** The ids of the routes that this file makes from templates. */
        List<String> instances() {
            return yaml.findValues("templatedRoute").stream()
                    .map(made -> made.path("routeId").asText())
                    .toList();
        }

        List<JsonNode> policies() {
            return yaml.findValues("routeConfiguration");
        }

        private static String description(JsonNode node) {
            return node.path("description").asText();
        }
    }

    private record Route(String id, List<String> descriptions, JsonNode node) {

        List<Step> steps() {
            return stepsIn(node.path("from")).toList();
        }

        private static Stream<Step> stepsIn(JsonNode node) {
            if (node.isArray()) {
                return elements(node).flatMap(Route::stepsIn);
            }
            return node.properties().stream()
                    .flatMap(field -> field.getKey().equals("steps")
                            ? elements(field.getValue()).flatMap(Route::step)
                            : field.getValue().isContainerNode() ? stepsIn(field.getValue()) : Stream.empty());
        }

        private static Stream<Step> step(JsonNode step) {
            return step.properties().stream()
                    .flatMap(field -> Stream.concat(
                            Stream.of(new Step(field.getKey(), field.getValue())), stepsIn(field.getValue())));
        }

        private static Stream<JsonNode> elements(JsonNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            return elements.stream();
        }
    }

    private record Step(String kind, JsonNode node) {}
}
