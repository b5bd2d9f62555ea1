// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import static ca.tradeshub.delivery.Statements.certificate;
import static ca.tradeshub.delivery.Statements.certification;
import static ca.tradeshub.delivery.Statements.envelope;
import static ca.tradeshub.delivery.Statements.registration;
import static ca.tradeshub.delivery.Statements.supportedClaim;
import static ca.tradeshub.delivery.Statements.unsupportedClaim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.delivery.ContractSchemas;
import ca.tradeshub.delivery.Statements;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.reconciliation.decision.MessageContent;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractRendererTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CERTIFICATION = "certification-record-1.schema.json";
    private static final String CLAIM = "tax-credit-claim-1.schema.json";

    private final ContractRenderer renderer = new ContractRenderer();

    @Test
    void a_certification_record_has_exactly_these_members_in_this_order() throws Exception {
        assertThat(members(render(Envelope.Kind.NEW, 1, certification())))
                .containsExactly(
                        "contract",
                        "messageId",
                        "kind",
                        "recordKey",
                        "version",
                        "supersedes",
                        "decidedAt",
                        "rulesVersion",
                        "findings[].rule",
                        "findings[].outcome",
                        "findings[].message",
                        "findings[].citation.document",
                        "findings[].citation.section",
                        "findings[].field",
                        "sources[].feed",
                        "sources[].file",
                        "sources[].sha256",
                        "sources[].line",
                        "sources[].offset",
                        "sources[].length",
                        "person.accountNumber",
                        "person.clientId",
                        "person.familyName",
                        "person.givenNames",
                        "person.formerFamilyName",
                        "person.birthDate",
                        "trade.code",
                        "trade.name",
                        "trade.compulsory",
                        "apprenticeship.agreementNumber",
                        "apprenticeship.document",
                        "apprenticeship.act",
                        "apprenticeship.registeredOn",
                        "apprenticeship.originalRegisteredOn",
                        "apprenticeship.status",
                        "apprenticeship.statusOn",
                        "apprenticeship.programme",
                        "apprenticeship.sponsor.businessNumber",
                        "apprenticeship.sponsor.name",
                        "apprenticeship.sponsor.kind",
                        "certificates[].number",
                        "certificates[].type",
                        "certificates[].issuedOn",
                        "certificates[].registeredOn",
                        "certificates[].expiresOn",
                        "certificates[].renewalDueOn",
                        "certificates[].status",
                        "certificates[].interprovincialSeal",
                        "certificates[].route",
                        "certificates[].issuingProvince");
    }

    @Test
    void a_claim_has_exactly_these_members_in_this_order() throws Exception {
        List<String> members = members(render(Envelope.Kind.NEW, 1, supportedClaim()));
        assertThat(members.subList(20, members.size()))
                .containsExactly(
                        "employer.businessNumber",
                        "employer.name",
                        "employer.kind",
                        "taxationYear.start",
                        "taxationYear.end",
                        "taxationYear.days",
                        "apprentice.accountNumber",
                        "apprentice.familyName",
                        "apprentice.givenNames",
                        "apprentice.birthDate",
                        "apprenticeship.agreementNumber",
                        "apprenticeship.trade",
                        "apprenticeship.originalRegisteredOn",
                        "apprenticeship.windowEnd",
                        "apprenticeship.endedOn",
                        "apprenticeship.regime",
                        "computation.grossExpenditure",
                        "computation.assistance",
                        "computation.eligibleExpenditure",
                        "computation.priorYearPayroll",
                        "computation.rate",
                        "computation.amountAtRate",
                        "computation.daysD",
                        "computation.daysE",
                        "computation.daysY",
                        "computation.maximum",
                        "computation.credit",
                        "computation.claimed",
                        "computation.steps[].id",
                        "computation.steps[].statement",
                        "computation.steps[].value",
                        "computation.steps[].citation.document",
                        "computation.steps[].citation.section",
                        "excluded[].source.feed",
                        "excluded[].source.file",
                        "excluded[].source.sha256",
                        "excluded[].source.line",
                        "excluded[].source.offset",
                        "excluded[].source.length",
                        "excluded[].amount",
                        "excluded[].rule",
                        "verdict",
                        "decidingRule");
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void what_is_rendered_is_what_the_schema_says(String schema, String message) {
        assertThat(ContractSchemas.violations(schema, message)).isEmpty();
    }

    static Stream<List<String>> everyMessageText() {
        ContractRenderer renderer = new ContractRenderer();
        CertificationContent bare = certification(null, List.of(), false);
        return Stream.of(
                List.of(
                        CERTIFICATION,
                        renderer.content(certification()).in(key(Envelope.Kind.NEW, 1, certification()))),
                List.of(CERTIFICATION, renderer.content(bare).in(key(Envelope.Kind.AMEND, 2, bare))),
                List.of(
                        CERTIFICATION,
                        renderer.withdrawal(key(Envelope.Kind.WITHDRAW, 3, bare), OutgoingQueue.REGISTRY)),
                List.of(CLAIM, renderer.content(supportedClaim()).in(key(Envelope.Kind.NEW, 1, supportedClaim()))),
                List.of(
                        CLAIM,
                        renderer.content(unsupportedClaim()).in(key(Envelope.Kind.AMEND, 2, unsupportedClaim()))),
                List.of(
                        CLAIM,
                        renderer.withdrawal(key(Envelope.Kind.WITHDRAW, 3, unsupportedClaim()), OutgoingQueue.TAX)));
    }

    static Stream<Arguments> everyMessage() {
        return everyMessageText().map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin", "wage", "hoursCredited", "journeypersonRate"})
    void a_member_the_contract_does_not_name_is_refused(String member) throws Exception {
        List<List<String>> messages = everyMessageText().toList();
        assertThat(messages).hasSize(6);
        for (List<String> message : messages) {
            ObjectNode extended = (ObjectNode) JSON.readTree(message.get(1));
            extended.put(member, "046454286");
            assertThat(ContractSchemas.violations(message.get(0), extended.toString()))
                    .isNotEmpty();
        }
    }

    @Test
    void a_member_the_contract_does_not_name_is_refused_at_any_depth() throws Exception {
        for (String pointer : List.of("/person", "/apprenticeship", "/certificates/0", "/trade", "/findings/0")) {
            ObjectNode message = (ObjectNode) JSON.readTree(render(Envelope.Kind.NEW, 1, certification()));
            ((ObjectNode) message.at(pointer)).put("sin", "046454286");
            assertThat(ContractSchemas.violations(CERTIFICATION, message.toString()))
                    .as(pointer)
                    .isNotEmpty();
        }
        for (String pointer : List.of("/apprentice", "/computation", "/computation/steps/0", "/excluded/0")) {
            ObjectNode message = (ObjectNode) JSON.readTree(render(Envelope.Kind.NEW, 1, supportedClaim()));
            ((ObjectNode) message.at(pointer)).put("journeypersonRate", "41.20");
            assertThat(ContractSchemas.violations(CLAIM, message.toString()))
                    .as(pointer)
                    .isNotEmpty();
        }
    }

    @Test
    void a_withdrawal_is_an_envelope_alone() throws Exception {
        String withdrawal =
                renderer.withdrawal(envelope(Envelope.Kind.WITHDRAW, 2, "12345678/310S"), OutgoingQueue.REGISTRY);
        assertThat(withdrawal)
                .isEqualTo("{\"contract\":\"certification-record/1\",\"messageId\":\"m-2\",\"kind\":\"WITHDRAW\","
                        + "\"recordKey\":\"12345678/310S\",\"version\":2,\"supersedes\":\"m-1\","
                        + "\"decidedAt\":\"2026-11-20T07:00:00Z\",\"rulesVersion\":\"rules-1\","
                        + "\"findings\":[],\"sources\":[]}");
        ObjectNode withContent = (ObjectNode) JSON.readTree(withdrawal);
        withContent.putArray("certificates");
        assertThat(ContractSchemas.violations(CERTIFICATION, withContent.toString()))
                .isNotEmpty();
    }

    @Test
    void money_is_text_with_two_decimals_and_the_rate_is_exact() throws Exception {
        JsonNode computation =
                JSON.readTree(render(Envelope.Kind.NEW, 1, supportedClaim())).get("computation");
        assertThat(computation.get("grossExpenditure")).isEqualTo(JSON.readTree("\"15400.00\""));
        assertThat(computation.get("rate")).isEqualTo(JSON.readTree("\"0.275\""));
        assertThat(computation.get("daysD")).isEqualTo(JSON.readTree("306"));
    }

    @Test
    void a_claim_that_is_not_supported_names_the_deciding_rule() throws Exception {
        JsonNode message = JSON.readTree(render(Envelope.Kind.NEW, 1, unsupportedClaim()));
        assertThat(message.get("verdict").asText()).isEqualTo("NOT_SUPPORTED");
        assertThat(message.get("decidingRule").asText()).isEqualTo("ATTC-01");
        assertThat(message.at("/computation/claimed").isNull()).isTrue();
    }

    @Test
    void renewal_is_due_for_a_certificate_of_qualification_in_a_compulsory_trade_alone() throws Exception {
        assertThat(renewalDueOn(Certificate.Type.CQ, true).asText()).isEqualTo("2027-05-06");
        assertThat(renewalDueOn(Certificate.Type.CQ, false).isNull()).isTrue();
        assertThat(renewalDueOn(Certificate.Type.CA, true).isNull()).isTrue();
        assertThat(renewalDueOn(Certificate.Type.PQ, true).isNull()).isTrue();
    }

    private JsonNode renewalDueOn(Certificate.Type type, boolean compulsory) throws Exception {
        CertificationContent statement = certification(registration(), List.of(certificate(type)), compulsory);
        return JSON.readTree(renderer.content(statement).text()).at("/certificates/0/renewalDueOn");
    }

    @Test
    void no_sin_no_wage_and_no_hour_leave_the_hub() {
        assertThat(List.of(
                        render(Envelope.Kind.NEW, 1, certification()), render(Envelope.Kind.NEW, 1, supportedClaim())))
                .allSatisfy(message -> assertThat(message)
                        .doesNotContainIgnoringCase("sin\"")
                        .doesNotContain("046454286", "240.00", "hours")
                        .doesNotContainIgnoringCase("journeypersonRate"));
    }

    @Test
    void findings_that_hold_or_reject_stay_in_the_hub_and_what_was_observed_too() throws Exception {
        CertificationContent example = certification();
        List<Finding> findings =
                Stream.of(Outcome.values()).map(Statements::finding).toList();
        JsonNode message = JSON.readTree(renderer.content(new CertificationContent(
                        example.recordKey(),
                        example.groupId(),
                        example.person(),
                        example.trade(),
                        example.apprenticeship(),
                        example.certificates(),
                        findings,
                        example.sources()))
                .text());
        assertThat(message.get("findings").findValuesAsText("outcome")).containsExactly("info", "warn");
        assertThat(message.get("findings").findValues("observed")).isEmpty();
    }

    @Test
    void the_content_of_a_statement_is_its_message_without_the_envelope() throws Exception {
        for (MessageContent statement :
                List.<MessageContent>of(certification(), supportedClaim(), unsupportedClaim())) {
            ObjectNode message = (ObjectNode) JSON.readTree(render(Envelope.Kind.AMEND, 4, statement));
            message.remove(List.of(
                    "contract",
                    "messageId",
                    "kind",
                    "recordKey",
                    "version",
                    "supersedes",
                    "decidedAt",
                    "rulesVersion"));
            assertThat(renderer.content(statement).text()).isEqualTo(message.toString());
        }
    }

    @Test
    void nothing_is_written_of_a_held_claim() {
        MessageContent held = Statements.claim(new ClaimAssessment.Held(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> renderer.content(held));
    }

    private String render(Envelope.Kind kind, int version, MessageContent statement) {
        return renderer.content(statement).in(key(kind, version, statement));
    }

    private static Envelope key(Envelope.Kind kind, int version, MessageContent statement) {
        return envelope(kind, version, statement.recordKey());
    }

    private static List<String> members(String json) throws Exception {
        List<String> members = new ArrayList<>();
        collect("", JSON.readTree(json), members);
        return members.stream().distinct().toList();
    }

    private static void collect(String path, JsonNode node, List<String> members) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            member.getValue(),
                            members));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, members));
        } else {
            members.add(path);
        }
    }
}
