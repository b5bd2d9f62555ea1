// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.cli.Commands;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.testing.DocumentPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents list the rules of the rule book, every refusal and every alarm, and show what the commands print.
 * {@code ./mvnw test -Dtest=GeneratedDocumentsTest,SettingsReferenceTest,LawDocumentTest -Ddocuments.write=true} writes
 * the generated parts.
 */
class GeneratedDocumentsTest {

    private static final Pattern PACKAGE_DOC = Pattern.compile("(?s)/\\*\\*(?!.*Licensed)(.*?)\\*/\\s*(?=@|package)");
    private static final Pattern PACKAGE_IMPORTS = Pattern.compile("(?s)allowedDependencies = (\\{.*?}|\".*?\")");

    @Test
    void the_rules_are_those_of_the_rule_book() throws IOException {
        var catalogue = RuleBook.standard().catalogue();
        assertThat(catalogue).hasSizeGreaterThan(30);

        DocumentPart.generated("rules")
                .mustBe("| rule | statement | law | not stated by the citation | finding |\n|---|---|---|---|---|\n"
                        + catalogue.stream().map(GeneratedDocumentsTest::row).collect(Collectors.joining("\n")));
    }

    @Test
    void every_refusal_and_every_alarm_is_listed() throws IOException {
        assertThat(RefusalCode.values()).hasSizeGreaterThan(15);
        assertThat(AlarmCode.values()).hasSizeGreaterThan(10);

        DocumentPart.generated("refusals")
                .mustBe("| refusal | meaning | what the sender does |\n|---|---|---|\n"
                        + Arrays.stream(RefusalCode.values())
                                .map(code -> "| `%s` | %s | %s |"
                                        .formatted(
                                                code,
                                                cell(code.meaning().en()),
                                                cell(code.remedy().en())))
                                .collect(Collectors.joining("\n")));
        DocumentPart.generated("alarms")
                .mustBe("| alarm | owner | meaning | what to do | closes automatically when |\n|---|---|---|---|---|\n"
                        + Arrays.stream(AlarmCode.values())
                                .map(code -> "| `%s` | %s | %s | %s | %s |"
                                        .formatted(
                                                code,
                                                code.owner(),
                                                cell(code.meaning().en()),
                                                cell(code.remedy().en()),
                                                cell(code.closes().en())))
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void the_commands_print_what_the_documents_show() throws IOException {
        DocumentPart.generated("check")
                .mustBe(shown(
                        "check fixtures/records/amount-unreadable/payroll-maple/PAY_123026635_20170301_000001.csv",
                        " fixtures/refused/count-off-by-one/employment-ontario/REG_20170301_000001.ndjson"));
        DocumentPart.generated("check-config")
                .mustBe(shown(
                        "check-config --hub.composition=production --hub.stat-dir=/srv/hub",
                        " --hub.processing.workers=0"));
    }

    /** Ports, platform and folders differ from machine to machine; the rest is what is printed. */
    @Test
    void a_correct_configuration_prints_what_the_documents_show() throws IOException {
        List<String> shown = DocumentPart.shown("all-well")
                .content()
                .lines()
                .filter(line -> line.matches("ok +(settings|mappings|routes|keys) .*"))
                .toList();
        assertThat(shown).hasSize(5);

        StringWriter out = new StringWriter();
        Commands.run(
                "check-config --hub.state-dir=target/none/var --hub.drop-site.port=0 --hub.broker.amqp-port=0 --server.port=0"
                        .split(" "),
                new PrintWriter(out),
                new PrintWriter(out));
        assertThat(out.toString().lines()).containsAll(shown);
    }

    @Test
    void the_packages_are_listed_with_what_they_may_import() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/ca/tradeshub"))) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                String source = Files.readString(folder.resolve("package-info.java"));
                Matcher doc = PACKAGE_DOC.matcher(source);
                assertThat(doc.find()).as(folder.toString()).isTrue();
                Matcher imports = PACKAGE_IMPORTS.matcher(source);
                String name = folder.getFileName().toString();
                rows.put(
                        name,
                        "| `%s` | %s | %s |"
                                .formatted(
                                        name,
                                        sentence(doc.group(1)),
                                        imports.find() ? quoted(imports.group(1)) : "any"));
            }
        }
        assertThat(rows).hasSizeGreaterThan(12);

        DocumentPart.generated("packages")
                .mustBe("| package | purpose | may import |\n|---|---|---|\n" + String.join("\n", rows.values()));
    }

    private static String sentence(String javadoc) {
        String text = cell(javadoc.replaceAll("(?m)^\\s*\\*", " ")).replaceAll("\\{@\\w+ ([^}]*)}", "`$1`");
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String quoted(String names) {
        return Pattern.compile("\"(\\w+)[^\"]*\"")
                .matcher(names)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The client that consumers copy is compiled and runs against the demo. */
    @Test
    void the_first_client_is_the_one_that_runs_against_the_demo() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/ca/tradeshub/whole/FirstClient.java"));
        int from = source.indexOf("        List<String> read = new ArrayList<>();");
        int to = source.indexOf("        return read;");
        assertThat(from).isPositive();
        assertThat(to - from).isGreaterThan(10);

        DocumentPart.generated("first-client")
                .mustBe("```java\n"
                        + source.subList(from, to).stream()
                                .map(line -> line.substring(8))
                                .collect(Collectors.joining("\n"))
                        + "\n```");
    }

    /** A command, its words over two lines, and what it prints. */
    private static String shown(String begin, String rest) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Commands.run((begin + rest).split(" "), new PrintWriter(out), new PrintWriter(err));
        assertThat(err.toString()).isEmpty();
        return "```\n$ java -jar target/trades-hub.jar " + begin + " \\\n      " + rest.strip() + "\n"
                + out.toString().replace("\r\n", "\n") + "```";
    }

    /** The codes that the sources write as refusals are exactly those of the list. */
    @Test
    void the_list_has_every_refusal_that_the_code_writes() throws IOException {
        Set<String> warnings = Set.of("FILE-ORIGINAL-UNKNOWN", "FILE-SEQUENCE-LATE");
        Set<String> written = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
                String java = Files.readString(source);
                Matcher literal = Pattern.compile("\"(FILE-[A-Z-]+)\"").matcher(java);
                while (literal.find()) {
                    written.add(literal.group(1));
                }
                Matcher constant =
                        Pattern.compile("RefusalCode\\.(FILE_[A-Z_]+)").matcher(java);
                while (constant.find()) {
                    written.add(constant.group(1).replace('_', '-'));
                }
            }
        }
        written.removeAll(warnings);
        written.remove(AlarmCode.FILE_SEQUENCE_GAP.code());

        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RefusalCode.values())
                        .map(RefusalCode::code)
                        .toList());
    }

    private static String row(Declaration rule) {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        rule.id(),
                        cell(rule.statement().en()),
                        cell(rule.citation().toString()),
                        rule.beyondText() == null ? "" : cell(rule.beyondText().en()),
                        rule.outcome().wireName());
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }
}
