// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import static ca.tradeshub.feeds.Reading.certificate;
import static ca.tradeshub.feeds.Reading.certificateHeader;
import static ca.tradeshub.feeds.Reading.certificateTrailer;
import static ca.tradeshub.feeds.Reading.certificates;
import static ca.tradeshub.feeds.Reading.padded;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.line.CertificateLine;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateReaderTest {

    private static final String RECORD = certificate("00471100J" + "Léger                         "
            + "Zoé                           " + " ".repeat(30) + "19960229K1A0B1310SCACA00004711"
            + "20121001201304092015090120151001" + "20181001I2012100106901YAPON"
            + "2012090120120915012012080120151001");
    private static final String TRAILER = certificateTrailer(1, "000000471100");

    @Test
    void every_field_stands_where_the_agreement_says() {
        Reading read = certificates(certificateHeader() + RECORD + TRAILER);
        SourceLine line = read.line();
        assertThat(line.line()).isEqualTo(2);
        assertThat(line.offset()).isEqualTo(242);
        assertThat(line.length()).isEqualTo(240);
        assertThat(read.trailer()).isEqualTo(new ControlTotals(1, new BigDecimal("471100")));
        assertThat(line.text("memberNumber")).isEqualTo("00471100");
        assertThat(line.text("memberClass")).isEqualTo("J");
        assertThat(line.text("familyName").strip()).isEqualTo("Léger");
        assertThat(line.text("givenNames").strip()).isEqualTo("Zoé");
        assertThat(line.text("formerFamilyName").strip()).isEmpty();
        assertThat(line.text("birthDate")).isEqualTo("19960229");
        assertThat(line.text("postalCode")).isEqualTo("K1A0B1");
        assertThat(line.text("tradeCode")).isEqualTo("310S");
        assertThat(line.text("type")).isEqualTo("CA");
        assertThat(line.text("number")).isEqualTo("CA00004711");
        assertThat(line.text("issuedOn")).isEqualTo("20121001");
        assertThat(line.text("registeredOn")).isEqualTo("20130409");
        assertThat(line.text("renewalAppliedOn")).isEqualTo("20150901");
        assertThat(line.text("renewedOn")).isEqualTo("20151001");
        assertThat(line.text("expiresOn")).isEqualTo("20181001");
        assertThat(line.text("status")).isEqualTo("I");
        assertThat(line.text("statusOn")).isEqualTo("20121001");
        assertThat(line.text("examinationMark")).isEqualTo("06901");
        assertThat(line.text("seal")).isEqualTo("Y");
        assertThat(line.text("route")).isEqualTo("AP");
        assertThat(line.text("issuingProvince")).isEqualTo("ON");
        assertThat(line.text("programmeCompletedOn")).isEqualTo("20120901");
        assertThat(line.text("examinationPassedOn")).isEqualTo("20120915");
        assertThat(line.text("sittingsFailed")).isEqualTo("01");
        assertThat(line.text("coursesCompletedOn")).isEqualTo("20120801");
        assertThat(line.text("priorExpiresOn")).isEqualTo("20151001");
        assertThat(line.column("priorExpiresOn")).isEqualTo(218);
        assertThat(line.column("memberNumber")).isEqualTo(4);
        assertThat(CertificateLine.fieldNames()).hasSize(26);
    }

    @ParameterizedTest
    @CsvSource({
        "HDROCOTCERT20161231000013, sequence",
        "HDROCOTCERT2016123100001X, sequence",
        "HDROCOTCERT20161331000012, creation date",
        "HDROTHERXXX20161231000012, not a header",
        "HDROCOTCERT20161231000012x, spaces",
    })
    void a_header_must_be_this_feeds_and_this_files(String header, String reason) {
        FileRefusal refusal = certificates(padded(header) + RECORD + TRAILER).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.why().en()).contains(reason);
    }

    @Test
    void a_file_that_is_empty_or_has_only_a_header_is_refused() {
        assertThat(certificates("").refusal().code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(certificates(certificateHeader()).refusal().code()).isEqualTo(RefusalCode.FILE_TRUNCATED);
    }

    @Test
    void a_file_cut_anywhere_is_truncated() {
        String whole = certificateHeader() + RECORD + TRAILER;
        for (int cut = 242; cut < whole.length() - 2; cut += 7) {
            assertThat(certificates(whole.substring(0, cut)).refusal().code())
                    .as("cut at %d", cut)
                    .isEqualTo(RefusalCode.FILE_TRUNCATED);
        }
    }

    @Test
    void a_trailer_must_be_whole_and_the_last_line() {
        assertThat(certificates(certificateHeader() + RECORD + certificateTrailer(1, "00000047110X"))
                        .refusal()
                        .code())
                .isEqualTo(RefusalCode.FILE_TRAILER);
        assertThat(certificates(certificateHeader() + RECORD + "TRL000000001000000471100\n")
                        .refusal()
                        .code())
                .isEqualTo(RefusalCode.FILE_TRAILER);
        FileRefusal refusal =
                certificates(certificateHeader() + TRAILER + RECORD).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_TRAILER);
        assertThat(refusal.line()).isEqualTo(2);
    }

    @Test
    void a_byte_windows_1252_does_not_know_refuses_the_file() {
        byte[] bytes = (certificateHeader() + RECORD + TRAILER).getBytes(Reading.WINDOWS_1252);
        bytes[242 + 20] = (byte) 0x81;
        FileRefusal refusal = certificates(bytes).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
        assertThat(refusal.line()).isEqualTo(2);
    }

    @Test
    void a_line_of_another_width_or_kind_is_unreadable_and_the_others_go_on() {
        Reading read = certificates(certificateHeader() + RECORD.replace("DTL", "DTL ") + RECORD.replace("DTL", "XXX")
                + RECORD.replace("20151001  ", "20151001 x") + "XXX\r\n" + RECORD + TRAILER);
        assertThat(read.refusal()).isNull();
        assertThat(read.lines()).hasSize(5);
        assertThat(read.lines().subList(0, 4))
                .allSatisfy(line -> assertThat(((UnreadableLine) line).code()).isEqualTo("MAP-COLUMNS"));
        assertThat(((UnreadableLine) read.lines().get(0)).observed()).isEqualTo("241");
        assertThat(((UnreadableLine) read.lines().get(2)).column()).isEqualTo(226);
        assertThat(read.lines().get(4).text("familyName")).startsWith("Léger");
    }

    @Test
    void a_byte_order_mark_and_lone_carriage_returns_are_named() {
        String file = certificateHeader() + RECORD + TRAILER;
        assertThat(certificates("\u00EF\u00BB\u00BF" + file).refusal().why().en())
                .contains("byte order mark");
        FileRefusal refusal = certificates(file.replace("\r\n", "\r")).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(refusal.why().en()).contains("carriage return");
    }

    @Test
    void a_file_in_utf_8_is_refused_whether_it_is_padded_by_bytes_or_by_characters() {
        String padded = certificateHeader() + RECORD + TRAILER;
        String byBytes = padded.replaceFirst("(?<=Léger.{10})  ", "");
        for (String file : List.of(padded, byBytes)) {
            FileRefusal refusal =
                    certificates(file.getBytes(StandardCharsets.UTF_8)).refusal();
            assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
            assertThat(refusal.line()).isEqualTo(2);
            assertThat(refusal.why().en()).contains("appears to be UTF-8", "windows-1252");
        }
    }

    @ParameterizedTest
    @CsvSource({"x-MacRoman, Mac OS Roman", "IBM850, DOS code page", "IBM437, DOS code page"})
    void a_file_in_another_encoding_of_one_byte_a_character_is_refused(String charset, String name) {
        String file = certificateHeader() + RECORD.replace("Léger", "Lépïn") + TRAILER;
        FileRefusal refusal =
                certificates(file.getBytes(Charset.forName(charset))).refusal();
        assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_ENCODING);
        assertThat(refusal.why().en()).contains(name);
    }

    @Test
    void one_line_in_utf_8_among_others_is_rejected_and_the_others_go_on() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Charset agreed = Charset.forName("windows-1252");
        file.write((certificateHeader() + RECORD).getBytes(agreed));
        file.write(RECORD.getBytes(StandardCharsets.UTF_8));
        file.write((RECORD + TRAILER).getBytes(agreed));
        Reading read = certificates(file.toByteArray());
        assertThat(read.refusal()).isNull();
        assertThat(read.lines()).hasSize(3);
        UnreadableLine line = (UnreadableLine) read.lines().get(1);
        assertThat(line.code()).isEqualTo("MAP-TEXT");
        assertThat(line.message().en()).contains("UTF-8");
        assertThat(read.lines().get(2).text("familyName")).startsWith("Léger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MÄKELÄ’S GARAGE", "ANDRÉ’S", "D’ÉON–ÀRÈS", "NUÑEZ", "Œuvrard", "ŠKODA", "Çelik ©"})
    void text_of_the_agreed_encoding_that_is_also_valid_utf_8_is_taken(String name) {
        String record = RECORD.replaceFirst("Léger {" + (name.length() - 5) + "}", name);
        Reading read = certificates(certificateHeader() + record + TRAILER);
        assertThat(read.refusal()).isNull();
        assertThat(read.lines().get(0).text("familyName")).startsWith(name);
    }
}
