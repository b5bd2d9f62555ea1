// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.LinkedPersons.Link;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Under which keys records are found by what they state of their person, and which persons were found to agree. The only
 * writer of the tables {@code identity_block} and {@code identity_link}, in the caller's transaction.
 */
@Component
public class IdentityIndex {

    /** A registration without account number is compared with every record, every other record with those only. */
    private static final String SHARING =
            """
            select distinct file_id, line from identity_block where block = any(:weak)
            union
            select distinct file_id, line from identity_block where block = any(:others) and weak
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

    private static final String ADD_BLOCKS =
            """
            insert into identity_block (block, file_id, line, feed, weak)
            select * from unnest(cast(:blocks as bigint[]), cast(:files as bigint[]), cast(:lines as integer[]),
                                 cast(:feeds as char(1)[]), cast(:weak as boolean[]))
            on conflict do nothing
            """;

    private static final String REMOVE_LINKS =
            "delete from identity_link where one_person = any(:persons) or other_person = any(:persons)";

    private static final String ADD_LINK =
            """
            insert into identity_link (one_person, other_person, outcome, one_file, one_line, other_file, other_line,
                                       bits, evidence, found_at)
            values (:one, :other, :outcome, :oneFile, :oneLine, :otherFile, :otherLine, :bits, cast(:evidence as jsonb),
                    :now)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    IdentityIndex(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a batch of decisions found: its identifiers, the block keys of its records, and its pairs of persons. */
    record Found(Set<PersonIdentifier> identifiers, Collection<Keyed> records, IdentityLinks links) {}

    /** A record and its block keys. */
    record Keyed(PersonRecord record, Set<Long> blocks) {}

    /** The records that share a block key with any of these, these included. */
    Set<RecordAddress> sharing(Collection<PersonRecord> records, Map<RecordAddress, Set<Long>> blocks) {
        Set<Long> weak = new TreeSet<>();
        Set<Long> others = new TreeSet<>();
        for (PersonRecord each : records) {
            (isWeak(each) ? weak : others).addAll(blocks.getOrDefault(each.address(), Set.of()));
        }
        Set<RecordAddress> found = new HashSet<>();
        if (!weak.isEmpty() || !others.isEmpty()) {
            jdbc.sql(SHARING)
                    .param("weak", weak.toArray(Long[]::new))
                    .param("others", others.toArray(Long[]::new))
                    .query(rs -> {
                        found.add(new RecordAddress(rs.getLong("file_id"), rs.getInt("line")));
                    });
        }
        return found;
    }

    /** The persons that were found to agree with any of these, linked or in doubt. */
    Set<PersonIdentifier> linkedTo(Collection<PersonIdentifier> persons) {
        Set<PersonIdentifier> found = new TreeSet<>();
        jdbc.sql(LINKED).param("persons", texts(persons)).query(rs -> {
            found.add(PersonIdentifier.parse(rs.getString("person")));
        });
        return found;
    }

    /** The stored links of persons. */
    Set<Link> linksOf(Collection<PersonIdentifier> persons) {
        Set<Link> found = new HashSet<>();
        jdbc.sql(LINKS).param("persons", texts(persons)).query(rs -> {
            found.add(new Link(
                    PersonIdentifier.parse(rs.getString("one_person")),
                    PersonIdentifier.parse(rs.getString("other_person"))));
        });
        return found;
    }

    /** Keeps what a batch found, in place of what was found about its persons before. */
    void store(Found found) {
        addBlocks(found.records());
        jdbc.sql(REMOVE_LINKS).param("persons", texts(found.identifiers())).update();
        found.links().linked().forEach(pair -> add(pair, "LINKED"));
        found.links().doubtful().forEach(pair -> add(pair, "DOUBTFUL"));
    }

    private void addBlocks(Collection<Keyed> records) {
        List<Long> blocks = new ArrayList<>();
        List<Long> files = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        List<String> feeds = new ArrayList<>();
        List<Boolean> weak = new ArrayList<>();
        for (Keyed each : records) {
            for (Long block : each.blocks()) {
                blocks.add(block);
                files.add(each.record().address().fileId());
                lines.add(each.record().address().line());
                feeds.add(each.record().isCertificate() ? "C" : "R");
                weak.add(isWeak(each.record()));
            }
        }
        if (!blocks.isEmpty()) {
            jdbc.sql(ADD_BLOCKS)
                    .param("blocks", blocks.toArray(Long[]::new))
                    .param("files", files.toArray(Long[]::new))
                    .param("lines", lines.toArray(Integer[]::new))
                    .param("feeds", feeds.toArray(String[]::new))
                    .param("weak", weak.toArray(Boolean[]::new))
                    .update();
        }
    }

    private void add(IdentityLinks.Pair pair, String outcome) {
        ArrayNode evidence = JsonNodeFactory.instance.arrayNode();
        pair.comparison().fields().forEach(field -> evidence.addObject()
                .put("field", field.field().name())
                .put("agreement", field.agreement().name())
                .put("bits", field.bits()));
        jdbc.sql(ADD_LINK)
                .param("one", pair.one().identifier().text())
                .param("other", pair.other().identifier().text())
                .param("outcome", outcome)
                .param("oneFile", pair.left().address().fileId())
                .param("oneLine", pair.left().address().line())
                .param("otherFile", pair.right().address().fileId())
                .param("otherLine", pair.right().address().line())
                .param("bits", pair.comparison().bits())
                .param("evidence", evidence.toString())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static boolean isWeak(PersonRecord record) {
        return record.evidence().numbers().accountNumber() == null;
    }

    private static String[] texts(Collection<PersonIdentifier> identifiers) {
        return identifiers.stream().map(PersonIdentifier::text).toArray(String[]::new);
    }
}
