// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.overview.messages.KeyVersion.Cause;
import ca.tradeshub.overview.messages.KeyVersion.CauseKind;
import ca.tradeshub.overview.messages.KeyVersion.Evidence;
import ca.tradeshub.overview.messages.VersionCauses.AppliedFile;
import ca.tradeshub.overview.messages.VersionCauses.RelatedFile;
import ca.tradeshub.overview.messages.VersionCauses.Resolved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What came between two versions of a key. */
class VersionCausesTest {

    private static final MessageRow FIRST = version(1, 10, "rules-1");
    private static final MessageRow SECOND = version(2, 20, "rules-1");
    private static final Evidence PAY = new Evidence(1, "PAY.csv", "a", List.of(2, 3));

    @Test
    void the_files_of_a_first_version_are_those_it_is_based_on_and_those_that_concern_its_key() {
        assertThat(new VersionCauses(List.of(), List.of(file(null, 7, 5), file(null, 8, 15), file(1, 9, 5)), List.of())
                        .of(null, List.of(), FIRST, List.of(PAY)))
                .extracting(Cause::kind, Cause::id)
                .containsExactly(tuple(CauseKind.FILE, 1L), tuple(CauseKind.FILE, 7L));
    }

    @Test
    void a_file_that_replaced_records_of_the_version_before_is_a_cause_from_its_day() {
        assertThat(ids(List.of(file(1, 7, 20), file(1, 8, 10), file(1, 9, 21), file(2, 6, 15)), List.of(PAY)))
                .containsExactly(7L);
    }

    @Test
    void a_file_of_which_fewer_lines_are_left_is_no_cause_but_the_one_that_replaced_them_is() {
        Evidence left = new Evidence(1, "PAY.csv", "a", List.of(2));
        Evidence correction = new Evidence(2, "PAY-2.csv", "b", List.of(2));
        assertThat(ids(List.of(), List.of(left, correction))).containsExactly(2L);
    }

    @Test
    void a_resolution_is_a_cause_of_the_version_after_it_and_its_undo_of_the_version_after_that() {
        VersionCauses causes =
                new VersionCauses(List.of(new Resolved(resolution(10, 20L), "carla")), List.of(), List.of());
        assertThat(causes.of(null, List.of(), FIRST, List.of()))
                .extracting(cause -> cause.text().en())
                .containsExactly("a resolution by anna");
        assertThat(causes.of(FIRST, List.of(), SECOND, List.of()))
                .extracting(cause -> cause.text().fr())
                .containsExactly("un règlement annulé par carla");
    }

    @Test
    void another_rule_set_is_a_cause() {
        assertThat(new VersionCauses(List.of(), List.of(), List.of())
                        .of(FIRST, List.of(PAY), version(2, 20, "rules-2"), List.of(PAY)))
                .extracting(cause -> cause.text().en())
                .containsExactly("a re-evaluation under another rule set (rules-2)");
    }

    @Test
    void a_version_without_a_known_cause_says_so_in_words() {
        assertThat(new VersionCauses(
                                List.of(new Resolved(resolution(5, null), null)), List.of(file(null, 7, 25)), List.of())
                        .of(FIRST, List.of(PAY), SECOND, List.of(PAY)))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.kind()).isEqualTo(CauseKind.UNDETERMINED);
                    assertThat(cause.id()).isNull();
                    assertThat(cause.text().en()).startsWith("cause not determined:");
                    assertThat(cause.text().fr()).startsWith("cause non déterminée :");
                });
    }

    @Test
    void other_records_of_the_person_are_causes_from_their_day_and_other_claims_only_where_nothing_else_came() {
        List<RelatedFile> related = List.of(
                related(CauseKind.OTHER_AGREEMENT, 7, 15),
                related(CauseKind.CERTIFICATE, 8, 20),
                related(CauseKind.OTHER_CLAIM, 9, 15),
                related(CauseKind.CERTIFICATE, 10, 10),
                related(CauseKind.CERTIFICATE, 11, 21));
        assertThat(kinds(List.of(), related)).containsExactly(CauseKind.OTHER_AGREEMENT, CauseKind.CERTIFICATE);
        assertThat(kinds(List.of(), List.of(related(CauseKind.OTHER_CLAIM, 9, 15))))
                .containsExactly(CauseKind.OTHER_CLAIM);
        assertThat(kinds(List.of(file(null, 7, 15)), related))
                .as("a file with records of the key is named once")
                .containsExactly(CauseKind.FILE, CauseKind.CERTIFICATE);
        assertThat(new VersionCauses(List.of(), List.of(), related).of(null, List.of(), FIRST, List.of(PAY)))
                .extracting(Cause::kind)
                .as("a first version has its evidence")
                .containsExactly(CauseKind.FILE);
    }

    private static List<CauseKind> kinds(List<AppliedFile> files, List<RelatedFile> related) {
        return new VersionCauses(List.of(), files, related)
                .of(FIRST, List.of(PAY), SECOND, List.of(PAY)).stream()
                        .map(Cause::kind)
                        .toList();
    }

    private static RelatedFile related(CauseKind kind, long id, long second) {
        return new RelatedFile(kind, id, "F" + id, Instant.ofEpochSecond(second));
    }

    private static List<Long> ids(List<AppliedFile> files, List<Evidence> evidence) {
        return new VersionCauses(List.of(), files, List.of())
                .of(FIRST, List.of(PAY), SECOND, evidence).stream()
                        .map(Cause::id)
                        .toList();
    }

    private static AppliedFile file(@Nullable Integer version, long id, long second) {
        return new AppliedFile(version, id, "F" + id, Instant.ofEpochSecond(second));
    }

    private static HistoryResolution resolution(long since, @Nullable Long until) {
        return new HistoryResolution(
                3,
                4,
                ResolutionKind.ACCEPT,
                "why",
                "anna",
                null,
                Instant.ofEpochSecond(since),
                until == null ? null : Instant.ofEpochSecond(until));
    }

    private static MessageRow version(int version, long second, String rules) {
        return new MessageRow(
                "m-" + version,
                "q",
                "c/1",
                "k",
                version == 1 ? "NEW" : "AMEND",
                version,
                null,
                MessageStatus.SENT,
                Instant.ofEpochSecond(second),
                null,
                null,
                null,
                rules);
    }
}
