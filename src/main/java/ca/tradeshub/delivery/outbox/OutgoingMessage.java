// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiConsumer;

/**
 * A message on its way out.
 *
 * @param id its row in the ledger; rows are sent in this order
 * @param head what its properties state of it
 * @param attempts attempts made, this one included
 * @param body the text to send
 */
public record OutgoingMessage(long id, Head head, int attempts, String body) {

    /** The contract's message id. */
    public String messageId() {
        return head.messageId();
    }

    /**
     * What the properties of a message state.
     *
     * @param messageId the contract's message id
     * @param contract the contract it follows
     * @param recordKey the key it is about
     * @param groupId the group within which it keeps its order
     * @param version its version within the key
     * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
     */
    public record Head(String messageId, String contract, String recordKey, String groupId, int version, String kind) {

        /** The head in a row of the table of messages. */
        static Head read(ResultSet row) throws SQLException {
            return new Head(
                    row.getString("message_id"),
                    row.getString("contract"),
                    row.getString("record_key"),
                    row.getString("group_id"),
                    row.getInt("version"),
                    row.getString("kind"));
        }

        /**
         * Gives the JMS properties (interface agreements, section 3; {@code contracts/asyncapi.yaml}) but two that depend
         * on how it is sent: {@code JMSCorrelationID}, which is a header, and the broker's id for duplicates.
         */
        void forEachProperty(BiConsumer<String, Object> properties) {
            properties.accept("contract", contract);
            properties.accept("messageId", messageId);
            properties.accept("recordKey", recordKey);
            properties.accept("version", version);
            properties.accept("kind", kind);
            properties.accept("JMSXGroupID", groupId);
        }
    }
}
