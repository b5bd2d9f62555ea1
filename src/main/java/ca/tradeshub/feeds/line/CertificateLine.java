// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.dataformat.bindy.annotation.DataField;
import org.apache.camel.dataformat.bindy.annotation.FixedLengthRecord;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the college wrote it, 240 characters (interface agreements, section 1.2). Fields are named as the
 * fields of this class and are text, spaces and zeros included.
 */
@FixedLengthRecord(length = CertificateLine.WIDTH)
public final class CertificateLine implements SourceLine {

    /** Characters of every line. */
    public static final int WIDTH = 240;

    /** Where the filler at the end of a record begins, from 1. */
    public static final int FILLER = 226;

    @DataField(pos = 4, length = 8)
    private @Nullable String memberNumber;

    @DataField(pos = 12, length = 1)
    private @Nullable String memberClass;

    @DataField(pos = 13, length = 30)
    private @Nullable String familyName;

    @DataField(pos = 43, length = 30)
    private @Nullable String givenNames;

    @DataField(pos = 73, length = 30)
    private @Nullable String formerFamilyName;

    @DataField(pos = 103, length = 8)
    private @Nullable String birthDate;

    @DataField(pos = 111, length = 6)
    private @Nullable String postalCode;

    @DataField(pos = 117, length = 4)
    private @Nullable String tradeCode;

    @DataField(pos = 121, length = 2)
    private @Nullable String type;

    @DataField(pos = 123, length = 10)
    private @Nullable String number;

    @DataField(pos = 133, length = 8)
    private @Nullable String issuedOn;

    @DataField(pos = 141, length = 8)
    private @Nullable String registeredOn;

    @DataField(pos = 149, length = 8)
    private @Nullable String renewalAppliedOn;

    @DataField(pos = 157, length = 8)
    private @Nullable String renewedOn;

    @DataField(pos = 165, length = 8)
    private @Nullable String expiresOn;

    @DataField(pos = 173, length = 1)
    private @Nullable String status;

    @DataField(pos = 174, length = 8)
    private @Nullable String statusOn;

    @DataField(pos = 182, length = 5)
    private @Nullable String examinationMark;

    @DataField(pos = 187, length = 1)
    private @Nullable String seal;

    @DataField(pos = 188, length = 2)
    private @Nullable String route;

    @DataField(pos = 190, length = 2)
    private @Nullable String issuingProvince;

    @DataField(pos = 192, length = 8)
    private @Nullable String programmeCompletedOn;

    @DataField(pos = 200, length = 8)
    private @Nullable String examinationPassedOn;

    @DataField(pos = 208, length = 2)
    private @Nullable String sittingsFailed;

    @DataField(pos = 210, length = 8)
    private @Nullable String coursesCompletedOn;

    @DataField(pos = 218, length = 8)
    private @Nullable String priorExpiresOn;

    private static final Map<String, Field> FIELDS = Arrays.stream(CertificateLine.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(DataField.class))
            .collect(Collectors.toUnmodifiableMap(Field::getName, Function.identity()));

    private LinePlace place = LinePlace.NONE;

    /** The names of the record's fields. */
    public static Set<String> fieldNames() {
        return FIELDS.keySet();
    }

    public CertificateLine at(int line, long offset, int length) {
        this.place = new LinePlace(line, offset, length);
        return this;
    }

    @Override
    public LinePlace place() {
        return place;
    }

    @Override
    public @Nullable String text(String name) {
        Field field = FIELDS.get(name);
        try {
            return field == null ? null : (String) field.get(this);
        } catch (IllegalAccessException ownField) {
            throw new IllegalStateException(ownField);
        }
    }

    @Override
    public @Nullable Integer column(String name) {
        Field field = FIELDS.get(name);
        return field == null ? null : field.getAnnotation(DataField.class).pos();
    }
}
