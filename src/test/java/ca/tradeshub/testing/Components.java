// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The components of packages of the hub, searched for once a run: reading every class of the packages takes half of the
 * time in which a test's own hub starts.
 */
public final class Components {

    private static final Map<List<String>, Class<?>[]> FOUND = new ConcurrentHashMap<>();

    private Components() {}

    /**
     * The components of packages and of those below.
     *
     * @param except a regular expression of the names of classes that are left out; empty for none
     */
    public static Class<?>[] of(String except, String... packages) {
        return FOUND.computeIfAbsent(List.of(except, String.join(" ", packages)), key -> find(except, packages));
    }

    private static Class<?>[] find(String except, String... packages) {
        var search = new ClassPathScanningCandidateComponentProvider(true);
        search.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile(except)));
        Set<Class<?>> found = new LinkedHashSet<>();
        for (String name : packages) {
            search.findCandidateComponents(name)
                    .forEach(component -> found.add(ClassUtils.resolveClassName(component.getBeanClassName(), null)));
        }
        return found.toArray(Class[]::new);
    }
}
