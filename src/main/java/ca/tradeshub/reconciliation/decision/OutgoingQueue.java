// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

/** The queues partner agencies read (interface agreements, section 3). */
public enum OutgoingQueue {
    /** The certification registry's queue. */
    REGISTRY("registry.certification", "certification-record/1"),
    /** The tax-credit verification's queue. */
    TAX("taxcredit.verification", "tax-credit-claim/1");

    private final String queueName;
    private final String contract;

    OutgoingQueue(String queueName, String contract) {
        this.queueName = queueName;
        this.contract = contract;
    }

    /** The queue's name on the broker. */
    public String queueName() {
        return queueName;
    }

    /** The contract its messages follow. */
    public String contract() {
        return contract;
    }
}
