// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The content of a pay line as {@link CanonicalJson} compares it. Pay lines are most of all records: their members are
 * written one by one, and a test holds them to what the general writer makes of them.
 */
final class PayLineContent {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 1024;

    private PayLineContent() {}

    static byte[] write(PayLine line, @Nullable String sinHash) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(content)) {
            json.writeStartObject();
            json.writeStringField("employer", line.employer().value());
            period(json, "taxationYear", line.taxationYear());
            json.writeStringField("lineId", line.lineId());
            json.writeStringField("agreementNumber", line.agreementNumber());
            text(json, "accountNumber", line.accountNumber());
            text(json, "sin", sinHash);
            json.writeStringField("familyName", line.familyName());
            json.writeStringField("givenNames", line.givenNames());
            day(json, "birthDate", line.birthDate());
            json.writeStringField("trade", line.trade().value());
            day(json, "employmentStart", line.employmentStart());
            day(json, "employmentEnd", line.employmentEnd());
            period(json, "payPeriod", line.payPeriod());
            day(json, "payDate", line.payDate());
            number(json, "regularHours", line.regularHours());
            number(json, "overtimeHours", line.overtimeHours());
            money(json, "hourlyRate", line.hourlyRate());
            money(json, "grossWages", line.grossWages());
            money(json, "taxableBenefits", line.taxableBenefits());
            money(json, "agencyFees", line.agencyFees());
            money(json, "employeeTotalWages", line.employeeTotalWages());
            money(json, "assistanceAmount", line.assistanceAmount());
            text(json, "assistanceKind", line.assistanceKind());
            if (line.coopCreditClaimed() != null) {
                json.writeBooleanField("coopCreditClaimed", line.coopCreditClaimed());
            }
            money(json, "journeypersonRate", line.journeypersonRate());
            if (line.apprenticePeriod() != null) {
                json.writeNumberField("apprenticePeriod", line.apprenticePeriod());
            }
            text(json, "workProvince", line.workProvince());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content.toByteArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void day(JsonGenerator json, String name, @Nullable LocalDate value) throws IOException {
        text(json, name, value == null ? null : value.toString());
    }

    private static void number(JsonGenerator json, String name, @Nullable BigDecimal value) throws IOException {
        text(json, name, value == null ? null : value.toPlainString());
    }

    private static void money(JsonGenerator json, String name, @Nullable Money value) throws IOException {
        text(json, name, value == null ? null : value.toString());
    }

    private static void period(JsonGenerator json, String name, Period value) throws IOException {
        json.writeObjectFieldStart(name);
        day(json, "start", value.start());
        day(json, "end", value.end());
        json.writeEndObject();
    }
}
