// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

/** A defect for which the hub must refuse a whole file. */
public enum FileDefect {
    COUNT("FILE-COUNT"),
    TOTAL("FILE-TOTAL"),
    TRUNCATED("FILE-TRUNCATED"),
    HEADER("FILE-HEADER"),
    ENCODING("FILE-ENCODING"),
    /** Payroll only. */
    DIGEST("FILE-DIGEST");

    private final String code;

    FileDefect(String code) {
        this.code = code;
    }

    /** Returns the refusal code. */
    public String code() {
        return code;
    }
}
