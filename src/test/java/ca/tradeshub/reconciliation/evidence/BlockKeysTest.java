// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.InventedPersons;
import ca.tradeshub.identity.LinkRule;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the block keys of the hub leave out, compared with the comparison of every pair. */
class BlockKeysTest {

    private static final int PERSONS = 3_000;

    private final BlockKeys keys = new BlockKeys(new SinProtection(new KeyRing("test", Map.of("test", new byte[32]))));
    private final PersonComparison comparison = new PersonComparison();
    private final LinkRule rule = LinkRule.standard();
    private final InventedPersons invented = new InventedPersons(7);

    /** A person as stored. */
    private record Stored(PersonTraits traits, Set<Long> keys) {}

    @Test
    void few_pairs_that_a_person_would_review_have_no_key_in_common() {
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            stored.add(stored(invented.person(i)));
        }
        int links = 0;
        int reviews = 0;
        int missedLinks = 0;
        int missedReviews = 0;
        for (int i = 0; i < PERSONS; i++) {
            Stored record = stored(invented.record(i));
            PersonComparison.Against against = comparison.against(record.traits());
            for (Stored each : stored) {
                if (rule.mayBeCandidate(against, each.traits())) {
                    Comparison compared = comparison.compare(record.traits(), each.traits());
                    boolean isMissed = Collections.disjoint(record.keys(), each.keys());
                    if (compared.contradicts() || !rule.isCandidate(compared)) {
                        continue;
                    }
                    if (rule.isLink(compared)) {
                        links++;
                        missedLinks += isMissed ? 1 : 0;
                    } else {
                        reviews++;
                        missedReviews += isMissed ? 1 : 0;
                    }
                }
            }
        }
        assertThat(links).isGreaterThan(2_000);
        assertThat(missedLinks).isZero();
        assertThat(reviews).isGreaterThan(500);
        assertThat(missedReviews).isLessThanOrEqualTo(reviews / 100);
    }

    private Stored stored(PersonEvidence evidence) {
        return new Stored(PersonTraits.of(evidence), keys.of(evidence));
    }
}
