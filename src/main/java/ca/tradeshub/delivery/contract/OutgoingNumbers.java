// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import ca.tradeshub.protection.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last look at what senders wrote before it leaves: a valid social insurance number anywhere in a name, or in the
 * place of the number of an agreement, a certificate or a person. Nine digits after a letter are an ordinary certificate
 * number: one in ten of them has a valid check digit by chance. Everything else in a message is the hub's own text, a
 * figure, or bound by a pattern of the contract.
 */
final class OutgoingNumbers {

    private static final Set<String> NAMES = Set.of("familyName", "givenNames", "formerFamilyName", "name");
    private static final Set<String> NUMBERS = Set.of("agreementNumber", "number", "accountNumber", "clientId");

    private OutgoingNumbers() {}

    /** Where a value is in a message; written out only for a value that may not leave. */
    private record Place(@Nullable Place container, String name) {

        @Override
        public String toString() {
            return container == null ? name : container + "/" + name;
        }
    }

    /** Adds the places of such numbers to a list. */
    static void report(JsonNode message, List<String> violations) {
        report(message, new Place(null, ""), violations);
    }

    private static void report(JsonNode node, Place place, List<String> violations) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                report(node.get(i), new Place(place, Integer.toString(i)), violations);
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getValue().isContainerNode()) {
                report(member.getValue(), new Place(place, member.getKey()), violations);
            } else if (isSin(member.getKey(), member.getValue().asText())) {
                violations.add(new Place(place, member.getKey()) + ": socialInsuranceNumber");
            }
        }
    }

    private static boolean isSin(String member, String value) {
        return NAMES.contains(member) && Masking.holdsValidSin(value)
                || NUMBERS.contains(member) && Masking.isValidSin(value);
    }
}
