// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Packages depend on one another in one direction and are small enough to be read at once. */
class PackagesTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ca.tradeshub");

    /** Types a package has at most; the two packages of the law hold one rule a class. */
    private static final int MOST = 15;

    private static final Map<String, Integer> LARGER = Map.of(
            "rules.attc", 44,
            "rules.reg1055", 25,
            "canonical", 27);

    @Test
    void no_package_depends_on_itself_through_others() {
        assertThat(HUB).hasSizeGreaterThan(400);
        slices().matching("ca.tradeshub.(**)").should().beFreeOfCycles().check(HUB);
    }

    @Test
    void a_package_has_about_a_dozen_types() {
        Map<String, Long> sizes = HUB.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(PackagesTest::room, TreeMap::new, Collectors.counting()));

        assertThat(sizes).hasSizeGreaterThan(50);
        assertThat(sizes)
                .allSatisfy(
                        (room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(LARGER.getOrDefault(room, MOST)));
        assertThat(sizes.keySet()).containsAll(LARGER.keySet());
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals("ca.tradeshub") ? "" : name.substring("ca.tradeshub.".length());
    }
}
