// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Formats registrations as JSON (interface agreements, section 1.1). */
final class RegistrationText {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RegistrationText() {}

    /** Returns the JSON object of a registration, without members for null values. */
    static ObjectNode of(Registration registration) {
        ObjectNode node = JSON.objectNode();
        node.put("record", "registration");
        node.put("agreementNumber", registration.agreementNumber());
        node.put("document", registration.document().name());
        node.put("act", registration.act().name());
        put(node, "registeredOn", registration.registeredOn());
        put(node, "contractOn", registration.contractOn());
        node.put("origin", registration.origin().name());
        put(node, "originalAgreementNumber", registration.originalAgreementNumber());
        put(node, "originalRegisteredOn", registration.originalRegisteredOn());
        node.put("status", registration.status().name());
        put(node, "statusOn", registration.statusOn());
        put(node, "completionRequirementsMetOn", registration.completionRequirementsMetOn());
        node.put("trade", registration.trade().value());
        node.put("programme", registration.programme().name());
        put(node, "programmeApproval", registration.programmeApproval());
        if (registration.period() != null) {
            node.put("period", registration.period());
        }
        node.put("hoursCredited", registration.hoursCredited().toPlainString());
        node.put("creditBasis", registration.creditBasis().name());
        put(node, "creditEvidence", registration.creditEvidence());
        node.put("education", registration.education().name());
        put(node, "form", registration.form());
        node.set("person", person(registration.person()));
        node.set("sponsor", sponsor(registration.sponsor()));
        return node;
    }

    private static ObjectNode person(Person person) {
        ObjectNode node = JSON.objectNode();
        node.put("clientId", person.clientId());
        put(node, "accountNumber", person.accountNumber());
        put(node, "sin", person.sin() == null ? null : person.sin().reveal());
        node.put("familyName", person.familyName());
        node.put("givenNames", person.givenNames());
        put(node, "formerFamilyName", person.formerFamilyName());
        put(node, "birthDate", person.birthDate());
        put(node, "postalCode", person.postalCode());
        put(node, "language", person.language());
        return node;
    }

    private static ObjectNode sponsor(Sponsor sponsor) {
        ObjectNode node = JSON.objectNode();
        node.put("kind", sponsor.kind().name());
        node.put("businessNumber", sponsor.businessNumber().value());
        node.put("name", sponsor.name());
        put(node, "since", sponsor.since());
        node.put("isJourneyperson", sponsor.isJourneyperson());
        node.put("journeypersons", sponsor.journeypersons());
        node.put("apprentices", sponsor.apprentices());
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value instanceof LocalDate day) {
            node.put(name, day.toString());
        } else if (value != null) {
            node.put(name, (String) value);
        }
    }
}
