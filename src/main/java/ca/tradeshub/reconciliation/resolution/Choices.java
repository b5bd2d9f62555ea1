// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.ledger.RecordAddress;

/** What the choice of a resolution names. */
final class Choices {

    private Choices() {}

    /** The record that a choice names. */
    static RecordAddress record(String choice) {
        int colon = choice.indexOf(':');
        return new RecordAddress(
                Long.parseLong(choice.substring(0, colon)), Integer.parseInt(choice.substring(colon + 1)));
    }
}
