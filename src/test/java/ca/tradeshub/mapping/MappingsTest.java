// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.mapping.conversion.Placeholders;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingsTest {

    private static final MappingSource HOUSE = MappingSource.folder(Path.of("mappings"));

    @TestFactory
    Stream<DynamicTest> every_example_beside_a_sheet_holds() {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> sheets = HOUSE.files().keySet().stream()
                .filter(file -> file.endsWith(SheetCompiler.SUFFIX))
                .toList();
        assertThat(sheets).hasSize(5);
        for (String file : sheets) {
            String examples = file.replace(SheetCompiler.SUFFIX, Examples.SUFFIX);
            Map<String, Runnable> checks = new Examples(
                            new SheetCompiler(
                                            HOUSE,
                                            file,
                                            Placeholders.parse(HOUSE.files().get(Mappings.PLACEHOLDERS)))
                                    .mapping(),
                            SheetNode.parse(examples, HOUSE.files().get(examples)))
                    .checks();
            assertThat(checks).hasSizeGreaterThan(2);
            checks.forEach((name, check) -> tests.add(DynamicTest.dynamicTest(file + ": " + name, check::run)));
        }
        return tests.stream();
    }

    @Test
    void the_sheets_of_the_house_load_from_the_class_path_too() {
        Mappings fromFolder = Mappings.load(HOUSE);
        assertThat(fromFolder.layouts()).containsExactly("boreal", "centime", "standard");
        assertThat(Mappings.load(MappingSource.classpath()).digest())
                .isEqualTo(fromFolder.digest())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void sheets_load_from_inside_a_jar(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("hub.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("mappings/"));
            out.putNextEntry(new JarEntry("mappings/codes/"));
            for (Map.Entry<String, String> file : HOUSE.files().entrySet()) {
                out.putNextEntry(new JarEntry("mappings/" + file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            out.putNextEntry(new JarEntry("elsewhere.yaml"));
        }
        assertThat(MappingSource.classpath(new URL("jar:" + jar.toUri() + "!/mappings/")))
                .isEqualTo(HOUSE);
    }

    @Test
    void a_layout_is_added_by_a_sheet_alone() {
        Map<String, String> files = new TreeMap<>(HOUSE.files());
        for (String suffix : List.of(SheetCompiler.SUFFIX, Examples.SUFFIX)) {
            files.put(
                    "payroll-lakeside" + suffix,
                    files.get("payroll-standard" + suffix)
                            .replace("gross_wages", "wages before deductions")
                            .replace("separator: \",\"", "separator: \"|\"")
                            .replace(
                                    "before deductions, as: decimal",
                                    "before deductions, as: decimal, grouped: \",\", negative: after")
                            .replace("wages before deductions: \"650.00\"", "wages before deductions: \"1,650.00-\"")
                            .replace("grossWages: 650.00", "grossWages: -1650.00"));
        }
        Mappings mappings = Mappings.load(MappingSource.of(files));
        assertThat(mappings.layout("lakeside").orElseThrow().separator()).isEqualTo('|');
        assertThat(mappings.layout("lakeside").orElseThrow().columns())
                .contains("wages before deductions")
                .hasSize(26);
        assertThat(mappings.payroll("lakeside").orElseThrow().digest())
                .isNotEqualTo(mappings.payroll("standard").orElseThrow().digest());
        assertThat(mappings.payroll("unheard")).isEmpty();
        assertThat(mappings.digest()).isNotEqualTo(Mappings.load(HOUSE).digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payroll-standard.mapping.yaml|line_id, as: text|line_id, as: txt|5|unknown conversion 'txt'",
                "payroll-standard.mapping.yaml|max: 40|maximum: 40|5|unknown key 'maximum'; known are after, as",
                "payroll-standard.mapping.yaml|  sin:|  sinn:|8|unknown field 'sinn'; known are lineId",
                "payroll-standard.mapping.yaml|from: line_id, ||5|'from' is missing",
                "payroll-standard.mapping.yaml|max: 40|max: many|5|a whole number is expected",
                "payroll-standard.mapping.yaml|yyyy-MM-dd, required|yyyy-mm-dd, required|13|not a date pattern",
                "payroll-standard.mapping.yaml|pay_date, as: date, pattern: yyyy-MM-dd|pay_date, as: text, max: 9|17|cannot"
                        + " fill field 'payDate', a LocalDate",
                "payroll-standard.mapping.yaml|max: 40, required: true|max: 40|5|needs required, whenEmpty",
                "payroll-standard.mapping.yaml|  familyName:|  #|2|field 'familyName' is missing",
                "payroll-standard.mapping.yaml|max: 40, required: true|max: 40, required: yes|5|true or false",
                "payroll-standard.mapping.yaml|fees, as: decimal, whenEmpty: \"0.00\"|fees, as: decimal, whenEmpty:"
                        + " none|23|is not a number",
                "payroll-standard.mapping.yaml|whenEmptyTake: grossWages|whenEmptyTake: payDate|24|of another type",
                "payroll-standard.mapping.yaml|assistance-kinds|kinds|26|no code table codes/kinds.csv",
                "payroll-standard.mapping.yaml|charset: UTF-8|charset: UTF-16|3|not an encoding that contains ASCII",
                "payroll-standard.mapping.yaml|charset: UTF-8|charset: utf 8|3|there is no encoding 'utf 8'",
                "payroll-standard.mapping.yaml|separator: \",\"|separator: \", \"|3|a single character",
                "payroll-standard.mapping.yaml|from: line_id|from: ' line_id'|5|a name without blanks around it",
                "payroll-standard.mapping.yaml|fees, as: decimal, |fees, as: decimal, separator: '-', |23|'.' or ','",
                "payroll-standard.mapping.yaml|fees, as: decimal, |fees, as: decimal, grouped: '.', |23|the same character",
                "payroll-standard.mapping.yaml|fees, as: decimal, |fees, as: decimal, grouped: x, |23|true or false",
                "payroll-standard.mapping.yaml|fees, as: decimal, |fees, as: decimal, negative: behind, |23|parentheses or none",
                "payroll-standard.mapping.yaml|whenEmptyTake: grossWages|whenEmptyTake: employeeTotalWages|24|itself takes",
                "payroll-standard.mapping.yaml|whenEmptyTake: grossWages|whenEmptyTake: journeypersonRate|24|may be empty"
                        + " itself",
                "payroll-standard.mapping.yaml|min: 1, max: 9|min: 9, max: 1|29|max is less than min",
                "payroll-centime.mapping.yaml|before: \",\"|before: \"\"|9|the separator of the parts",
                "payroll-centime.mapping.yaml|\"no\": \"0\"|\"no\": \"1\"|30|yes and no are written alike",
                "codes/certificate-types.csv|PQ,PQ|PQ,|4|a line must have a code and a value",
                "codes/certificate-types.csv|PQ,PQ|PQ,\"PQ|4|a line must have a code and a value",
                "payroll-standard.mapping.yaml|separator: \",\"|separator: '\"'|3|cannot set columns apart",
                "payroll-standard.mapping.yaml|separator: \",\"|separator: \"\\n\"|3|cannot set columns apart",
                "payroll-standard.mapping.yaml|separator: \",\"|separator: \"#\"|3|cannot set columns apart",
                "payroll-standard.mapping.yaml|layout:|#|2|a payroll sheet, and no other, has a layout",
                "payroll-standard.mapping.yaml|feed: payroll|feed: wages|2|unknown feed 'wages'",
                "payroll-standard.mapping.yaml|feed: payroll|feed: certificates|2|must be named certificates",
                "payroll-standard.mapping.yaml|fields:|fields: [|6|this is not YAML",
                "payroll-standard.mapping.yaml|  agreementNumber:|  lineId:|6|'lineId' occurs twice",
                "certificates.mapping.yaml|from: tradeCode|from: trade|12|fixed-width record has no field 'trade'",
                "codes/certificate-types.csv|PQ,PQ|PQ,PROVISIONAL|4|'PROVISIONAL' is not a constant of Type",
                "codes/certificate-types.csv|PQ,PQ|CQ,PQ|4|code 'CQ' occurs twice",
                "codes/certificate-types.csv|PQ,PQ|PQ|4|a line must have a code and a value",
                "codes/certificate-types.csv|code,value|code|1|the header row must be code,value",
                "payroll-standard.examples.yaml|grossWages: 650.00|grossWages: 650.01|46|field 'grossWages' is 650.00",
                "payroll-standard.examples.yaml|MAP-DATE payDate|MAP-DATE payday|80|it has errors [MAP-REQUIRED lineId",
                "payroll-standard.examples.yaml|    line_id: 2016|    lineid: 2016|3|the sheet has no column 'lineid'",
                "payroll-standard.examples.yaml|    workProvince: \"ON\"|    #|1|no example gives field 'workProvince'",
                "payroll-standard.examples.yaml|like: a weekly|like: a monthly|57|there is no example 'a monthly",
            })
    void a_mistake_stops_the_load_with_file_line_and_reason(
            String file, String part, String instead, int line, String reason) {
        Map<String, String> files = new TreeMap<>(HOUSE.files());
        String text = files.get(file);
        assertThat(text).contains(part);
        int at = text.indexOf(part);
        files.put(file, text.substring(0, at) + (instead == null ? "" : instead) + text.substring(at + part.length()));
        assertThatThrownBy(() -> Mappings.load(MappingSource.of(files)))
                .isInstanceOf(BadSheetException.class)
                .hasMessageStartingWith(file + ", line " + line + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void sheets_and_tables_may_be_written_by_an_office_program(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> file : HOUSE.files().entrySet()) {
            String text = file.getKey().endsWith("types.csv")
                    ? file.getValue().replace("PQ,PQ", "\"PQ\",\"PQ\"").replace("\n", "\r\n")
                    : file.getValue();
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, "\uFEFF" + text);
        }

        assertThat(Mappings.load(MappingSource.folder(folder)).layouts()).contains("standard", "centime");
    }

    @ParameterizedTest
    @CsvSource({
        "payroll-standard.examples.yaml, payroll-standard.mapping.yaml, there are no examples",
        "payroll-standard.mapping.yaml, payroll-standard.examples.yaml, there is no sheet",
    })
    void a_sheet_and_its_examples_come_together(String missing, String file, String reason) {
        Map<String, String> files = new TreeMap<>(HOUSE.files());
        files.remove(missing);
        assertThatThrownBy(() -> Mappings.load(MappingSource.of(files)))
                .isInstanceOf(BadSheetException.class)
                .hasMessageStartingWith(file)
                .hasMessageContaining(reason);
    }

    @Test
    void text_that_no_sheet_can_have_is_named_by_file_and_line(@TempDir Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>(HOUSE.files());
        String sheet = files.get("payroll-standard.mapping.yaml");
        files.put("payroll-standard.mapping.yaml", "# a bell:\n# \u0007\n" + sheet);
        assertThatThrownBy(() -> Mappings.load(MappingSource.of(files)))
                .isInstanceOf(BadSheetException.class)
                .hasMessageStartingWith("payroll-standard.mapping.yaml, line 2: ")
                .hasMessageContaining("U+0007");
        files.put("payroll-standard.mapping.yaml", sheet + "more: " + "[".repeat(200) + "]".repeat(200));
        assertThatThrownBy(() -> Mappings.load(MappingSource.of(files)))
                .isInstanceOf(BadSheetException.class)
                .hasMessageStartingWith("payroll-standard.mapping.yaml, line ");

        Files.write(folder.resolve("x.mapping.yaml"), "# a\n# caf\u00E9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> MappingSource.folder(folder))
                .isInstanceOf(BadSheetException.class)
                .hasMessageStartingWith("x.mapping.yaml, line 2: ");
    }

    @Test
    void what_is_no_sheet_is_left_alone_and_a_sheet_of_another_ending_is_not(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve(".DS_Store"), new byte[] {(byte) 0xFF, 0});
        Files.write(folder.resolve("notes.txt"), new byte[] {(byte) 0xFF, 0});
        assertThat(MappingSource.folder(folder).files()).isEmpty();

        Map<String, String> files = new TreeMap<>(HOUSE.files());
        files.put("payroll-lakeside.mapping.yml", files.get("payroll-standard.mapping.yaml"));
        assertThatThrownBy(() -> Mappings.load(MappingSource.of(files)))
                .isInstanceOf(BadSheetException.class)
                .hasMessageStartingWith("payroll-lakeside.mapping.yml, line 1: ")
                .hasMessageContaining(".mapping.yaml");
    }

    @Test
    void the_two_other_feeds_must_have_a_sheet() {
        assertThatThrownBy(() -> Mappings.load(MappingSource.of(Map.of())))
                .isInstanceOf(BadSheetException.class)
                .hasMessageContaining("the sheet is missing");
    }
}
