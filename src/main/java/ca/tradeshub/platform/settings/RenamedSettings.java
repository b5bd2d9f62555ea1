// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings that had another name in an earlier version. The old name keeps working and is reported. */
public final class RenamedSettings {

    /** The new name of each old one. A name covers everything below it. */
    private static final Map<String, String> NEW_NAMES = Map.of(
            "hub.readings", "hub.law.interpretations",
            "hub.intake.max-files-per-poll", "hub.intake.landing-batch",
            "hub.intake.answer-interval", "hub.intake.response-interval",
            "hub.intake.answering-threads", "hub.intake.response-threads",
            "hub.intake.answer-batch", "hub.intake.response-batch",
            "hub.intake.answer-detail", "hub.intake.response-detail",
            "hub.intake.answer-retry", "hub.intake.response-retry");

    private static final Messages MESSAGES = Messages.of(RenamedSettings.class);

    private static final String COPY = "renamed in ";

    private RenamedSettings() {}

    /**
     * Copies each value that is set under an old name to its new name. Within one source the new name has precedence.
     *
     * @return one sentence for each old name in use and its source, with what to do; empty when none is in use
     */
    public static List<Text> apply(ConfigurableEnvironment environment) {
        MutablePropertySources sources = environment.getPropertySources();
        List<Text> warnings = new ArrayList<>();
        for (PropertySource<?> source : List.copyOf(sources.stream().toList())) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                boolean areVariables = source instanceof SystemEnvironmentPropertySource;
                Map<String, Object> copies = new LinkedHashMap<>();
                new TreeMap<>(NEW_NAMES).forEach((oldName, newName) -> {
                    Map<String, Object> found = copies(enumerable, oldName, newName, areVariables);
                    if (!found.isEmpty()) {
                        copies.putAll(found);
                        warnings.add(MESSAGES.text("renamed", oldName, source.getName(), newName));
                    }
                });
                if (!copies.isEmpty()) {
                    sources.addAfter(source.getName(), copy(source, copies, areVariables));
                }
            }
        }
        return warnings;
    }

    /** Whether a key of a file, an argument or a system property is an old name or below one. */
    static boolean isOldKey(String key) {
        return NEW_NAMES.keySet().stream()
                .anyMatch(name -> below(key, name, false).isPresent());
    }

    /** Whether an environment variable is an old name or below one. */
    static boolean isOldVariable(String variable) {
        return NEW_NAMES.keySet().stream()
                .anyMatch(name -> below(variable, name, true).isPresent());
    }

    private static Map<String, Object> copies(
            EnumerablePropertySource<?> source, String oldName, String newName, boolean areVariables) {
        String to = areVariables ? variable(newName) : newName;
        Map<String, Object> copies = new LinkedHashMap<>();
        for (String key : source.getPropertyNames()) {
            below(key, oldName, areVariables).ifPresent(rest -> copies.put(to + rest, source.getProperty(key)));
        }
        return copies;
    }

    private static PropertySource<?> copy(PropertySource<?> source, Map<String, Object> copies, boolean areVariables) {
        // Spring reads names with underscores from a source of this name only.
        return areVariables
                ? new SystemEnvironmentPropertySource(
                        "renamed-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, copies)
                : new MapPropertySource(COPY + source.getName(), copies);
    }

    /** What follows a name in a key: nothing when the key is the name, in any of its spellings. */
    private static Optional<String> below(String key, String name, boolean isVariable) {
        String spelled = isVariable
                ? name.replace("-", "_?").replace(".", "_") + "(|_.*)"
                : name.replace("-", "[-_]?").replace(".", "\\.") + "(|[.\\[].*)";
        Matcher found = Pattern.compile(spelled, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(key);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** {@code hub.state-dir} as an environment variable: {@code HUB_STATEDIR}. */
    private static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
