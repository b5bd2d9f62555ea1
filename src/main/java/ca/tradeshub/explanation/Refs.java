// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.ledger.RecordAddress;

/** How an explanation refers to its evidence. */
final class Refs {

    private Refs() {}

    /** A record's place in the ledger, {@code <file>:<line>}. */
    static String of(RecordAddress address) {
        return address.fileId() + ":" + address.line();
    }

    /** The control file of the payroll file a record is in. */
    static String control(RecordAddress address) {
        return address.fileId() + ":control";
    }
}
