// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.explanation.Explanation.RuleAnswer;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import ca.tradeshub.testing.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether a pay line below the minimum wage is warned depends on its registration, where that has arrived. */
@DisplayName("R1055-10.1 and R1055-10.3")
class ExemptWagesTest {

    private static final String PAYROLL = "PAY_123026635_20261120_000001.csv";

    private HubSteps hub;

    @BeforeEach
    void start() throws IOException {
        hub = new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.classpath()), 1000, 500);
    }

    @AfterEach
    void close() throws IOException {
        hub.close();
    }

    @Test
    void a_pay_line_is_not_warned_when_its_registration_exempts_it() throws IOException {
        registered(
                contract(1, "OYAP", ""),
                contract(2, "STANDARD", ""),
                contract(3, "PRE_APPRENTICESHIP", ""),
                contract(4, "PRE_APPRENTICESHIP", "D-1"),
                contract(5, "EMPLOYER_ESTABLISHED", "D-2"));

        paid(1, 2, 3, 4, 5);

        assertThat(warned()).containsExactly(3, 4);
        assertThat(answer(2)).isEqualTo("not applicable");
        assertThat(answer(3)).isEqualTo("fails");
    }

    @Test
    void a_pay_line_whose_registration_has_not_come_is_warned() throws IOException {
        paid(1);

        assertThat(warned()).containsExactly(2);
    }

    private void registered(String... contracts) throws IOException {
        hub.land(Lines.EMPLOYMENT, "in", "REG_20261120_000001.ndjson", bytes(Lines.registrations(1, contracts)));
        hub.process();
        hub.reconcile();
    }

    private void paid(int... people) throws IOException {
        String[] lines = new String[people.length];
        for (int i = 0; i < people.length; i++) {
            lines[i] = Lines.pay(people[i])
                    .replace(
                            "2016-01-01,,2016-01-04,2016-01-10,2016-01-10",
                            "2012-05-01,,2012-05-07,2012-05-13,2012-05-13")
                    .replace("N,,1,ON", "N,45.00,1,ON");
        }
        String control = Lines.control(PAYROLL, lines.length).replace("2016-", "2012-");
        hub.land(Lines.MAPLE, "in", PAYROLL + ".ctl", bytes(control));
        hub.land(Lines.MAPLE, "in", PAYROLL, bytes(Lines.payroll(lines)));
        hub.process();
        hub.reconcile();
    }

    private static String contract(int person, String programme, String approval) {
        return Lines.registration(person)
                .replace("TRAINING_AGREEMENT\",\"act\":\"OCTAA", "CONTRACT\",\"act\":\"TQAA")
                .replace("2015-06-01", "2012-05-01")
                .replace(
                        "\"programme\":\"STANDARD\"",
                        "\"programme\":\"" + programme + "\""
                                + (approval.isEmpty() ? "" : ",\"programmeApproval\":\"" + approval + "\""));
    }

    private List<Integer> warned() {
        return hub.jdbc()
                .sql("select distinct line from finding where rule = 'R1055-10.1' and outcome = 'warn' order by line")
                .query(Integer.class)
                .list();
    }

    private String answer(int line) {
        return hub.bean(Explanations.class).of(PAYROLL + ":" + line).orElseThrow().records().get(0).answers().stream()
                .filter(each -> each.rule().equals("R1055-10.1"))
                .map(RuleAnswer::answer)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
