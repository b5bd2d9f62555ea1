// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.survivorship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.conversion.BadTableException;
import ca.tradeshub.mapping.survivorship.Survivorship.Field;
import ca.tradeshub.mapping.survivorship.Survivorship.Preference;
import ca.tradeshub.mapping.survivorship.Survivorship.Rule;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivorshipTableTest {

    private static final String BROUGHT =
            Objects.requireNonNull(MappingSource.classpath().files().get(SurvivorshipTable.FILE));

    @Test
    void of_the_hub_prefers_registrations_for_names_and_certificates_for_account_numbers() {
        Survivorship table = SurvivorshipTable.parse(BROUGHT);

        assertThat(table.of(Field.FAMILY_NAME))
                .isEqualTo(new Preference(List.of(Feed.REGISTRATIONS, Feed.CERTIFICATES), Rule.NEWEST));
        assertThat(table.of(Field.ACCOUNT_NUMBER).sources()).startsWith(Feed.CERTIFICATES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "field,sources,rule                                | field,source,rule       | the header row must be field,sources,rule",
                "familyName,registrations certificates,newest      | surname,registrations certificates,newest | there is no field 'surname'",
                "familyName,registrations certificates,newest      | familyName,registrations certificates,oldest | there is no rule 'oldest'",
                "familyName,registrations certificates,newest      | familyName,registrations payroll,newest | there is no source 'payroll'",
                "familyName,registrations certificates,newest      | familyName,registrations,newest | the sources of 'familyName' are each of certificates, registrations once",
                "familyName,registrations certificates,newest      | givenNames,registrations certificates,newest | the field 'givenNames' occurs twice",
                "clientId,registrations,lowest                     | clientId,registrations certificates,lowest | the sources of 'clientId' are each of registrations once",
                "familyName,registrations certificates,newest      | familyName,newest | a line must have a field, its sources and a rule",
            })
    void that_is_wrong_prevents_start_up_with_file_line_and_reason(String line, String instead, String reason) {
        assertThatThrownBy(() -> SurvivorshipTable.parse(BROUGHT.replace(line, instead)))
                .isInstanceOf(BadTableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void must_name_every_field() {
        assertThatThrownBy(() ->
                        SurvivorshipTable.parse(BROUGHT.replace("birthDate,registrations certificates,newest\n", "")))
                .hasMessageContaining("the field 'birthDate' is missing");
    }
}
