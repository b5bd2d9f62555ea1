// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A scenario: what it shows, and its steps in their order.
 *
 * @param name group and name
 * @param shows the sentence that says what is shown
 */
record Scenario(String name, String shows, Table all, List<Table> steps) {

    static final Path FOLDER = Path.of("src", "test", "scenarios");
    static final String DEFAULTS = "defaults.yaml";
    private static final String EXTENSION = ".yaml";
    private static final int SHORTEST_SENTENCE = 20;

    /** Every scenario; a file that is none is a mistake. */
    static List<Path> files() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(FOLDER.resolve(DEFAULTS)))
                    .sorted()
                    .toList();
        }
    }

    /** The scenario in a file. */
    static Scenario read(Path file) throws IOException {
        String name = FOLDER.relativize(file).toString().replace('\\', '/');
        if (!name.endsWith(EXTENSION) || name.chars().filter(c -> c == '/').count() != 1) {
            throw new ScenarioMistake(name + " is not named <group>/<name>.yaml");
        }
        return of(name.substring(0, name.length() - EXTENSION.length()), Files.readString(file));
    }

    /** The scenario in a text. */
    static Scenario of(String name, String text) {
        Table all = Table.of(name, parsed(name, text));
        String shows = all.required("shows");
        if (shows.length() < SHORTEST_SENTENCE || !shows.endsWith(".")) {
            throw new ScenarioMistake(name + ": \"shows\" is not a sentence");
        }
        List<Table> steps = new ArrayList<>();
        for (Object step : all.list("steps")) {
            steps.add(Table.of("step " + (steps.size() + 1), step));
        }
        if (steps.stream().noneMatch(Expectations::assertsSomething)) {
            throw new ScenarioMistake(name + ": no step expects anything");
        }
        if (!Expectations.assertsSomething(steps.get(steps.size() - 1))) {
            throw new ScenarioMistake(name + ": the last step expects nothing");
        }
        for (String optional : List.of("people", "employers")) {
            all.raw(optional);
        }
        all.end();
        return new Scenario(name, shows, all, steps);
    }

    /** What records have where a scenario states nothing. */
    static Table defaults() {
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve(DEFAULTS))) {
            return Table.of(DEFAULTS, parsed(DEFAULTS, reader));
        } catch (IOException e) {
            throw new ScenarioMistake("The defaults cannot be read: " + e.getMessage());
        }
    }

    /** The content of a YAML text. */
    static Object parsed(String name, String yaml) {
        return parsed(name, new StringReader(yaml));
    }

    /** Every value is a text, as it is written: a date stays a date and 007 stays 007. */
    private static Object parsed(String name, Reader yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        try {
            Object parsed = new Yaml(
                            new SafeConstructor(options), new Representer(unused), unused, options, new OnlyTexts())
                    .load(yaml);
            return parsed == null ? Map.of() : parsed;
        } catch (YAMLException e) {
            throw new ScenarioMistake(name + " is not YAML: " + e.getMessage());
        }
    }

    private static final class OnlyTexts extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            // Nothing is read as a number, a date or a truth value.
        }
    }
}
