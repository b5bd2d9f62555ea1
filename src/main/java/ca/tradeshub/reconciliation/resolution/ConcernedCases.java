// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.ledger.RecordAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The exceptions that resolutions would settle. */
@Component
class ConcernedCases {

    private static final String ON_BASIS =
            """
            select id from exception_case
             where basis = any(:bases) and (id = any(:ids) or closed_at is null) order by id
            """;

    private final JdbcClient jdbc;
    private final ExceptionLookup lookup;

    ConcernedCases(JdbcClient jdbc, ExceptionLookup lookup) {
        this.jdbc = jdbc;
        this.lookup = lookup;
    }

    /** The open exceptions on the bases of resolutions, and those that they are made on. */
    List<ResolvedCase> concerned(List<ResolvedCase> wanted) {
        Map<String, Resolution> byBasis = wanted.stream()
                .map(ResolvedCase::resolution)
                .collect(Collectors.toMap(Resolution::basis, resolution -> resolution));
        return lookup
                .byId(jdbc.sql(ON_BASIS)
                        .param("bases", byBasis.keySet().toArray(String[]::new))
                        .param(
                                "ids",
                                wanted.stream()
                                        .map(each -> each.exception().id())
                                        .toArray(Long[]::new))
                        .query(Long.class)
                        .list())
                .stream()
                .map(each -> new ResolvedCase(each, Objects.requireNonNull(byBasis.get(each.basis()), "a resolution")))
                .toList();
    }

    /** Their records. */
    static List<RecordAddress> records(List<ResolvedCase> of) {
        return of.stream().flatMap(each -> each.exception().records().stream()).toList();
    }
}
