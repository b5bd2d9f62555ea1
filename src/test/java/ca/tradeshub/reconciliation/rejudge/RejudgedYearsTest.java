// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A re-evaluation returns all lines of a file, so that its control file counts no more, or accepts one, so that it counts
 * again. The preview states what follows for the claims of other files.
 */
class RejudgedYearsTest {

    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";

    /** More keys than a page of a re-evaluation has. */
    private static final int SEVERAL_PAGES = 1_100;

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    /** A claim of 2016, and another file of the employer whose control file states another payroll. */
    private long twoFilesThatDiffer(int lines) {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1000001", "10000001", "Okafor", "Benjamin")));
        hub.file(Feed.PAYROLL, 1, employer("300000.00"), List.of(), List.of(line("L-1", "TA-1")));
        List<PayLine> others = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            others.add(line("M-%05d".formatted(i), "TA-2"));
        }
        long file = hub.file(Feed.PAYROLL, 2, employer("500000.00"), List.of(), others);
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).contains("VALUE_MISMATCH");
        return file;
    }

    /** The lines were paid in another year, which an earlier rule let pass. */
    private void paidInAnotherYear(long file) {
        paid(file, LocalDate.of(2016, 12, 29), LocalDate.of(2017, 1, 4), LocalDate.of(2017, 1, 5));
    }

    /** The lines of a file get another period, as if an earlier rule set had read them so. */
    private void paid(long file, LocalDate start, LocalDate end, LocalDate on) {
        hub.jdbc()
                .sql(
                        "update pay_line set pay_date = :on, period_start = :start, period_end = :end where file_id = :file")
                .param("on", on)
                .param("start", start)
                .param("end", end)
                .param("file", file)
                .update();
        hub.jdbc().sql("update file set rules_digest = 'others'").update();
    }

    private List<MessageChange> previewed() {
        return hub.rejudgement().preview((phase, done, total) -> {}).messages();
    }

    private List<MessageChange> done() {
        RejudgementCounts counts = new RejudgementCounts(hub.jdbc());
        long last = counts.lastMessage();
        hub.rejudgement().run("amelie", (phase, done, total) -> {});
        hub.reconcileAndDeliver();
        return counts.messagesSince(last);
    }

    @Test
    void the_preview_states_what_follows_when_a_control_file_counts_no_more() {
        paidInAnotherYear(twoFilesThatDiffer(1));

        List<MessageChange> previewed = previewed();

        assertThat(previewed).containsExactly(new MessageChange("taxcredit.verification", "NEW", 1, null, "195.00"));
        assertThat(done()).isEqualTo(previewed);
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
        assertThat(hub.openExceptions()).isEmpty();
    }

    @Test
    void the_lines_of_a_file_that_are_judged_on_several_pages_count_together() {
        paidInAnotherYear(twoFilesThatDiffer(SEVERAL_PAGES));

        List<MessageChange> previewed = previewed();

        assertThat(previewed).containsExactly(new MessageChange("taxcredit.verification", "NEW", 1, null, "195.00"));
        assertThat(done()).isEqualTo(previewed);
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void the_preview_states_what_follows_when_a_control_file_counts_again() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1000001", "10000001", "Okafor", "Benjamin")));
        hub.file(Feed.PAYROLL, 1, employer("300000.00"), List.of(), List.of(line("L-1", "TA-1")));
        hub.reconcileAndDeliver();
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
        PayLine late = line("M-1", "TA-2", LocalDate.of(2017, 1, 5));
        long file = hub.file(Feed.PAYROLL, 2, employer("500000.00"), List.of(), List.of(late));
        hub.reconcileAndDeliver();
        assertThat(hub.states(file).values()).containsExactly("REJECTED/C25");
        paid(file, LocalDate.of(2016, 3, 7), LocalDate.of(2016, 3, 13), LocalDate.of(2016, 3, 13));

        RejudgementReport preview = hub.rejudgement().preview((phase, done, total) -> {});

        assertThat(preview.keys())
                .as("the claim of the line, and the one that reads the year otherwise")
                .isEqualTo(2);
        assertThat(preview.messages()).isEmpty();
        assertThat(done()).isEqualTo(preview.messages());
        assertThat(hub.openExceptions()).contains("VALUE_MISMATCH");
    }

    private static Registration registration(
            String agreement, String client, String account, String family, String given) {
        return Samples.registration(r -> {
            r.agreementNumber = agreement;
            r.registeredOn = LocalDate.of(2015, 6, 1);
            r.statusOn = r.registeredOn;
            r.person =
                    new Person(client, account, null, family, given, null, LocalDate.of(1993, 11, 21), "M5V2T6", "en");
        });
    }

    private static PayLine line(String id, String agreement) {
        return line(id, agreement, LocalDate.of(2016, 3, 13));
    }

    private static PayLine line(String id, String agreement, LocalDate paid) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.agreementNumber = agreement;
            line.accountNumber = null;
            line.familyName = "Okafor";
            line.givenNames = "Benjamin";
            line.birthDate = LocalDate.of(1993, 11, 21);
            line.payPeriod = new ca.tradeshub.canonical.Period(paid.minusDays(6), paid);
            line.payDate = paid;
            line.grossWages = Money.of("650.00");
        });
    }
}
