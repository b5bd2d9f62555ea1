// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Interpretation;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.RuleFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The glossary names types and tables that exist, and gives each term in both languages with its meaning. */
class GlossaryTest {

    private static final Pattern REGISTRATION =
            Pattern.compile("\\bregist(?:er|ers|ered|ration|rations)\\b", Pattern.CASE_INSENSITIVE);

    /** A record is an enregistrement, and keys and senders are enregistrés. */
    private static final Pattern OTHER_SENSES = Pattern.compile("\\b(?:record|key)s?\\b", Pattern.CASE_INSENSITIVE);

    /** Interpretations on certificates that are registered with the college. */
    private static final Set<String> OF_CERTIFICATES = Set.of("C20", "C32");

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w+)");

    @Test
    void each_term_has_both_languages_and_a_meaning_and_is_listed_once() throws IOException {
        List<List<String>> rows = rows();
        assertThat(rows).hasSizeGreaterThan(60).allSatisfy(row -> {
            assertThat(row).as(row.toString()).hasSize(7);
            assertThat(row.get(0)).isNotBlank();
            assertThat(row.get(1)).as("the French of " + row.get(0)).isNotBlank();
            assertThat(row.get(6)).as("the meaning of " + row.get(0)).endsWith(".");
        });
        assertThat(rows.stream().map(row -> row.get(0)).toList()).doesNotHaveDuplicates();
    }

    /** The glossary: a registration of an apprentice is an inscription; an enregistrement is a record. */
    @Test
    void a_registration_is_an_inscription_in_french() throws IOException {
        Stream<Text> rules = RuleBook.standard().catalogue().stream()
                .filter(rule -> !rule.id().startsWith("PORT-"))
                .flatMap(rule -> Stream.concat(
                        Stream.of(rule.statement()),
                        Stream.concat(
                                rule.failures().stream().map(RuleFailure::message),
                                Stream.ofNullable(rule.beyondText()))));
        Stream<Text> questions = Law.standard().interpretations().values().stream()
                .filter(interpretation -> !OF_CERTIFICATES.contains(interpretation.id()))
                .map(Interpretation::question);
        List<Text> texts = Stream.of(rules, questions, bundles())
                .flatMap(Function.identity())
                .toList();

        List<Text> registrations = texts.stream()
                .filter(text -> REGISTRATION.matcher(text.en()).find()
                        && !OTHER_SENSES.matcher(text.en()).find())
                .toList();
        assertThat(registrations).hasSizeGreaterThan(30);
        assertThat(registrations)
                .extracting(Text::fr)
                .filteredOn(french -> french.toLowerCase(Locale.ROOT).contains("enregistr"))
                .isEmpty();
    }

    private static Stream<Text> bundles() throws IOException {
        List<Text> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/ca"))) {
            for (Path english : files.filter(file -> file.endsWith("messages_en.properties"))
                    .toList()) {
                Properties en = read(english);
                Properties fr = read(english.resolveSibling("messages_fr.properties"));
                en.stringPropertyNames().stream()
                        .filter(key -> !en.getProperty(key).isBlank())
                        .forEach(key -> texts.add(new Text(en.getProperty(key), fr.getProperty(key))));
            }
        }
        return texts.stream();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void each_java_name_is_a_type_of_the_hub() throws IOException {
        Set<String> types = new HashSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher type = TYPE.matcher(Files.readString(source));
                while (type.find()) {
                    types.add(type.group(1));
                }
            }
        }
        Set<String> names = names(2);
        assertThat(names).hasSizeGreaterThan(50);
        assertThat(names).isSubsetOf(types);
    }

    @Test
    void each_sql_name_is_in_a_migration() throws IOException {
        String migrations;
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            migrations = String.join("\n", texts);
        }
        Set<String> names = names(3);
        assertThat(names).hasSizeGreaterThan(25).allSatisfy(name -> {
            String[] parts = name.split("\\.");
            assertThat(migrations)
                    .as(name)
                    .containsPattern("(?m)create table (\"?)" + parts[0] + "\\1[ (]|rename to " + parts[0] + "\\b");
            if (parts.length == 2) {
                assertThat(migrations).as(name).containsPattern("\\b" + parts[1] + "\\b");
            }
        });
    }

    private static Set<String> names(int column) throws IOException {
        Set<String> names = new TreeSet<>();
        for (List<String> row : rows()) {
            Matcher name = NAME.matcher(row.get(column));
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("src/docs/glossary.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| English |"))
                .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip))
                .map(cells -> cells.collect(Collectors.toList()))
                .toList();
    }
}
