// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import static ca.tradeshub.delivery.contract.ContractRenderer.textOrNull;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/** The content of {@code certification-record/1}. Carries no SIN, no wage and no hour. */
final class CertificationRecordContract {

    private CertificationRecordContract() {}

    static void write(ObjectNode message, CertificationContent statement) {
        CertificationContent.PublishedPerson person = statement.person();
        message.putObject("person")
                .put("accountNumber", person.accountNumber())
                .put("clientId", person.clientId())
                .put("familyName", person.familyName())
                .put("givenNames", person.givenNames())
                .put("formerFamilyName", person.formerFamilyName())
                .put("birthDate", textOrNull(person.birthDate()));
        CertificationContent.PublishedTrade trade = statement.trade();
        message.putObject("trade")
                .put("code", trade.code().value())
                .put("name", trade.name())
                .put("compulsory", trade.compulsory());
        if (statement.apprenticeship() == null) {
            message.putNull("apprenticeship");
        } else {
            writeApprenticeship(message.putObject("apprenticeship"), statement.apprenticeship());
        }
        ArrayNode certificates = message.putArray("certificates");
        statement
                .certificates()
                .forEach(certificate -> writeCertificate(certificates.addObject(), certificate, trade.compulsory()));
    }

    private static void writeApprenticeship(ObjectNode node, Registration registration) {
        node.put("agreementNumber", registration.agreementNumber())
                .put("document", registration.document().name())
                .put("act", registration.act().name())
                .put("registeredOn", registration.registeredOn().toString())
                .put("originalRegisteredOn", textOrNull(registration.originalRegisteredOn()))
                .put("status", registration.status().name())
                .put("statusOn", textOrNull(registration.statusOn()))
                .put("programme", registration.programme().name());
        node.putObject("sponsor")
                .put("businessNumber", registration.sponsor().businessNumber().value())
                .put("name", registration.sponsor().name())
                .put("kind", registration.sponsor().kind().name());
    }

    private static void writeCertificate(ObjectNode node, Certificate certificate, boolean compulsoryTrade) {
        boolean mustRenew = compulsoryTrade && certificate.type() == Certificate.Type.CQ;
        LocalDate renewalDueOn = mustRenew ? certificate.expiresOn() : null;
        node.put("number", certificate.number())
                .put("type", certificate.type().name())
                .put("issuedOn", textOrNull(certificate.issuedOn()))
                .put("registeredOn", textOrNull(certificate.registeredOn()))
                .put("expiresOn", textOrNull(certificate.expiresOn()))
                .put("renewalDueOn", textOrNull(renewalDueOn))
                .put("status", certificate.status().name())
                .put("interprovincialSeal", certificate.interprovincialSeal())
                .put("route", certificate.route().name())
                .put("issuingProvince", certificate.issuingProvince());
    }
}
