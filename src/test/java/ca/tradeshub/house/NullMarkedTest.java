// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.TradesHub;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class NullMarkedTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(TradesHub.class);

    @Test
    void every_package_is_null_marked(TestReporter reporter) {
        Set<String> packages =
                HUB.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unmarked =
                packages.stream().filter(name -> !isNullMarked(name)).collect(Collectors.toCollection(TreeSet::new));

        reporter.publishEntry(
                "null-marked", packages.size() - unmarked.size() + " of " + packages.size() + " packages");

        assertThat(packages).hasSizeGreaterThan(50);
        assertThat(unmarked).as("packages without @NullMarked").isEmpty();
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
