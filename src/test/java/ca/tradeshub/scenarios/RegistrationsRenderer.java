// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registrations as NDJSON (interface agreements, section 1.1). */
final class RegistrationsRenderer implements FileRenderer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SENDER = "employment-ontario";
    private static final List<String> PERSON = List.of(
            "clientId",
            "accountNumber",
            "sin",
            "familyName",
            "givenNames",
            "formerFamilyName",
            "birthDate",
            "postalCode",
            "language");

    @Override
    public String feed() {
        return "registrations";
    }

    @Override
    public String stream(Cast cast, Table step) {
        return feed();
    }

    @Override
    public RenderedFile render(Cast cast, Table step, List<Object> records, FileName name) {
        List<String> lines = new ArrayList<>();
        BigDecimal hours = BigDecimal.ZERO.setScale(2);
        ObjectNode header = JSON.createObjectNode()
                .put("record", "header")
                .put("feed", feed())
                .put("version", "1")
                .put("sender", SENDER)
                .put("sequence", name.sequence())
                .put("created", name.date() + "T02:00:00-05:00");
        lines.add(changed(header, step.table("header")));
        for (Object each : records) {
            Table record = cast.record("registration", step.place(), each);
            hours = hours.add(amount(record.text("hoursCredited").orElse("0.00")));
            lines.add(record(cast, record).toString());
            record.end();
        }
        ObjectNode trailer = JSON.createObjectNode()
                .put("record", "trailer")
                .put("records", records.size())
                .put("hoursCredited", hours.toPlainString());
        lines.add(changed(trailer, step.table("totals")));
        return new RenderedFile(SENDER, "REG_" + name.tail() + ".ndjson", String.join("\n", lines) + "\n", null);
    }

    /** A header, trailer or control file with the fields that a step states otherwise. */
    static String changed(ObjectNode part, Table changes) {
        changes.values().keySet().forEach(field -> put(part, changes, field, field, false));
        return part.toString();
    }

    /** An amount that can be read counts in the totals; any other cannot. */
    static BigDecimal amount(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }

    /** Puts a field unless it is absent; numbers and truth values as JSON has them. */
    static void put(ObjectNode node, Table from, String field, String name, boolean asText) {
        Optional<String> text = from.text(field);
        if (text.isEmpty()) {
            node.remove(name);
        } else if (!asText && text.get().matches("\\d{1,9}")) {
            node.put(name, Integer.parseInt(text.get()));
        } else if (!asText && text.get().matches("true|false")) {
            node.put(name, Boolean.parseBoolean(text.get()));
        } else {
            node.put(name, text.get());
        }
    }

    private static ObjectNode record(Cast cast, Table record) {
        ObjectNode json = JSON.createObjectNode().put("record", "registration");
        put(json, record, "agreement", "agreementNumber", true);
        for (String field : List.of(
                "document",
                "act",
                "registeredOn",
                "contractOn",
                "origin",
                "originalAgreementNumber",
                "originalRegisteredOn",
                "status")) {
            put(json, record, field, field, true);
        }
        put(json, record, record.has("statusOn") ? "statusOn" : "registeredOn", "statusOn", true);
        for (String field : List.of("completionRequirementsMetOn", "trade", "programme", "programmeApproval")) {
            put(json, record, field, field, true);
        }
        put(json, record, "period", "period", false);
        for (String field : List.of("hoursCredited", "creditBasis", "creditEvidence", "education", "form")) {
            put(json, record, field, field, true);
        }
        Table person = cast.person(record.place() + ".person", record.raw("person"));
        ObjectNode named = json.putObject("person");
        PERSON.forEach(field -> put(named, person, field, field, true));
        person.end();
        Table employer = cast.employer(record.place() + ".employer", record.raw("employer"));
        Table sponsor = record.table("sponsor");
        ObjectNode by = json.putObject("sponsor");
        put(by, sponsor, "kind", "kind", true);
        put(by, employer, "businessNumber", "businessNumber", true);
        put(by, employer, "name", "name", true);
        put(
                by,
                sponsor.has("since") ? sponsor : record,
                sponsor.has("since") ? "since" : "registeredOn",
                "since",
                true);
        for (String field : List.of("isJourneyperson", "journeypersons", "apprentices")) {
            put(by, sponsor, field, field, false);
        }
        employer.end();
        sponsor.end();
        return json;
    }
}
