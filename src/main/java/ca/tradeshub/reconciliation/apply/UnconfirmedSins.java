// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The social insurance numbers that pay lines state and the registration of their agreement does not, by keyed hash. A
 * claim with such a line depends on whether a registration of another person states the number. The only writer of the
 * table {@code unconfirmed_sin}.
 */
@Component
class UnconfirmedSins {

    private static final String CLAIMS =
            """
            select u.sin_hash, u.claim_key
              from unnest(cast(:hashes as text[])) as k (sin_hash)
             cross join lateral (select * from unconfirmed_sin where sin_hash = k.sin_hash offset 0) u
            """;

    private static final String REMOVE =
            """
            delete from unconfirmed_sin u
             where u.claim_key = any(:decided)
               and not exists (
                   select from unnest(cast(:hashes as text[]), cast(:claims as text[])) as k (sin_hash, claim_key)
                    where k.sin_hash = u.sin_hash and k.claim_key = u.claim_key)
            """;

    private static final String ADD =
            """
            insert into unconfirmed_sin (sin_hash, claim_key)
            select * from unnest(cast(:hashes as text[]), cast(:claims as text[]))
            on conflict do nothing
            """;

    private final JdbcClient jdbc;

    UnconfirmedSins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The claims with lines that state numbers, by number. */
    Map<PersonIdentifier, Set<String>> claims(Collection<PersonIdentifier> identifiers) {
        List<String> hashes = PersonIdentifier.values(identifiers, PersonIdentifier.Kind.SIN);
        Map<PersonIdentifier, Set<String>> claims = new HashMap<>();
        if (!hashes.isEmpty()) {
            jdbc.sql(CLAIMS).param("hashes", hashes.toArray(String[]::new)).query(rs -> {
                claims.computeIfAbsent(
                                new PersonIdentifier(PersonIdentifier.Kind.SIN, rs.getString("sin_hash")),
                                key -> new TreeSet<>())
                        .add(rs.getString("claim_key"));
            });
        }
        return claims;
    }

    /**
     * Stores the numbers of claims in place of what is stored of them.
     *
     * @param decided the hashes of the numbers, by claim; none for a claim without such a line
     */
    void store(Map<String, Set<String>> decided) {
        if (decided.isEmpty()) {
            return;
        }
        List<String> hashes = new ArrayList<>();
        List<String> claims = new ArrayList<>();
        decided.forEach((claim, of) -> of.forEach(hash -> {
            hashes.add(hash);
            claims.add(claim);
        }));
        jdbc.sql(REMOVE)
                .param("decided", decided.keySet().toArray(String[]::new))
                .param("hashes", hashes.toArray(String[]::new))
                .param("claims", claims.toArray(String[]::new))
                .update();
        if (!hashes.isEmpty()) {
            jdbc.sql(ADD)
                    .param("hashes", hashes.toArray(String[]::new))
                    .param("claims", claims.toArray(String[]::new))
                    .update();
        }
    }
}
