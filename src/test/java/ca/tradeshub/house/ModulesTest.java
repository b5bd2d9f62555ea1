// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ca.tradeshub.TradesHub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    /** The hub's packages right below its own. */
    static final List<String> PACKAGES = List.of(
            "audit",
            "canonical",
            "cli",
            "console",
            "correction",
            "delivery",
            "exceptions",
            "explanation",
            "feeds",
            "generator",
            "identity",
            "intake",
            "law",
            "ledger",
            "locks",
            "mapping",
            "observability",
            "overview",
            "platform",
            "preflight",
            "protection",
            "reconciliation",
            "rules");

    private final ApplicationModules modules = ApplicationModules.of(TradesHub.class);

    @Test
    void the_modules_are_the_packages_of_the_design() {
        List<String> found = modules.stream()
                .map(module -> module.getIdentifier().toString())
                .toList();

        assertThat(found).containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @Test
    void every_module_says_what_it_may_import() {
        // A module that says nothing may import everything; only the platform starts them all.
        assertThat(modules.stream()
                        .filter(module -> !module.getIdentifier().toString().equals("platform"))
                        .toList())
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(module -> assertThat(annotation(module))
                        .isNotEqualTo(new String[] {org.springframework.modulith.ApplicationModule.OPEN_TOKEN}));
    }

    @Test
    void no_module_imports_what_it_may_not() {
        assertThatCode(modules::verify).doesNotThrowAnyException();
    }

    private static String[] annotation(ApplicationModule module) {
        try {
            return Class.forName(module.getBasePackage().getName() + ".package-info")
                    .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                    .allowedDependencies();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(module.getBasePackage().getName() + " has no package-info", e);
        }
    }
}
