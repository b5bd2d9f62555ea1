// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.EffectiveFiles;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The standing registrations of agreements, for rules that a registration decides. */
@Component
public class Agreements {

    private static final String STANDING =
            """
            select distinct on (g.agreement_number) g.agreement_number, g.canonical
              from registration g
              %s
             where g.agreement_number = any(:agreements) and g.state in ('PENDING', 'DELIVERED')
             order by g.agreement_number, f.file_order desc, g.line desc
            """
                    .formatted(EffectiveFiles.of("g"));

    private final JdbcClient jdbc;
    private final CanonicalJson json;

    Agreements(JdbcClient jdbc, CanonicalJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The standing registration of each agreement that has one, by agreement number. */
    public Map<String, Registration> standing(Collection<String> agreementNumbers) {
        Map<String, Registration> standing = new HashMap<>();
        if (!agreementNumbers.isEmpty()) {
            jdbc.sql(STANDING)
                    .param("agreements", agreementNumbers.toArray(String[]::new))
                    .query(row -> {
                        standing.put(
                                row.getString("agreement_number"),
                                json.read(row.getString("canonical"), Registration.class));
                    });
        }
        return standing;
    }
}
