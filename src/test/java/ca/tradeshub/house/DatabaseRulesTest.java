// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static java.util.Comparator.comparingInt;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How the code treats the database: one writer for each table, rows read by column name, locks in
 * one place, migrations that never change.
 */
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
                    "fc7f4ec8cddd60bf30fb2b5a8190057c6e4f5c3ab3c54b950285c55f7bc188b1"),
            Map.entry(
                    "V7__alarms_and_causes_in_french.sql",
                    "89e72bed3aec2588fab411fc943442b3a396754afeb77d50d588b4ea932c1033"),
            Map.entry(
                    "V8__resubmissions_and_sequences.sql",
                    "446696390e09953df5476029fa41abbd06039c9dddba9c02c487838b0ddc6dfe"),
            Map.entry(
                    "V10__order_and_findings.sql", "c635a0c80473c2cf8c6762b8744f4761437bc3c58dd66a74429fb48d8dba134e"),
            Map.entry("V21__search_by_claim.sql", "ec6fb6b01a80cbe9fd75fe8d58a7a38a820ee313ae9749344cbc913e34010d6a"),
            Map.entry("V18__states_of_records.sql", "be89992c4e573276e57a9bf7f4d9b6670f69ce7db930e376ea0f121806a183db"),
            Map.entry("V20__identity_found.sql", "8e4a225ffa1096e1c8a7c79ae00acab98d2bb23ea916f75a055fc8081ae0476f"),
            Map.entry("V23__states_by_lookup.sql", "a531621e509bd00c2b6976d3ca41cdaa12fb0c2fe6460c64d405987e7c446af9"),
            Map.entry(
                    "V22__refusals_and_their_keys.sql",
                    "bb2f5d4579325b49c83dc149b29add8718d95adc24563836de37e77078ac178b"),
            Map.entry(
                    "V19__exceptions_and_resolutions.sql",
                    "5ec8df0dfa2489f6534b45fe622363d82cf7d11a7a4ccf57f62807e984b59d2a"),
            Map.entry(
                    "V24__resolutions_of_a_basis.sql",
                    "327cb9432fa2f5becb8ba9a9c89990f75fb1c21ade2b8b3b67d19502118edc9e"),
            Map.entry(
                    "V25__missing_certificates.sql",
                    "f143e359d83d4db7edae6ba85550395f29fa5eb45fcb99d2c70d47b5236c283c"),
            Map.entry("V26__work_that_waits.sql", "753d50f8c88553bdb75a0d09707c8b150302d3928cff94ec1e891450bc497d55"),
            Map.entry(
                    "V27__claims_wait_for_files.sql",
                    "706631fbbdeb92dd0dd078640d329aa4d8d7567068fb2745ae18ff825b87f350"),
            Map.entry("V28__narrower_indexes.sql", "613f7e945da76565be84be8a7637f4d3d4419cadc253e9660a54543832df6d16"),
            Map.entry(
                    "V29__blocks_by_one_index.sql", "8f5a474276ecc72d4db215b2053a1a52479b611d6cb78a6eec853c883e08b3b0"),
            Map.entry(
                    "V30__basis_of_a_missing_registration.sql",
                    "bab9897ad40662e846e12ed1658ae459a5fbf97b9bd5c3d1f5c83c9d010fd351"),
            Map.entry("V31__totals.sql", "02589b0afde36bbb876396b897012bd9a0cfc73927f750d09a1f7d0e10f1b84c"),
            Map.entry(
                    "V32__messages_by_lookup.sql", "421d00565ab4252f58baacb5fe5a12154185e1ddcbdb25645001a2dd0ba26447"),
            Map.entry(
                    "V33__facts_of_a_block_key.sql",
                    "a9849f8b817a1f71fabb9a4cef64e23b916261d47ff7862864ed5cfb67387951"),
            Map.entry(
                    "V34__rows_that_change_in_their_page.sql",
                    "a5eb179f226fbf2e7c0b8e455b3900115f6c621f4abf8aa596e7f71a7fa0e469"),
            Map.entry(
                    "V35__undoing_that_waits.sql", "00ea9b32a90306cb47476d0dfac882147e354e6968d54744b59925fe46be4b2e"),
            Map.entry(
                    "V36__turns_of_decisions.sql", "7908b05d1ad76d5b92b09568b076ee3f373c80d50b3cb42a6329e9d9ae22af62"),
            Map.entry(
                    "V37__waiting_files_of_an_employer.sql",
                    "a96e70b99b576df81f73cfa11c0c306d112600124bf0b3f720e1f4546754cedf"),
            Map.entry(
                    "V38__lines_in_force_of_a_file.sql",
                    "009089824441b5bee7395d0ee1167ace4ad0976bbf6db0365397f431cda584c5"),
            Map.entry("V39__findings_by_file.sql", "37e9adee01d22c66c16093bf9575b1cca5205888229a539960ea49d33879fc38"),
            Map.entry("V42__unconfirmed_sins.sql", "f59ee30545cc3a4a47537dc3c599de540e195ead050764bee310f117afdafb0c"),
            Map.entry(
                    "V40__order_of_a_file_in_its_row.sql",
                    "34b22fcc0d97dd493bcfd1cecaa6aa4dc3c1461ad03f256f86a38e8ad313f386"),
            Map.entry("V41__keys_of_a_file.sql", "aff6e3c6c8bf66eaa8cc72310b9074ba3ba27e5f75605e5c4221359bc30e67bf"),
            Map.entry("V17__states_of_a_file.sql", "773fcb82ac375a08d3190b7b751922f9dd4749b0ae9836568e523d2f46422c1b"),
            Map.entry("V16__deliveries.sql", "f1083185d21215228002595e1160abad938b1ee023a996fec48f2f6b4544f535"),
            Map.entry(
                    "V11__archive_of_the_database.sql",
                    "f33bc14f72ec43fb49571a3affc91816412ff7cefe8db05b90855a8bfb56fc6a"),
            Map.entry("V15__one_row_a_record.sql", "49985db45441dbb8614e05ce40f8a89f9e099363ee055eefdc07957ff122539e"),
            Map.entry(
                    "V12__upper_case_identifiers_and_withdrawals.sql",
                    "160308beaa4c31582be16f801b769142c320b3397317c1d53735d08264fd667e"),
            Map.entry(
                    "V14__landing_in_batches.sql", "1dadd2750b32594c7eef35113f1fde6e36e588c7594036d98154f64d8bbb9383"),
            Map.entry(
                    "V9__refused_acknowledgements.sql",
                    "c86b1b2fb889bc9c5317b0689f22eb78dbe905d218a799cc68720bae9a023927"));

    /** The class that writes each table. */
    private static final Map<String, String> WRITERS = Map.ofEntries(
            Map.entry("acknowledgement", "AcknowledgementLedger"),
            Map.entry("acknowledgement_cursor", "OverdueAcknowledgements"),
            Map.entry("alarm", "Alarms"),
            Map.entry("archive", "ArchiveMark"),
            Map.entry("audit", "AuditTrail"),
            Map.entry("balance_changed", "FileClosing"),
            Map.entry("balance_delta", "Balances"),
            Map.entry("certificate", "RecordLedger"),
            Map.entry("correction", "CorrectionLedger"),
            Map.entry("dead_letter", "DeadLetters"),
            Map.entry("decision", "DecisionTable"),
            Map.entry("delayed_message", "OutboxLedger"),
            Map.entry("dirty_key", "AffectedKeys"),
            Map.entry("exception_case", "ExceptionCases"),
            Map.entry("exception_note", "ExceptionNotes"),
            Map.entry("exception_record", "ExceptionCases"),
            Map.entry("employee", "Staging"),
            Map.entry("employer_claim", "Staging"),
            Map.entry("employer_year", "Staging"),
            Map.entry("file", "FileLedger"),
            Map.entry("file_warning", "FileWarnings"),
            Map.entry("finding", "Findings"),
            Map.entry("identity_block", "IdentityIndex"),
            Map.entry("identity_link", "IdentityIndex"),
            Map.entry("lease", "QueueLeases"),
            Map.entry("ledger_total", "LedgerTotals"),
            Map.entry("message", "MessageLedger"),
            Map.entry("message_source", "MessageLedger"),
            Map.entry("parked", "Parking"),
            Map.entry("pay_line", "RecordLedger"),
            Map.entry("pending_upload", "PendingUploads"),
            Map.entry("queue_cursor", "OutboxLedger"),
            Map.entry("record", "RecordLedger"),
            Map.entry("refused_acknowledgement", "RefusedAcknowledgements"),
            Map.entry("registration", "RecordLedger"),
            Map.entry("rejection_pack", "CorrectionLedger"),
            Map.entry("resolution", "Resolutions"),
            Map.entry("send_batch", "OutboxLedger"),
            Map.entry("sender_response", "SenderResponses"),
            Map.entry("unconfirmed_sin", "UnconfirmedSins"),
            Map.entry("unused_sequence", "UnusedSequences"));

    /** Written by triggers alone. */
    private static final Set<String> KEPT_BY_THE_DATABASE = Set.of("file_with_state");

    /** Classes that complete a statement with a table's name: the tables of a feed, and the previews of a re-evaluation. */
    private static final Set<String> COMPLETE_TABLE_NAMES = Set.of("DependentKeys", "Findings", "StagedRecords");

    /** A column of a row that is read by its number. */
    private static final Pattern BY_NUMBER = Pattern.compile(
            "\\.get(?:Array|BigDecimal|Boolean|Bytes|Date|Int|Long|Object|String|Timestamp)\\(\\d+[,)]");

    private static final Pattern CREATED = Pattern.compile("create table (\\w+)|alter table (\\w+) rename to (\\w+)");

    /** A statement that writes, the columns of a COPY, or the name of a table given to a class that completes names. */
    private static final Pattern WRITTEN = Pattern.compile("(?:insert into|update|delete from|truncate)\\s+(\\w+)"
            + "|\"(\\w+) \\(file_id, |(?:replaceFindings|statements|touch)\\([^;]*?\"(\\w+)\"");

    private static final Pattern COMPLETED =
            Pattern.compile("\"(?:insert into|update|delete from|truncate) \"|(?:insert into|delete from|update) %s");

    @Test
    void one_class_writes_a_table() throws IOException {
        Set<String> tables = tables();
        Map<String, Set<String>> writers = new TreeMap<>();
        sources().forEach((path, text) -> {
            Matcher written = WRITTEN.matcher(text);
            while (written.find()) {
                Stream.of(written.group(1), written.group(2), written.group(3))
                        .filter(table -> table != null && tables.contains(table))
                        .forEach(table -> writers.computeIfAbsent(table, name -> new TreeSet<>())
                                .add(typeOf(path)));
            }
        });

        Map<String, Set<String>> allowed = new TreeMap<>();
        WRITERS.forEach((table, writer) -> allowed.put(table, Set.of(writer)));
        tables.removeAll(KEPT_BY_THE_DATABASE);
        assertThat(WRITERS.keySet()).isEqualTo(tables);
        assertThat(writers).isEqualTo(allowed);
    }

    @Test
    void statements_name_their_table() throws IOException {
        Set<String> completing = sources().entrySet().stream()
                .filter(source -> COMPLETED.matcher(source.getValue()).find())
                .map(source -> typeOf(source.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(completing).isEqualTo(new TreeSet<>(COMPLETE_TABLE_NAMES));
    }

    @Test
    void rows_are_read_by_column_name() throws IOException {
        List<String> byNumber = sources().entrySet().stream()
                .filter(source -> BY_NUMBER.matcher(source.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(byNumber).isEmpty();
    }

    /** The tables that the migrations leave. */
    private static Set<String> tables() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file :
                    files.sorted(comparingInt(DatabaseRulesTest::version)).toList()) {
                Matcher created = CREATED.matcher(Files.readString(file).replaceAll("--.*", ""));
                while (created.find()) {
                    if (created.group(1) == null) {
                        tables.remove(created.group(2));
                        tables.add(created.group(3));
                    } else {
                        tables.add(created.group(1));
                    }
                }
            }
        }
        assertThat(tables).hasSizeGreaterThan(20).contains("file", "record", "message");
        return tables;
    }

    private static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static String typeOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

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
