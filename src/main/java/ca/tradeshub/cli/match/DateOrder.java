// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

import ca.tradeshub.identity.BirthDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of year, month and day in a text. */
public enum DateOrder {
    YMD(Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)|(\\d{4})\\D(\\d{1,2})\\D(\\d{1,2})"), 0, 1, 2),
    DMY(Pattern.compile("(\\d\\d)(\\d\\d)(\\d{4})|(\\d{1,2})\\D(\\d{1,2})\\D(\\d{4})"), 2, 1, 0),
    MDY(Pattern.compile("(\\d\\d)(\\d\\d)(\\d{4})|(\\d{1,2})\\D(\\d{1,2})\\D(\\d{4})"), 2, 0, 1);

    private static final int PARTS = 3;

    private final Pattern form;
    private final int year;
    private final int month;
    private final int day;

    DateOrder(Pattern form, int year, int month, int day) {
        this.form = form;
        this.year = year;
        this.month = month;
        this.day = day;
    }

    /** Reads a date. It need not be in the calendar, since a date with a slip is still evidence. */
    public Optional<BirthDate> read(String text) {
        Matcher date = form.matcher(text);
        if (!date.matches()) {
            return Optional.empty();
        }
        int first = date.group(1) == null ? PARTS + 1 : 1;
        return Optional.of(new BirthDate(
                part(date, first + year) * 10_000 + part(date, first + month) * 100 + part(date, first + day)));
    }

    private static int part(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }
}
