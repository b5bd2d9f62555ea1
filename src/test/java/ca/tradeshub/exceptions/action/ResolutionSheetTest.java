// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionParts;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ResolutionSheet.Line;
import ca.tradeshub.exceptions.action.ResolutionSheet.Outcome;
import ca.tradeshub.ledger.RecordAddress;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions leave as a table and come back with decisions. */
class ResolutionSheetTest {

    private static final ResolutionSheet.Actor OLGA = new ResolutionSheet.Actor("olga", true, false);
    private static final ResolutionSheet.Actor ANNA = new ResolutionSheet.Actor("anna", false, true);

    private final ExceptionParts hub = new ExceptionParts();
    private final ResolutionSheet sheet = hub.part(ResolutionSheet.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_table_shows_what_a_person_needs_and_no_whole_number_of_a_person() {
        hub.heldPay("123026635RP0001/1");
        hub.mismatch("12345678/309A", "=1+1", "2", hub.heldRecord("R", "TA-1", "X", null));

        String table = exported();
        assertThat(table)
                .startsWith(
                        "\uFEFFid,revision,type,state,about,rule,amount,amount_of,message_en,message_fr,values,resolution,"
                                + "waiting,offered,"
                                + "decision,chosen,reason\r\n")
                .contains(
                        "RULE_HOLD,OPEN,123026635RP0001/1,TEST-01,100.50,WAGES,Too many.,Trop.",
                        "ACCEPT REJECT DONE_OUTSIDE",
                        "******78/309A",
                        "left: =1+1 | right: 2",
                        "USE_VALUE REJECT DONE_OUTSIDE")
                .doesNotContain("12345678");
    }

    @Test
    void of_a_key_that_a_file_has_twice_both_amounts_are_in_the_table() {
        RecordAddress pay = hub.heldRecord("P", "123026635RP0001/1", "DUPLICATE_KEY", null);
        RecordAddress certificate = hub.heldRecord("C", "ON/1", "DUPLICATE_KEY", null);
        hub.part(ExceptionCases.class).openForFile(pay.fileId());
        hub.part(ExceptionCases.class).openForFile(certificate.fileId());

        assertThat(exported())
                .contains(pay.fileId() + ":" + pay.line() + ": 100.50 (sender-P)")
                .contains(certificate.fileId() + ":" + certificate.line() + ":  (sender-C)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(A1)",
                "\"=1\"",
                "text; =1+1",
                "=1;-2",
                "plain, \"quoted\""
            })
    void a_reason_that_a_spreadsheet_would_take_for_a_formula_comes_back_as_it_was(String reason) {
        ExceptionCase held = hub.heldPay("k");
        String cell = ca.tradeshub.canonical.VisibleText.inCell(reason);
        String table = decided(held, "REJECT", "", cell);

        assertThat(sheet.read(utf8(table), false, OLGA).lines())
                .containsExactly(
                        new Line(2, held.id(), ResolutionKind.REJECT, false, null, ExceptionState.CLOSED, null));
        assertThat(hub.part(Resolutions.class).of(held.id()))
                .extracting(Resolution::reason)
                .containsExactly(reason);
    }

    @Test
    void a_dry_run_equals_the_run_and_changes_nothing() {
        ExceptionCase reject = hub.heldPay("k1");
        ExceptionCase accept = hub.heldPay("k2");
        ExceptionCase wrongKind = hub.heldPay("k3");
        ExceptionCase stale = hub.heldPay("k4");
        ExceptionCase noReason = hub.heldPay("k5");
        ExceptionCase mismatch =
                hub.mismatch("123026635RP0001/TA-1/2016-12-31", "1", "2", hub.heldRecord("P", "k6", "X", null));
        ExceptionCase closed = hub.heldPay("k7");
        ExceptionCase twice = hub.heldPay("k8");
        hub.part(ExceptionActions.class)
                .resolve(
                        List.of(new ExceptionActions.Wanted(
                                closed.id(), closed.revision(), ResolutionKind.REJECT, null)),
                        "before",
                        "ben");
        String table = "id,revision,decision,chosen,reason\n"
                + row(reject, "reject", "", "r")
                + row(accept, "ACCEPT", "", "r")
                + row(wrongKind, "LINK", "", "r")
                + stale.id() + ",99,REJECT,,r\n"
                + row(noReason, "REJECT", "", "")
                + row(mismatch, "USE_VALUE", "right", "r")
                + row(closed, "REJECT", "", "r")
                + row(twice, "REJECT", "", "r")
                + row(twice, "ACCEPT", "", "r")
                + "999,1,REJECT,,r\n"
                + "x,1,REJECT,,r\n"
                + "1,1,PERHAPS,,r\n"
                + "1,1,,,left out\n";

        Outcome dry = sheet.read(utf8(table), true, OLGA);
        assertThat(hub.effects().calls()).hasSize(1);
        assertThat(hub.texts("select count(*)::text from resolution")).containsExactly("1");

        Outcome run = sheet.read(utf8(table), false, OLGA);
        assertThat(run).isEqualTo(dry);
        assertThat(run.lines())
                .extracting(Line::state)
                .containsExactly(
                        ExceptionState.CLOSED,
                        ExceptionState.AWAITING_APPROVAL,
                        null,
                        null,
                        null,
                        ExceptionState.AWAITING_APPROVAL,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        assertThat(hub.effects().calls()).hasSize(2);
        assertThat(run.lines()).filteredOn(line -> line.state() == null).allMatch(line -> line.problem() != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d:2", "%02d:02", "%d:02:00"})
    void a_record_that_a_spreadsheet_made_a_time_of_is_chosen(String time) {
        RecordAddress pay = hub.heldRecord("P", "k", "DUPLICATE_KEY", null);
        hub.record(pay.fileId(), 3, "P", "k", "DUPLICATE_KEY", null);
        hub.part(ExceptionCases.class).openForFile(pay.fileId());
        String table = decided(hub.newest(), "USE_VALUE", time.formatted(pay.fileId()), "r");

        assertThat(sheet.read(utf8(table), false, OLGA).lines())
                .extracting(Line::problem)
                .containsOnlyNulls();
        assertThat(hub.texts("select chosen from resolution")).containsExactly(pay.fileId() + ":2");
    }

    @Test
    void a_table_saved_by_a_french_spreadsheet_is_read() {
        ExceptionCase held = hub.heldPay("k");
        String table = "\uFEFFid;revision;type;decision;chosen;reason\r\n" + held.id() + ";" + held.revision()
                + ";RULE_HOLD;REJECT;;\"erreur, vérifiée\"\r\n";

        assertThat(sheet.read(utf8(table), false, OLGA).lines()).allMatch(line -> line.problem() == null);
        assertThat(hub.part(Resolutions.class).of(held.id()))
                .extracting(Resolution::reason)
                .containsExactly("erreur, vérifiée");
    }

    @Test
    void columns_that_a_spreadsheet_adds_without_a_name_do_not_matter() {
        ExceptionCase held = hub.heldPay("k");
        String table = "id,revision,decision,chosen,reason,,\n" + held.id() + "," + held.revision() + ",REJECT,,r,,\n";

        assertThat(sheet.read(utf8(table), false, OLGA).lines()).allMatch(line -> line.problem() == null);
        assertThat(hub.part(Resolutions.class).of(held.id())).hasSize(1);
    }

    @Test
    void a_semicolon_in_the_header_of_a_table_with_commas_separates_nothing() {
        ExceptionCase held = hub.heldPay("k");
        String table = "id,revision,decision,chosen,reason,seen; by whom\n" + held.id() + "," + held.revision()
                + ",REJECT,,r,anna\n";

        assertThat(sheet.read(utf8(table), false, OLGA).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.problem()).isNull());
    }

    @Test
    void an_approval_with_a_value_is_refused() {
        ExceptionCase held = hub.heldPay("k");
        String table = "id,revision,resolution,decision,chosen,reason\n" + held.id() + "," + held.revision()
                + ",1,APPROVE,left,\n";

        assertThat(problems(sheet.read(utf8(table), true, ANNA)))
                .singleElement()
                .asString()
                .startsWith("An approval has no value and no reason.");
    }

    @Test
    void of_a_table_that_names_a_column_twice_no_line_is_read() {
        ExceptionCase held = hub.heldPay("k");
        String table = "id,revision,decision,decision,chosen,reason\n" + held.id() + "," + held.revision()
                + ",REJECT,ACCEPT,,r\n";

        assertThat(problem(utf8(table))).contains("not valid CSV");
        assertThat(hub.effects().calls()).isEmpty();
    }

    @Test
    void a_table_without_lines_needs_its_columns_too() {
        assertThat(problem(utf8("identifiant,revision,decision,chosen,reason\n")))
                .contains("missing in the table: id.");
    }

    @Test
    void a_table_that_cannot_be_read_as_a_whole_changes_nothing() {
        ExceptionCase held = hub.heldPay("k");
        String table = decided(held, "REJECT", "", "vérifié");

        assertThat(problem(table.getBytes(Charset.forName("windows-1252")))).contains("UTF-8");
        assertThat(problem(utf8("id,decision\n1,REJECT\n")))
                .contains("missing in the table: revision, chosen, reason.");
        assertThat(problem(utf8("id,revision,decision,chosen,reason\n1,1,REJECT,,\"never ends")))
                .contains("not valid CSV");
        String row = row(held, "REJECT", "", "r");
        assertThat(problem(utf8("id,revision,decision,chosen,reason\n" + row.repeat(ResolutionSheet.MOST_LINES + 1))))
                .contains("more than 10000");
        assertThat(sheet.read(
                                utf8("id,revision,decision,chosen,reason\n" + row.repeat(ResolutionSheet.MOST_LINES)),
                                true,
                                OLGA)
                        .lines())
                .as("the longest table")
                .hasSize(ResolutionSheet.MOST_LINES);
        assertThat(sheet.read(utf8(""), false, OLGA).lines()).isEmpty();
        assertThat(hub.effects().calls()).isEmpty();
    }

    @Test
    void what_the_effects_refuse_is_refused_in_the_dry_run_too() {
        ExceptionCase held = hub.heldPay("k");
        hub.effects().refuse(new Text("Not now.", "Pas maintenant."));

        assertThat(sheet.read(utf8(decided(held, "REJECT", "", "r")), true, OLGA)
                        .lines())
                .extracting(line -> line.problem().en())
                .containsExactly("Not now.");
    }

    @Test
    void what_waits_is_shown_and_approved_by_a_table() {
        List<ExceptionCase> held = List.of(hub.heldPay("k1"), hub.heldPay("k2"), hub.heldPay("k3"), hub.heldPay("k4"));
        List<Long> waiting = held.stream()
                .map(each -> hub.part(ExceptionActions.class)
                        .resolve(
                                List.of(new ExceptionActions.Wanted(
                                        each.id(), each.revision(), ResolutionKind.ACCEPT, null)),
                                "born 1961-05-03",
                                each == held.get(3) ? "Anna" : "olga")
                        .get(0)
                        .resolution())
                .toList();
        hub.part(ExceptionActions.class).undo(held.get(2).id(), waiting.get(2), "a mistake", "olga");

        String table = exported();
        assertThat(table)
                .contains(
                        waiting.get(0) + ",ACCEPT (olga): born ****-**-**,APPROVE,,,\r\n",
                        ",,,ACCEPT REJECT DONE_OUTSIDE,,,\r\n");
        byte[] approved = utf8("id,revision,resolution,decision,chosen,reason\n"
                + approval(held.get(0), waiting.get(0), "")
                + approval(held.get(1), waiting.get(1), "twice a month")
                + approval(held.get(2), waiting.get(2), "")
                + approval(held.get(3), waiting.get(3), ""));

        assertThat(problems(sheet.read(approved, false, OLGA)))
                .allMatch(problem -> problem.startsWith("Only a user with the role approver")
                        || problem.startsWith("An approval has no value and no reason."));
        Outcome dry = sheet.read(approved, true, ANNA);
        assertThat(hub.effects().calls()).isEmpty();
        Outcome run = sheet.read(approved, false, ANNA);
        assertThat(run).isEqualTo(dry);
        assertThat(run.lines().get(0))
                .isEqualTo(
                        new Line(2, held.get(0).id(), ResolutionKind.ACCEPT, true, null, ExceptionState.CLOSED, null));
        assertThat(problems(run))
                .containsExactly(
                        "An approval has no value and no reason. Leave these two columns empty; write a note on the page of "
                                + "the exception.",
                        "User olga has already ended the resolution. Nothing was changed. Read the exception again.",
                        "You made this decision yourself. Another person must approve or decline it.");
        assertThat(hub.effects().calls()).containsExactly("taken " + held.get(0).id() + " ACCEPT");
        assertThat(problems(sheet.read(approved, false, ANNA)).get(0)).startsWith("User anna has approved");
    }

    @Test
    void who_may_only_approve_decides_nothing() {
        ExceptionCase held = hub.heldPay("k1");
        assertThat(problems(sheet.read(utf8(decided(held, "REJECT", "", "r")), false, ANNA)))
                .containsExactly("Only a user with the role operator decides. Have an operator send this line.");
        assertThat(problems(sheet.read(utf8(decided(held, "APPROVE", "", "")), false, ANNA)))
                .containsExactly("The id, the revision or the resolution is not a number. Export the table again.");
        assertThat(hub.texts("select count(*)::text from resolution")).containsExactly("0");
    }

    private static List<String> problems(Outcome outcome) {
        return outcome.lines().stream()
                .filter(line -> line.problem() != null)
                .map(line -> line.problem().en())
                .toList();
    }

    private static String approval(ExceptionCase exception, long resolution, String reason) {
        return exception.id() + "," + exception.revision() + "," + resolution + ",approve,," + reason + "\n";
    }

    private String exported() {
        StringWriter out = new StringWriter();
        sheet.write(hub.ids(), out);
        return out.toString();
    }

    /** The exported table of one exception with a decision filled in. */
    private String decided(ExceptionCase exception, String decision, String chosen, String reason) {
        StringWriter out = new StringWriter();
        sheet.write(List.of(exception.id()), out);
        String table = out.toString();
        assertThat(table).endsWith(",,,\r\n");
        return table.substring(0, table.length() - ",,\r\n".length()) + decision + "," + chosen + ",\""
                + reason.replace("\"", "\"\"") + "\"\r\n";
    }

    private static String row(ExceptionCase exception, String decision, String chosen, String reason) {
        return exception.id() + "," + exception.revision() + "," + decision + "," + chosen + "," + reason + "\n";
    }

    private String problem(byte[] table) {
        return sheet.read(table, false, OLGA).problem().en();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_table_with_a_null_character_is_refused() {
        String table = "id,revision,decision,chosen,reason\n%d,1,REJECT,,why\0\n";
        assertThat(problem(utf8(table.formatted(hub.heldPay("k").id())))).contains("not valid CSV");
    }

    @Test
    void a_dry_run_settles_the_second_exception_of_a_basis_with_the_first_as_the_run_does() {
        StringBuilder table = new StringBuilder("id,revision,decision,chosen,reason\n");
        for (String key : List.of("123026635RP0001/TA-1/2016-12-31", "123026635RP0001/TA-2/2016-12-31")) {
            hub.part(ExceptionCases.class)
                    .open(
                            ExceptionSubject.ofKey(key),
                            List.of(ExceptionParts.differs("1", "2").withBasis("shared")),
                            List.of(hub.heldRecord("P", key, "X", null)));
            table.append(row(hub.newest(), "REJECT", "", "why"));
        }

        Outcome dry = sheet.read(utf8(table.toString()), true, OLGA);

        assertThat(dry.lines()).extracting(Line::state).containsOnly(ExceptionState.CLOSED);
        assertThat(dry.lines())
                .extracting(Line::settledWith)
                .containsExactly(null, dry.lines().get(0).exception());
        assertThat(sheet.read(utf8(table.toString()), false, OLGA)).isEqualTo(dry);
    }
}
