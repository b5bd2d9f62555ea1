// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of the platform and of the configuration check are small and import in one direction. */
class PlatformPackagesTest {

    private static final int MOST_TYPES = 14;

    private static final JavaClasses PLATFORM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ca.tradeshub.platform", "ca.tradeshub.preflight");

    @Test
    void no_packages_import_each_other() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(PLATFORM);
    }

    @Test
    void a_package_has_about_a_dozen_types() {
        Map<String, Long> types = PLATFORM.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(types).hasSizeGreaterThan(7);
        assertThat(types.values()).allMatch(count -> count <= MOST_TYPES);
    }

    /** One slice for each package, the root package included. */
    private static final class EachPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package of the platform";
        }
    }
}
