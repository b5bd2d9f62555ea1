package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.locks.AdvisoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the code treats the database: locks in one place, migrations that never change. */
class DatabaseRulesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    /** Databases have run these migrations. Add a line for each new one; never change one. */
    private static final Map<String, String> RELEASED = Map.ofEntries(
            Map.entry("V1__ledger.sql", "b70bbda37143cfccf015eb07ab53f60adc162573d5a0410fa00c25ce4eb549cf"),
            Map.entry("V2__amounts.sql", "ce5289f2fcadd5c205c971bda236760041a504d913316aee702614307979441c"),
            Map.entry("V3__decided_under.sql", "37e28dd456251fa742c2cfe3ab568573359cf024753cdecb1a691ca311084e3c"),
            Map.entry("V4__refusals_in_french.sql", "5c064addb5cf1c7059ad8cd0083debcc4c518a4171d32916d0b108ad74c5e7e9"),
            Map.entry(
                    "V5__one_word_one_meaning.sql", "1d14e0ca4084a674ede2b98a8f0d80140654552a10e507795dc4740d7acf1e64"),
            Map.entry(
                    "V6__names_with_one_meaning.sql",
                    "fc7f4ec8cddd60bf30fb2b5a8190057c6e4f5c3ab3c54b950285c55f7bc188b1"));

    @Test
    void only_the_package_locks_names_advisory_locks() throws IOException {
        List<String> places = sources().entrySet().stream()
                .filter(source -> source.getValue().contains("pg_advisory")
                        || source.getValue().contains("pg_try_advisory"))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(places).containsExactly("ca/tradeshub/locks/AdvisoryLock.java");
    }

    @Test
    void the_documented_order_of_the_locks_is_the_order_of_the_enum() throws IOException {
        String document = Files.readString(Path.of("src/docs/architecture.md"));
        Matcher row = Pattern.compile("(?m)^\\| `([A-Z_]+)`.*\\|.*\\|.*\\|$")
                .matcher(document.substring(document.indexOf("## Locks"), document.indexOf("## Invariants")));
        List<String> documented = row.results().map(found -> found.group(1)).toList();
        assertThat(documented)
                .containsExactly(
                        Stream.of(AdvisoryLock.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void a_migration_never_changes() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), digest(Files.readAllBytes(file)));
            }
        }
        assertThat(found).isEqualTo(new TreeMap<>(RELEASED));
    }

    /** The texts of the hub's classes by path. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                texts.put(SOURCES.relativize(file).toString(), Files.readString(file));
            }
        }
        assertThat(texts).hasSizeGreaterThan(300);
        return texts;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }
}
