// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.EmployerYear;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/** Formats the control files of payroll (interface agreements, section 1.3). */
final class ControlText {

    private ControlText() {}

    static ObjectNode of(
            String file,
            int records,
            String grossWages,
            String sha256,
            String layout,
            EmployerYear year,
            List<EmployerYear.Claim> claims) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("file", file);
        node.put("version", "1");
        node.put("records", records);
        node.put("grossWages", grossWages);
        node.put("sha256", sha256);
        node.put("layout", layout);
        ObjectNode employer = node.putObject("employer");
        employer.put("businessNumber", year.businessNumber().value());
        employer.put("name", year.name());
        employer.put("kind", year.kind().name());
        employer.put("ontarioEstablishment", year.ontarioEstablishment());
        employer.put("ontarioTaxpayer", year.ontarioTaxpayer());
        employer.put("priorYearPayroll", Objects.toString(year.priorYearPayroll(), null));
        employer.put("priorYearShort", year.priorYearShort());
        employer.put("associatedGroup", year.associatedGroup());
        if (!year.partners().isEmpty()) {
            ArrayNode partners = employer.putArray("partners");
            year.partners().forEach(partner -> partners.addObject()
                    .put("name", partner.name())
                    .put("kind", partner.kind().name())
                    .put("share", partner.share().toPlainString()));
        }
        node.putObject("taxationYear")
                .put("start", year.taxationYear().start().toString())
                .put("end", year.taxationYear().end().toString());
        if (!claims.isEmpty()) {
            ArrayNode claimArray = node.putArray("claims");
            claims.forEach(claim -> {
                ObjectNode one = claimArray
                        .addObject()
                        .put("agreementNumber", claim.agreementNumber())
                        .put("claimed", claim.claimed().toString());
                if (claim.t4Income() != null) {
                    one.put("t4Income", claim.t4Income().toString());
                }
            });
        }
        return node;
    }
}
