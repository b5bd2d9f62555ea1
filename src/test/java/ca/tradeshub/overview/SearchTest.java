// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Sin;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.records.RecordOrder;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.overview.search.Found;
import ca.tradeshub.overview.search.KeyHit;
import ca.tradeshub.overview.search.KeyOrder;
import ca.tradeshub.overview.search.Search;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.testing.DemoLedger;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.util.ArrayList;
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
            Found found = search.find(typed);

            assertThat(records(found)).extracting(RecordRow::key).contains(agreement);
            assertThat(keys(found))
                    .filteredOn(key -> key.queue().equals("taxcredit.verification"))
                    .isNotEmpty()
                    .allMatch(key -> key.recordKey().contains("/" + agreement + "/"));
            assertThat(keys(found)).extracting(KeyHit::queue).contains("registry.certification");
        }
    }

    @Test
    void a_record_is_found_by_its_file_and_line_as_pages_and_the_api_name_it() {
        String name = text("select min(logical_name) from file where feed = 'payroll' and state = 'APPLIED'");
        String id = text("select min(id)::text from file where logical_name = '" + name + "'");
        for (String typed : List.of(name + ":2", name.toLowerCase(Locale.ROOT) + " : 2", id + ":2", name + ".gz:2")) {
            assertThat(records(search.find(typed)))
                    .as(typed)
                    .extracting(record -> record.fileId() + ":" + record.line())
                    .containsExactly(id + ":2");
        }
        for (String typed : List.of(name + ":999999999", "999999999999999999:2", ":2", id + ":", name + ":2:3")) {
            assertThat(search.find(typed).isEmpty()).as(typed).isTrue();
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

        assertThat(records(search.find(account))).isNotEmpty();
        assertThat(keys(search.find(account)))
                .extracting(KeyHit::recordKey)
                .as("found by its number, which is not shown")
                .anyMatch(key -> key.startsWith("******" + account.substring(6) + "/"))
                .noneMatch(key -> key.contains(account));
        assertThat(search.shown(account)).isEqualTo("******" + account.substring(6));
        assertThat(records(search.find(client))).isNotEmpty();
    }

    @Test
    void a_certificate_is_found_by_its_number_with_and_without_its_province() {
        String key = text(
                """
                select c.record_key from certificate c join decision d on d.record_key = c.account_number || '/' || c.trade
                 where c.record_key like 'ON/%' order by 1 limit 1
                """);

        assertThat(records(search.find(key))).extracting(RecordRow::key).contains(key);
        assertThat(records(search.find(key.substring(3))))
                .extracting(RecordRow::key)
                .contains(key);
        assertThat(keys(search.find(key.substring(3)))).isNotEmpty();
        for (String typed : List.of(key.replace('/', ' '), key.replace("/", ""), "on-" + key.substring(3))) {
            assertThat(records(search.find(typed)))
                    .as(typed)
                    .extracting(RecordRow::key)
                    .contains(key);
        }
    }

    @Test
    void an_employer_is_found_by_nine_digits_and_by_the_whole_number() {
        String number = text("select business_number from employer_year limit 1");

        for (String typed : List.of(number, number.substring(0, 9), number.toLowerCase(Locale.ROOT))) {
            Found found = search.find(typed);
            assertThat(files(found)).isNotEmpty().allMatch(file -> file.name().contains(number.substring(0, 9)));
            assertThat(keys(found)).isNotEmpty().allMatch(key -> key.recordKey().startsWith(number + "/"));
            assertThat(search.shown(" " + typed)).isEqualTo(typed);
        }
        assertThat(search.shown("130692545")).as("nobody's number").isEqualTo("*********");
    }

    @Test
    void numbers_are_found_in_the_groups_in_which_people_write_them() {
        String business = text("select business_number from employer_year limit 1");
        String groups = business.substring(0, 3) + " " + business.substring(3, 6) + "\u00A0" + business.substring(6, 9);
        for (String typed : List.of(groups, groups + " RP " + business.substring(11), groups.replace(' ', '-'))) {
            assertThat(files(search.find(typed))).as(typed).isNotEmpty();
            assertThat(search.shown(typed)).isEqualTo(typed);
        }
        String agreement = text("select agreement_number from registration limit 1");
        for (String typed : List.of(
                agreement.replace('-', ' '), agreement.toLowerCase(Locale.ROOT).replace('-', '\u2013'))) {
            assertThat(records(search.find(typed))).as(typed).isNotEmpty();
        }
        String account = text("select account_number from certificate limit 1");
        assertThat(records(search.find(account.substring(0, 4) + "-" + account.substring(4))))
                .isNotEmpty();
        String certificate = text("select record_key from certificate limit 1").substring(3);
        assertThat(records(search.find(certificate.substring(0, 4) + " " + certificate.substring(4))))
                .isNotEmpty();
        String file = text("select logical_name from file where role = 'data' order by id limit 1");
        assertThat(files(search.find(file.toLowerCase(Locale.ROOT)))).isNotEmpty();
        String message = text("select message_id from message order by id limit 1");
        assertThat(messages(search.find(message.toUpperCase(Locale.ROOT)))).isNotEmpty();
    }

    /** Social insurance numbers and business numbers have the same check digit. */
    @Test
    void a_business_number_that_is_the_number_of_a_person_too_is_masked() {
        String number = text("select substr(max(business_number), 1, 9) from employer_year");
        String address = text("select min(file_id || ':' || line) from registration where sin_hash is not null");
        assertThat(search.shown(number)).isEqualTo(number);
        demo.jdbc()
                .sql("update registration set sin_hash = :hash where file_id || ':' || line = :a")
                .param("hash", demo.bean(SinProtection.class).hash(Sin.of(number)))
                .param("a", address)
                .update();
        assertThat(search.shown(number)).isEqualTo("*********");
        demo.jdbc()
                .sql("update registration set sin_hash = null where file_id || ':' || line = :a")
                .param("a", address)
                .update();
    }

    @Test
    void a_line_id_is_found_alone_and_behind_its_employer() {
        String key = text("select record_key from pay_line order by file_id, line limit 1");

        assertThat(records(search.find(key))).extracting(RecordRow::key).contains(key);
        assertThat(records(search.find(key.substring(key.indexOf('/') + 1))))
                .extracting(RecordRow::key)
                .contains(key);
    }

    @Test
    void a_message_id_and_a_file_name_are_found_and_nothing_that_only_resembles_them() {
        String message = text("select message_id from message order by id limit 1");
        String file = text("select logical_name from file where role = 'data' order by id limit 1");

        assertThat(messages(search.find(message)))
                .extracting(MessageRow::messageId)
                .containsExactly(message);
        assertThat(files(search.find(file))).extracting(row -> row.name()).contains(file);
        assertThat(files(search.find(file + ".gz.pgp"))).isNotEmpty();
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
            assertThat(records(search.find(typed))).hasSize(1);
            assertThat(keys(search.find(typed))).isNotEmpty();
            assertThat(search.shown(typed)).isEqualTo("*********");
        }
        assertThat(records(search.find("501800007"))).isEmpty();
        assertThat(search.shown(" TA-2016-004711 ")).isEqualTo("TA-2016-004711");
    }

    @Test
    void results_are_sorted_and_read_part_by_part_without_a_limit() {
        demo.jdbc()
                .sql(
                        """
                        insert into decision (queue, record_key, group_id, state, decided_at)
                        select 'taxcredit.verification', '123026635RP0001/TA-SEARCH/' || 1900 + n || '-12-31', 'TA-SEARCH',
                               case when n % 2 = 0 then 'WAITING' else 'HELD' end, now()
                          from generate_series(1, 120) n
                        """)
                .update();
        Found found = search.find("TA-SEARCH");

        assertThat(found.keys()).hasSize(120);
        SliceRequest<KeyOrder> start = SliceRequest.after(KeyOrder.KEY, null, 50);
        List<String> all = new ArrayList<>();
        Slice<KeyHit> slice = search.keys(found, start);
        assertThat(slice.previous()).isNull();
        while (true) {
            slice.rows().forEach(hit -> all.add(hit.recordKey()));
            if (slice.next() == null) {
                break;
            }
            slice = search.keys(found, start.behind(slice.next()));
        }
        assertThat(all).hasSize(120).isSorted().doesNotHaveDuplicates();
        Slice<KeyHit> before = search.keys(found, new SliceRequest<>(KeyOrder.KEY, false, slice.previous(), true, 50));
        assertThat(before.rows()).extracting(KeyHit::recordKey).isEqualTo(all.subList(50, 100));
        assertThat(search.keys(found, new SliceRequest<>(KeyOrder.DECISION, true, null, false, 1))
                        .rows())
                .extracting(KeyHit::state)
                .containsExactly("WAITING");
        assertThatThrownBy(() -> search.keys(found, start.behind("x"))).isInstanceOf(IllegalArgumentException.class);
        demo.jdbc()
                .sql("delete from decision where record_key like '%/TA-SEARCH/%'")
                .update();
    }

    private static List<RecordRow> records(Found found) {
        return search.records(found, SliceRequest.after(RecordOrder.NEWEST, null, 200))
                .rows();
    }

    private static List<KeyHit> keys(Found found) {
        return search.keys(found, SliceRequest.after(KeyOrder.KEY, null, 200)).rows();
    }

    private static List<FileRow> files(Found found) {
        return search.files(found, SliceRequest.after(FileOrder.NEWEST, null, 200))
                .rows();
    }

    private static List<MessageRow> messages(Found found) {
        return search.messages(found);
    }

    private static String text(String sql) {
        return demo.jdbc().sql(sql).query(String.class).single();
    }
}
