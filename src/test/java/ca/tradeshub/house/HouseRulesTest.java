// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.TradesHub;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.MessageHistoryFactory;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(TradesHub.class);

    private static final Set<String> TIME = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    /** The most values that a constructor or method takes. */
    private static final int PARAMETERS = 8;

    /**
     * The types that take more, and how many. Most are rows of a table, JSON documents and settings, which are as flat as
     * the agreed form. The list may only shrink: give values that belong together a type of their own.
     */
    private static final Map<String, Integer> WIDE = Map.ofEntries(
            Map.entry("canonical.Certificate", 26),
            Map.entry("canonical.EmployerYear", 10),
            Map.entry("canonical.PayLine", 27),
            Map.entry("canonical.Person", 9),
            Map.entry("canonical.Registration", 22),
            Map.entry("console.api.ExceptionListApi$ListedException", 15),
            Map.entry("console.api.FilesApi$FileJson", 12),
            Map.entry("console.api.RecordsApi$RecordJson", 13),
            Map.entry("console.exceptions.ExceptionJson", 20),
            Map.entry("console.exceptions.ExceptionJson$ResolutionJson", 13),
            Map.entry("console.lists.ExceptionQuery", 10),
            Map.entry("console.lists.FileQuery", 10),
            Map.entry("console.lists.RecordQuery", 11),
            Map.entry("console.overview.OverviewPage", 10),
            Map.entry("delivery.DeliverySettings", 14),
            Map.entry("delivery.outbox.Outbox", 9),
            Map.entry("exceptions.ExceptionCase", 19),
            Map.entry("exceptions.Resolution", 14),
            Map.entry("explanation.Explanation", 11),
            Map.entry("explanation.Explanation$Claim", 10),
            Map.entry("explanation.Explanation$Evidence", 10),
            Map.entry("explanation.Explanation$LawUsed", 9),
            Map.entry("explanation.Explanation$RuleAnswer", 12),
            Map.entry("explanation.Explanation$Sent", 17),
            Map.entry("explanation.background.Background$Joined", 9),
            Map.entry("explanation.background.Background$ResolutionUsed", 12),
            Map.entry("intake.sender.IntakeSettings", 12),
            Map.entry("intake.sender.SenderSettings", 14),
            Map.entry("ledger.balance.Balancing", 9),
            Map.entry("ledger.file.FileLease", 12),
            Map.entry("ledger.landing.FileRow", 19),
            Map.entry("ledger.record.StagedRecord", 9),
            Map.entry("ledger.record.Staging", 10),
            Map.entry("ledger.response.FileReport", 15),
            Map.entry("ledger.response.FileReport$LineFinding", 9),
            Map.entry("overview.exceptions.ExceptionRow", 20),
            Map.entry("overview.files.FileRow", 14),
            Map.entry("overview.files.MessageRow", 10),
            Map.entry("overview.messages.MessageRow", 13),
            Map.entry("overview.records.RecordRow", 12),
            Map.entry("reconciliation.Reconciler", 11),
            Map.entry("reconciliation.effect.Decisions$Current", 10),
            Map.entry("reconciliation.rejudge.KeyJudging$Row", 9));

    @Test
    void the_hub_s_classes_are_found() {
        assertThat(HUB).hasSizeGreaterThan(200);
        for (String module : ModulesTest.PACKAGES) {
            assertThat(HUB.that(resideInAnyPackage("ca.tradeshub." + module + "..")))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @Test
    void canonical_mapping_rules_and_identity_know_no_framework() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(
                        "ca.tradeshub.canonical..",
                        "ca.tradeshub.law..",
                        "ca.tradeshub.mapping..",
                        "ca.tradeshub.identity..",
                        "ca.tradeshub.rules..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.camel..", "jakarta..", "java.sql.."));
    }

    @Test
    void feeds_know_bindy_and_nothing_else_of_camel_or_spring() {
        holds(noClasses()
                .that()
                .resideInAPackage("ca.tradeshub.feeds..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "jakarta..", "java.sql..")
                        .or(resideInAnyPackage("org.apache.camel..")
                                .and(DescribedPredicate.not(resideInAnyPackage(
                                                "org.apache.camel.dataformat.bindy..", "org.apache.camel.impl..")
                                        .or(name("org.apache.camel.CamelContext")))))));
    }

    @Test
    void no_method_takes_an_exchange() {
        assertThat(HUB.stream().mapToInt(type -> type.getMethods().size()).sum())
                .isGreaterThan(100);
        // Camel hands an Exchange to what it calls back when a poll fails, a message is read or a step begins.
        holds(methods()
                .that()
                .areDeclaredInClassesThat()
                .areNotAssignableTo(ExceptionHandler.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotAssignableTo(JmsBinding.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotAssignableTo(MessageHistoryFactory.class)
                .should()
                .notHaveRawParameterTypes(describe(
                        "an Exchange", types -> types.stream().anyMatch(type -> type.isAssignableTo(Exchange.class)))));
    }

    @Test
    void no_class_hides_behind_a_name_that_says_nothing() {
        Pattern empty = Pattern.compile(".*(Utils?|Helper|Manager|Processor|Impl)");
        assertThat(HUB.stream().map(JavaClass::getSimpleName).filter(simple -> empty.matcher(simple)
                        .matches()))
                .isEmpty();
        assertThat("MoneyUtils").matches(empty);
    }

    @Test
    void what_takes_many_values_is_a_list_that_shrinks() {
        Map<String, Integer> wide = new TreeMap<>();
        HUB.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getRawParameterTypes().size() > PARAMETERS)
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .forEach(unit -> wide.merge(
                        unit.getOwner().getName().substring("ca.tradeshub.".length()),
                        unit.getRawParameterTypes().size(),
                        Math::max));

        assertThat(wide.keySet())
                .as("listed, and no longer wide: take it off the list")
                .containsAll(WIDE.keySet());
        assertThat(wide)
                .allSatisfy((type, values) ->
                        assertThat(values).as(type).isLessThanOrEqualTo(WIDE.getOrDefault(type, PARAMETERS)));
    }

    /**
     * What a person does outside of these cannot release a claim: a claim is sent only when its key is decided, and a key is
     * decided only when it is marked.
     */
    @Test
    void only_files_resolutions_and_the_re_evaluation_have_keys_decided_again() {
        assertThat(callersOf(AffectedKeys.class, "mark"))
                .containsExactlyInAnyOrder(
                        "reconciliation.Reconciler",
                        "reconciliation.apply.FileApplication",
                        "reconciliation.apply.ResolvedRecords",
                        "reconciliation.rejudge.PageApplication",
                        "reconciliation.rejudge.RejudgementPreview");
        assertThat(callersOf(ResolvedRecords.class, "mark"))
                .containsExactlyInAnyOrder(
                        "reconciliation.resolution.JointPreviews",
                        "reconciliation.resolution.ResolutionHandling",
                        "reconciliation.resolution.ResolutionPreview",
                        "reconciliation.resolution.StandingResolutions");
        assertThat(callersOf(ResolutionEffects.class, "taken|undone"))
                .as("each asks a second person where a claim would be released")
                .containsExactlyInAnyOrder(
                        "exceptions.action.ResolutionMaking",
                        "exceptions.action.ResolutionApproval",
                        "exceptions.action.ResolutionEnding");
    }

    /** The classes that call methods of a type whose names begin so. */
    private static Set<String> callersOf(Class<?> type, String names) {
        Pattern pattern = Pattern.compile("(" + names + ").*");
        return HUB.get(type).getAccessesToSelf().stream()
                .filter(access -> pattern.matcher(access.getName()).matches())
                .map(access -> access.getOriginOwner())
                .filter(origin -> !origin.isEquivalentTo(type))
                .map(origin ->
                        origin.getName().substring("ca.tradeshub.".length()).replaceFirst("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void time_comes_from_the_clock() {
        List<JavaAccess<?>> readings = HUB.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(HouseRulesTest::readsTime)
                .toList();
        assertThat(readings).isEmpty();
    }

    @Test
    void no_test_sleeps() throws IOException {
        List<Path> sleeping = new ArrayList<>();
        int tests = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator) {
                tests++;
                if (Files.readString(file).contains("Thread." + "sleep")) {
                    sleeping.add(file);
                }
            }
        }
        assertThat(tests).isGreaterThan(100);
        assertThat(sleeping).isEmpty();
    }

    @Test
    void sha_256_is_computed_in_one_place() {
        DescribedPredicate<JavaAccess<?>> makesDigest = describe(
                "make a digest",
                access -> access.getTargetOwner().isEquivalentTo(MessageDigest.class)
                        && access.getName().equals("getInstance"));
        assertThat(HUB.get(Sha256.class).getAccessesFromSelf()).anyMatch(makesDigest);
        holds(noClasses().that().doNotBelongToAnyOf(Sha256.class).should().accessTargetWhere(makesDigest));
    }

    private static boolean readsTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (owner.equals("java.lang.System")) {
            return access.getName().equals("currentTimeMillis");
        }
        if (owner.equals("java.util.Date")) {
            return access.getName().equals("<init>");
        }
        return TIME.contains(owner)
                && access.getName().equals("now")
                && access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget call
                && !call.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .toList()
                        .equals(List.of(Clock.class.getName()));
    }

    @Test
    void chance_is_never_cheap() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
                .orShould()
                .callMethod(Math.class, "random"));
    }

    @Test
    void nothing_prints_past_the_log() {
        holds(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace", PrintStream.class));
    }

    @Test
    void money_and_law_are_never_floating() {
        List<String> types = HUB.stream()
                .filter(type -> resideInAnyPackage(
                                "ca.tradeshub.canonical..",
                                "ca.tradeshub.rules..",
                                "ca.tradeshub.mapping..",
                                "ca.tradeshub.generator..",
                                "ca.tradeshub.ledger..",
                                "ca.tradeshub.reconciliation..")
                        .test(type))
                .flatMap(type -> Stream.concat(
                        type.getFields().stream().map(JavaField::getRawType),
                        type.getMethods().stream()
                                .flatMap(method -> Stream.concat(
                                        Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream()))))
                .map(JavaClass::getName)
                .distinct()
                .toList();
        assertThat(types)
                .contains("java.math.BigDecimal")
                .doesNotContain("double", "float", "java.lang.Double", "java.lang.Float");
    }

    @Test
    void every_public_type_is_in_a_module() {
        holds(classes()
                .that()
                .arePublic()
                .and()
                .doNotHaveFullyQualifiedName(TradesHub.class.getName())
                .should()
                .resideInAPackage("ca.tradeshub.*.."));
    }

    @Test
    void the_console_contains_no_sql() {
        holds(noClasses()
                .that()
                .resideInAPackage("ca.tradeshub.console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql.."));
    }

    @Test
    void no_other_module_imports_the_console() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("ca.tradeshub.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ca.tradeshub.console.."));
    }

    private static void holds(ArchRule rule) {
        rule.check(HUB);
    }
}
