// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import ca.tradeshub.protection.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last look at what senders wrote before it leaves: a number in the form of a valid social insurance number in a name
 * or in the number of an agreement, a certificate or a person. Everything else in a message is the hub's own text, a
 * figure, or bound by a pattern of the contract.
 */
final class OutgoingNumbers {

    private static final Set<String> OF_SENDERS = Set.of(
            "familyName",
            "givenNames",
            "formerFamilyName",
            "name",
            "agreementNumber",
            "number",
            "accountNumber",
            "clientId");

    private OutgoingNumbers() {}

    /** Adds the places of such numbers to a list. */
    static void report(JsonNode message, List<String> violations) {
        report(message, "", violations);
    }

    private static void report(JsonNode node, String path, List<String> violations) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                report(node.get(i), path + "/" + i, violations);
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String place = path + "/" + member.getKey();
            if (member.getValue().isContainerNode()) {
                report(member.getValue(), place, violations);
            } else if (OF_SENDERS.contains(member.getKey())
                    && Masking.holdsValidSin(member.getValue().asText())) {
                violations.add(place + ": socialInsuranceNumber");
            }
        }
    }
}
