// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Sin;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.overview.search.Search;
import ca.tradeshub.overview.search.SearchResult;
import ca.tradeshub.overview.search.SearchResult.KeyHit;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.testing.DemoLedger;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The search by each kind of identifier, over the demo. */
class SearchTest {

    private static HubSteps demo;
    private static Search search;

    @BeforeAll
    static void the_demo() throws IOException {
        demo = DemoLedger.load();
        search = demo.bean(Search.class);
    }

    @AfterAll
    static void close() throws IOException {
        demo.close();
    }

    @Test
    void an_agreement_is_found_with_its_registration_and_its_claims() {
        String agreement = text(
                """
                select split_part(record_key, '/', 2) from decision where queue = 'taxcredit.verification'
                 order by 1 limit 1
                """);
        for (String typed : List.of(agreement, " " + agreement.toLowerCase(Locale.ROOT) + " ")) {
            SearchResult found = search.find(typed);

            assertThat(found.records()).extracting(RecordRow::key).contains(agreement);
            assertThat(found.keys())
                    .filteredOn(key -> key.queue().equals("taxcredit.verification"))
                    .isNotEmpty()
                    .allMatch(key -> key.recordKey().contains("/" + agreement + "/"));
            assertThat(found.keys()).extracting(KeyHit::queue).contains("registry.certification");
        }
    }

    @Test
    void an_account_and_a_client_are_found_with_their_registry_keys() {
        String account = text(
                """
                select g.account_number from registration g
                  join decision d on d.record_key = g.account_number || '/' || g.trade order by 1 limit 1
                """);
        String client = text("select min(client_id) from registration join effective_file f on f.id = file_id");

        assertThat(search.find(account).records()).isNotEmpty();
        assertThat(search.find(account).keys())
                .extracting(KeyHit::recordKey)
                .as("found by its number, which is not shown")
                .anyMatch(key -> key.startsWith("******" + account.substring(6) + "/"))
                .noneMatch(key -> key.contains(account));
        assertThat(Search.shown(account)).isEqualTo("******" + account.substring(6));
        assertThat(search.find(client).records()).isNotEmpty();
    }

    @Test
    void a_certificate_is_found_by_its_number_with_and_without_its_province() {
        String key = text(
                """
                select c.record_key from certificate c join decision d on d.record_key = c.account_number || '/' || c.trade
                 where c.record_key like 'ON/%' order by 1 limit 1
                """);

        assertThat(search.find(key).records()).extracting(RecordRow::key).contains(key);
        assertThat(search.find(key.substring(3)).records())
                .extracting(RecordRow::key)
                .contains(key);
        assertThat(search.find(key.substring(3)).keys()).isNotEmpty();
    }

    @Test
    void an_employer_is_found_by_nine_digits_and_by_the_whole_number() {
        String number = text("select business_number from employer_year limit 1");

        for (String typed : List.of(number, number.substring(0, 9), number.toLowerCase(Locale.ROOT))) {
            SearchResult found = search.find(typed);
            assertThat(found.files()).isNotEmpty().allMatch(file -> file.name().contains(number.substring(0, 9)));
            assertThat(found.keys()).isNotEmpty().allMatch(key -> key.recordKey()
                    .startsWith(number + "/"));
        }
    }

    @Test
    void a_line_id_is_found_alone_and_behind_its_employer() {
        String key = text("select record_key from pay_line order by file_id, line limit 1");

        assertThat(search.find(key).records()).extracting(RecordRow::key).contains(key);
        assertThat(search.find(key.substring(key.indexOf('/') + 1)).records())
                .extracting(RecordRow::key)
                .contains(key);
    }

    @Test
    void a_message_id_and_a_file_name_are_found_and_nothing_that_only_resembles_them() {
        String message = text("select message_id from message order by id limit 1");
        String file = text("select logical_name from file where role = 'data' order by id limit 1");

        assertThat(search.find(message).messages())
                .extracting(MessageRow::messageId)
                .containsExactly(message);
        assertThat(search.find(file).files()).extracting(row -> row.name()).contains(file);
        assertThat(search.find(file + ".gz.pgp").files()).isNotEmpty();
        for (String nothing :
                List.of("", "  ", "%", "_", "TA-%", "'", message.substring(1), "x".repeat(500), "999999999999")) {
            assertThat(search.find(nothing).isEmpty()).as(nothing).isTrue();
        }
    }

    @Test
    void a_social_insurance_number_is_found_by_its_hash_and_never_shown() {
        String sin = "130692544";
        demo.jdbc()
                .sql(
                        "update registration set sin_hash = :hash where (file_id, line) = (select g.file_id, g.line from registration g"
                                + " join decision d on d.record_key = coalesce(g.account_number, g.client_id) || '/' || g.trade"
                                + " order by 1, 2 limit 1)")
                .param("hash", demo.bean(SinProtection.class).hash(Sin.of(sin)))
                .update();

        for (String typed : List.of(sin, "130 692 544", "130-692-544")) {
            assertThat(search.find(typed).records()).hasSize(1);
            assertThat(search.find(typed).keys()).isNotEmpty();
            assertThat(Search.shown(typed)).isEqualTo("*********");
        }
        assertThat(search.find("501800007").records()).isEmpty();
        assertThat(Search.shown(" TA-2016-004711 ")).isEqualTo("TA-2016-004711");
    }

    private static String text(String sql) {
        return demo.jdbc().sql(sql).query(String.class).single();
    }
}
