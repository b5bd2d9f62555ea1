// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import ca.tradeshub.platform.failure.OperatorLanguage;
import ca.tradeshub.platform.failure.StartFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

/**
 * The settings of the hub, from the configuration metadata that the build derives from the settings records. A setting
 * without effect hides a mistake, so an unknown {@code hub.*} key prevents the start.
 */
public final class KnownSettings {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<.*?,([\\w.$]+).*>");
    /** The place of a name that the operator chooses: a sender, a user. */
    private static final String ANY = "*";

    /** Variables of the commands, which an operator may set in the environment in which the hub starts too. */
    private static final Set<String> OF_COMMANDS =
            Set.of(OperatorLanguage.VARIABLE, "HUB_URL", "HUB_USER", "HUB_PASSWORD");

    private final List<String> names;

    private KnownSettings(List<String> names) {
        this.names = names;
    }

    /** The settings of every {@code hub.*} record on the class path. */
    public static KnownSettings onClassPath() {
        List<String> names = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try {
            for (URL file :
                    Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA))) {
                byte[] metadata;
                try (InputStream in = file.openStream()) {
                    metadata = in.readAllBytes();
                }
                // The metadata of the libraries are large and have no setting of the hub.
                if (!new String(metadata, StandardCharsets.UTF_8).contains("\"hub.")) {
                    continue;
                }
                for (JsonNode property : json.readTree(metadata).path("properties")) {
                    String name = property.path("name").asText();
                    if (name.startsWith("hub.")) {
                        names.addAll(expand(name, property.path("type").asText()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration metadata cannot be read", e);
        }
        if (names.isEmpty()) {
            throw new IllegalStateException("The jar carries no configuration metadata of the hub's settings");
        }
        return new KnownSettings(names);
    }

    /** Every name, with {@code *} in place of a name that the operator chooses. */
    public List<String> names() {
        return names;
    }

    private static List<String> expand(String name, String type) {
        Matcher map = MAP.matcher(type);
        if (!map.matches()) {
            return List.of(name);
        }
        String value = map.group(1);
        return value.startsWith("ca.tradeshub.")
                ? expand(name + "." + ANY, ClassUtils.resolveClassName(value, null))
                : List.of(name + "." + ANY);
    }

    private static List<String> expand(String name, Class<?> type) {
        if (!type.isRecord() || !type.getName().startsWith("ca.tradeshub.")) {
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String nested = name + "." + DataObjectPropertyName.toDashedForm(component.getName());
            Type generic = component.getGenericType();
            if (generic instanceof ParameterizedType map && Map.class.isAssignableFrom(component.getType())) {
                names.addAll(expand(nested + "." + ANY, (Class<?>) map.getActualTypeArguments()[1]));
            } else {
                names.addAll(expand(nested, component.getType()));
            }
        }
        return names;
    }

    /**
     * Checks the keys of files, command line, system properties and environment.
     *
     * @throws StartFailure with the first unknown key and the nearest known one
     */
    public void check(ConfigurableEnvironment environment) {
        unknown(environment).stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
    }

    /** One failure for each unknown key, with the nearest known one. */
    public List<StartFailure> unknown(ConfigurableEnvironment environment) {
        List<StartFailure> failures = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                boolean fromEnvironment = source instanceof SystemEnvironmentPropertySource;
                Arrays.stream(enumerable.getPropertyNames())
                        .filter(key -> fromEnvironment ? !knowsVariable(key) : !knowsKey(key))
                        .map(key -> new StartFailure("unknown-setting", key, source.getName(), nearest(key)))
                        .forEach(failures::add);
            }
        }
        return failures;
    }

    private boolean knowsKey(String key) {
        if (!key.toLowerCase(Locale.ROOT).startsWith("hub.") || RenamedSettings.isOldKey(key)) {
            return true;
        }
        // A chosen name with dots in it is written in brackets.
        String plain = key.toLowerCase(Locale.ROOT).replaceAll("\\[[^]]*[^]\\d][^]]*]", ".chosen");
        return names.stream().anyMatch(name -> Pattern.matches(pattern(name, "\\.", "[^.]+") + "(\\[\\d+])*", plain));
    }

    private boolean knowsVariable(String variable) {
        if (!variable.startsWith("HUB_") || OF_COMMANDS.contains(variable) || RenamedSettings.isOldVariable(variable)) {
            return true;
        }
        return names.stream().anyMatch(name -> Pattern.compile(
                        dashes(pattern(name, "_", "[A-Z0-9_]+")) + "(_\\d+_?)*", Pattern.CASE_INSENSITIVE)
                .matcher(variable)
                .matches());
    }

    private static String pattern(String name, String separator, String chosen) {
        return Arrays.stream(name.split("\\."))
                .map(element -> element.equals(ANY) ? "(" + chosen + ")" : relaxed(element))
                .collect(Collectors.joining(separator));
    }

    /** {@code state-dir} also as {@code stateDir} and {@code state_dir}. */
    private static String relaxed(String element) {
        return element.replace("-", "[-_]?");
    }

    private static String dashes(String pattern) {
        return pattern.replace("[-_]?", "_?");
    }

    private String nearest(String key) {
        String wanted = key.toLowerCase(Locale.ROOT).replace('_', '.').replaceAll("\\[[^]]*]", "");
        return names.stream()
                .map(name -> fill(name, wanted))
                .min(Comparator.comparingInt(name -> Spelling.distance(name.replace("-", ""), wanted.replace("-", ""))))
                .orElseThrow();
    }

    /** The known name with the chosen parts of the given one, so that only the misspelt part counts. */
    private static String fill(String name, String wanted) {
        String[] known = name.split("\\.");
        String[] given = wanted.split("\\.");
        for (int i = 0; i < known.length; i++) {
            if (known[i].equals(ANY)) {
                known[i] = i < given.length ? given[i] : "<name>";
            }
        }
        return String.join(".", known);
    }
}
