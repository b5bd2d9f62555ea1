// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.LinkedPersons.Link;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Under which keys records are found by what they state of their person, and which persons were found to agree. The only
 * writer of the tables {@code identity_block} and {@code identity_link}, in the caller's transaction.
 */
@Component
public class IdentityIndex {

    /**
     * A registration without account number is compared with every record, every other record with those only. Each key
     * is looked up for itself, in an index that contains all columns.
     */
    private static final String SHARING =
            """
            select b.block, b.file_id, b.line, b.birth_date, b.postal_code
              from unnest(cast(:weak as bigint[])) as w (block)
             cross join lateral (
                   select block, file_id, line, birth_date, postal_code
                     from %1$s where block = w.block offset 0) b
            union all
            select b.block, b.file_id, b.line, b.birth_date, b.postal_code
              from unnest(cast(:others as bigint[])) as o (block)
             cross join lateral (
                   select block, file_id, line, birth_date, postal_code
                     from %1$s where block = o.block and weak offset 0) b
            """;

    private static final String LINKED =
            """
            select other_person as person from identity_link where one_person = any(:persons)
            union
            select one_person as person from identity_link where other_person = any(:persons)
            """;

    private static final String LINKS =
            """
            select one_person, other_person from identity_link
             where outcome = 'LINKED' and (one_person = any(:persons) or other_person = any(:persons))
            """;

    /**
     * The records of which a key is stored. The keys of a record are stored together: where one is stored, all are. A
     * scalar subquery is looked up for each record, whatever the planner knows of the table.
     */
    private static final String KNOWN =
            """
            select w.file_id, w.line
              from unnest(cast(:blocks as bigint[]), cast(:files as bigint[]), cast(:lines as integer[]))
                   as w (block, file_id, line)
             where (select true from identity_block b
                     where b.block = w.block and b.file_id = w.file_id and b.line = w.line limit 1)
            """;

    /** In the order of the index, whose pages are then found in it one after the other. */
    private static final String ADDED_BLOCKS =
            """
             (block, file_id, line, weak, birth_date, postal_code)
            select * from unnest(cast(:blocks as bigint[]), cast(:files as bigint[]), cast(:lines as integer[]),
                                 cast(:weak as boolean[]), cast(:birthDates as integer[]),
                                 cast(:postalCodes as text[]))
                   as w (block, file_id, line, weak, birth_date, postal_code)
             order by w.block
            """;

    private static final String ADD_BLOCKS = "insert into identity_block" + ADDED_BLOCKS;

    private static final String ADD_BLOCKS_IN_PREVIEW = "insert into preview_added_block" + ADDED_BLOCKS;

    private static final String REMOVE_LINKS =
            "delete from identity_link where one_person = any(:persons) or other_person = any(:persons)";

    private static final String ADD_LINKS =
            """
            insert into identity_link (one_person, other_person, outcome, one_file, one_line, other_file, other_line,
                                       bits, evidence, found_at)
            select w.one_person, w.other_person, w.outcome, w.one_file, w.one_line, w.other_file, w.other_line, w.bits,
                   cast(w.evidence as jsonb), cast(:now as timestamptz)
              from unnest(cast(:ones as text[]), cast(:others as text[]), cast(:outcomes as text[]),
                          cast(:oneFiles as bigint[]), cast(:oneLines as integer[]), cast(:otherFiles as bigint[]),
                          cast(:otherLines as integer[]), cast(:bits as numeric[]), cast(:evidence as text[]))
                   as w (one_person, other_person, outcome, one_file, one_line, other_file, other_line, bits, evidence)
            """;

    private static final String STORED = "identity_block";

    private static final String PREVIEWED = "preview_block";

    private static final String CREATE_PREVIEW =
            """
            create temporary table preview_added_block (
                block bigint, file_id bigint, line integer, weak boolean, birth_date integer,
                postal_code text) on commit drop;
            create index on preview_added_block (block);
            create temporary view preview_block as
            select block, file_id, line, weak, birth_date, postal_code from identity_block
            union all
            select block, file_id, line, weak, birth_date, postal_code from preview_added_block
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String read;
    private final String addition;

    @Autowired
    IdentityIndex(JdbcClient jdbc, Clock clock) {
        this(jdbc, clock, STORED, ADD_BLOCKS);
    }

    private IdentityIndex(JdbcClient jdbc, Clock clock, String read, String addition) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.read = read;
        this.addition = addition;
    }

    /** Creates the temporary table of a preview, in the caller's transaction. */
    public void createPreview() {
        jdbc.sql(CREATE_PREVIEW).update();
    }

    /** The same with the block keys that a preview adds in its transaction; the links are those that are stored. */
    public IdentityIndex previewed() {
        return new IdentityIndex(jdbc, clock, PREVIEWED, ADD_BLOCKS_IN_PREVIEW);
    }

    /** What a batch of decisions found: its identifiers, the block keys of its records, and its pairs of persons. */
    public record Found(Set<PersonIdentifier> identifiers, Collection<Keyed> records, IdentityLinks links) {}

    /** A record and its block keys. */
    public record Keyed(PersonRecord record, Set<Long> blocks) {}

    /** Receives the records that share block keys. */
    interface Shared {

        /**
         * A record and a key that it shares.
         *
         * @param birthDate its birth date as {@link BirthDate#digits}, 0 when it is not known
         * @param postalCode its postal code in the form in which it is compared
         */
        void add(long block, RecordAddress address, int birthDate, @Nullable String postalCode);
    }

    /** Finds the records that share block keys with any of these, these included. */
    public void sharing(Collection<PersonRecord> records, Map<RecordAddress, Set<Long>> blocks, Shared found) {
        Set<Long> weak = new TreeSet<>();
        Set<Long> others = new TreeSet<>();
        for (PersonRecord each : records) {
            (each.isWithoutAccount() ? weak : others).addAll(blocks.getOrDefault(each.address(), Set.of()));
        }
        others.removeAll(weak);
        if (!weak.isEmpty() || !others.isEmpty()) {
            jdbc.sql(SHARING.formatted(read))
                    .param("weak", weak.toArray(Long[]::new))
                    .param("others", others.toArray(Long[]::new))
                    .query(rs -> {
                        found.add(
                                rs.getLong("block"),
                                new RecordAddress(rs.getLong("file_id"), rs.getInt("line")),
                                rs.getInt("birth_date"),
                                rs.getString("postal_code"));
                    });
        }
    }

    /** The persons that were found to agree with any of these, linked or in doubt. */
    public Set<PersonIdentifier> linkedTo(Collection<PersonIdentifier> persons) {
        Set<PersonIdentifier> found = new TreeSet<>();
        jdbc.sql(LINKED).param("persons", texts(persons)).query(rs -> {
            found.add(PersonIdentifier.parse(rs.getString("person")));
        });
        return found;
    }

    /** The stored links of persons. */
    public Set<Link> linksOf(Collection<PersonIdentifier> persons) {
        Set<Link> found = new HashSet<>();
        jdbc.sql(LINKS).param("persons", texts(persons)).query(rs -> {
            found.add(new Link(
                    PersonIdentifier.parse(rs.getString("one_person")),
                    PersonIdentifier.parse(rs.getString("other_person"))));
        });
        return found;
    }

    /** Stores the block keys of the records of a batch that have none. */
    public void storeKeys(Found found) {
        addUnknown(found.records());
    }

    /** Keeps the pairs of persons that a batch found, in place of what was found about its persons before. */
    public void storeLinks(Found found) {
        jdbc.sql(REMOVE_LINKS).param("persons", texts(found.identifiers())).update();
        List<Outcome> outcomes = new ArrayList<>();
        found.links().linked().forEach(pair -> outcomes.add(new Outcome(pair, "LINKED")));
        found.links().doubtful().forEach(pair -> outcomes.add(new Outcome(pair, "DOUBTFUL")));
        Set<Link> kept = new HashSet<>();
        outcomes.forEach(outcome -> kept.add(outcome.pair().link()));
        found.links().candidates().paths().stream()
                .filter(pair -> kept.add(pair.link()))
                .forEach(pair -> outcomes.add(new Outcome(pair, "DOUBTFUL")));
        addLinks(outcomes);
    }

    private void addUnknown(Collection<Keyed> records) {
        Set<RecordAddress> known =
                known(records.stream().filter(each -> !each.blocks().isEmpty()).toList());
        add(records.stream()
                .filter(each -> !known.contains(each.record().address()))
                .toList());
    }

    /** Stores the block keys of records of which none is stored. */
    public void add(Collection<Keyed> added) {
        int count = added.stream().mapToInt(each -> each.blocks().size()).sum();
        long[] blocks = new long[count];
        long[] files = new long[count];
        int[] lines = new int[count];
        boolean[] weak = new boolean[count];
        Integer[] birthDates = new Integer[count];
        String[] postalCodes = new String[count];
        int next = 0;
        for (Keyed each : added) {
            PersonTraits traits = each.record().traitsWithoutNames();
            for (Long block : each.blocks()) {
                blocks[next] = block;
                files[next] = each.record().address().fileId();
                lines[next] = each.record().address().line();
                weak[next] = each.record().isWithoutAccount();
                birthDates[next] =
                        traits.birthDate() == null ? null : traits.birthDate().digits();
                postalCodes[next] = traits.residence().postalCode();
                next++;
            }
        }
        if (count > 0) {
            jdbc.sql(addition)
                    .param("blocks", blocks)
                    .param("files", files)
                    .param("lines", lines)
                    .param("weak", weak)
                    .param("birthDates", birthDates)
                    .param("postalCodes", postalCodes)
                    .update();
        }
    }

    private Set<RecordAddress> known(List<Keyed> records) {
        Set<RecordAddress> known = new HashSet<>();
        if (!records.isEmpty()) {
            jdbc.sql(KNOWN)
                    .param("blocks", Columns.of(records, each -> Collections.min(each.blocks()), Long[]::new))
                    .params(RecordAddress.columns(records.stream()
                            .map(each -> each.record().address())
                            .toList()))
                    .query(rs -> {
                        known.add(new RecordAddress(rs.getLong("file_id"), rs.getInt("line")));
                    });
        }
        return known;
    }

    /** A pair of persons and what was found about it. */
    private record Outcome(IdentityLinks.Pair pair, String name) {}

    private void addLinks(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        List<IdentityLinks.Pair> pairs = outcomes.stream().map(Outcome::pair).toList();
        jdbc.sql(ADD_LINKS)
                .param("ones", Columns.of(pairs, pair -> pair.one().identifier().text(), String[]::new))
                .param(
                        "others",
                        Columns.of(pairs, pair -> pair.other().identifier().text(), String[]::new))
                .param("outcomes", Columns.of(outcomes, Outcome::name, String[]::new))
                .param(
                        "oneFiles",
                        Columns.of(pairs, pair -> pair.left().address().fileId(), Long[]::new))
                .param(
                        "oneLines",
                        Columns.of(pairs, pair -> pair.left().address().line(), Integer[]::new))
                .param(
                        "otherFiles",
                        Columns.of(pairs, pair -> pair.right().address().fileId(), Long[]::new))
                .param(
                        "otherLines",
                        Columns.of(pairs, pair -> pair.right().address().line(), Integer[]::new))
                .param(
                        "bits",
                        Columns.of(
                                pairs,
                                pair -> BigDecimal.valueOf(pair.comparison().bits()),
                                BigDecimal[]::new))
                .param("evidence", Columns.of(pairs, pair -> evidence(pair.comparison()), String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static String evidence(Comparison comparison) {
        ArrayNode evidence = JsonNodeFactory.instance.arrayNode();
        comparison.fields().forEach(field -> evidence.addObject()
                .put("field", field.field().name())
                .put("agreement", field.agreement().name())
                .put("bits", field.bits()));
        return evidence.toString();
    }

    private static String[] texts(Collection<PersonIdentifier> identifiers) {
        return identifiers.stream().map(PersonIdentifier::text).toArray(String[]::new);
    }
}
