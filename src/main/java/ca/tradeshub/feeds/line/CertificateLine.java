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
    private String memberNumber;

    @DataField(pos = 12, length = 1)
    private String memberClass;

    @DataField(pos = 13, length = 30)
    private String familyName;

    @DataField(pos = 43, length = 30)
    private String givenNames;

    @DataField(pos = 73, length = 30)
    private String formerFamilyName;

    @DataField(pos = 103, length = 8)
    private String birthDate;

    @DataField(pos = 111, length = 6)
    private String postalCode;

    @DataField(pos = 117, length = 4)
    private String tradeCode;

    @DataField(pos = 121, length = 2)
    private String type;

    @DataField(pos = 123, length = 10)
    private String number;

    @DataField(pos = 133, length = 8)
    private String issuedOn;

    @DataField(pos = 141, length = 8)
    private String registeredOn;

    @DataField(pos = 149, length = 8)
    private String renewalAppliedOn;

    @DataField(pos = 157, length = 8)
    private String renewedOn;

    @DataField(pos = 165, length = 8)
    private String expiresOn;

    @DataField(pos = 173, length = 1)
    private String status;

    @DataField(pos = 174, length = 8)
    private String statusOn;

    @DataField(pos = 182, length = 5)
    private String examinationMark;

    @DataField(pos = 187, length = 1)
    private String seal;

    @DataField(pos = 188, length = 2)
    private String route;

    @DataField(pos = 190, length = 2)
    private String issuingProvince;

    @DataField(pos = 192, length = 8)
    private String programmeCompletedOn;

    @DataField(pos = 200, length = 8)
    private String examinationPassedOn;

    @DataField(pos = 208, length = 2)
    private String sittingsFailed;

    @DataField(pos = 210, length = 8)
    private String coursesCompletedOn;

    @DataField(pos = 218, length = 8)
    private String priorExpiresOn;

    private static final Map<String, Field> FIELDS = Arrays.stream(CertificateLine.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(DataField.class))
            .collect(Collectors.toUnmodifiableMap(Field::getName, Function.identity()));

    private int line;
    private long offset;
    private int length;

    /** The names of the record's fields. */
    public static Set<String> fieldNames() {
        return FIELDS.keySet();
    }

    public CertificateLine at(int line, long offset, int length) {
        this.line = line;
        this.offset = offset;
        this.length = length;
        return this;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public String text(String name) {
        Field field = FIELDS.get(name);
        try {
            return field == null ? null : (String) field.get(this);
        } catch (IllegalAccessException ownField) {
            throw new IllegalStateException(ownField);
        }
    }

    @Override
    public Integer column(String name) {
        Field field = FIELDS.get(name);
        return field == null ? null : field.getAnnotation(DataField.class).pos();
    }
}
