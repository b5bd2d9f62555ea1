// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The expected messages of one queue if the hub decides only after all files of a phase have arrived. A running hub also
 * decides in between and may amend more often; the last message of each key is the same.
 */
public final class MessageForecast {

    private long newInYear;
    private long newAfterwards;
    private long amendedAfterwards;
    private long withdrawnAfterwards;

    /** Counts a key whose first message is sent in the year phase. */
    public void newInYear() {
        newInYear++;
    }

    /** Counts a key whose first message is sent afterwards. */
    public void newAfterwards() {
        newAfterwards++;
    }

    /** Counts a key whose message is amended afterwards. */
    public void amendedAfterwards() {
        amendedAfterwards++;
    }

    /** Counts a key whose message is withdrawn afterwards. */
    public void withdrawnAfterwards() {
        withdrawnAfterwards++;
    }

    /** Returns the number of keys whose last message is not withdrawn. */
    public long standing() {
        return newInYear + newAfterwards - withdrawnAfterwards;
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("year").put("NEW", newInYear).put("AMEND", 0).put("WITHDRAW", 0);
        node.putObject("afterwards")
                .put("NEW", newAfterwards)
                .put("AMEND", amendedAfterwards)
                .put("WITHDRAW", withdrawnAfterwards);
        node.put("standing", standing());
        return node;
    }
}
