// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sub-packages of the generator are small and import in one direction. */
class GeneratorPackagesTest {

    private static final String ROOT = "ca.tradeshub.generator";
    private static final int MOST_TYPES = 14;

    private static final JavaClasses GENERATOR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void no_sub_packages_import_each_other() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(GENERATOR);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(GENERATOR);
    }

    @Test
    void a_sub_package_has_about_a_dozen_types() {
        Map<String, Long> types = GENERATOR.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(types).hasSizeGreaterThan(8);
        assertThat(types.values()).allMatch(count -> count <= MOST_TYPES);
    }
}
