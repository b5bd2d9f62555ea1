package ca.tradeshub.generator.forecast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Messages of one queue when the hub decides nothing before a wave has wholly arrived. A running hub decides in between
 * and may amend more often; the last message of each key is the same.
 */
public final class MessageForecast {

    private long newInYear;
    private long newAfterwards;
    private long amendedAfterwards;
    private long withdrawnAfterwards;

    /** A key that is first told of in the year. */
    public void newInYear() {
        newInYear++;
    }

    /** A key that is first told of afterwards. */
    public void newAfterwards() {
        newAfterwards++;
    }

    /** A key whose message changes afterwards. */
    public void amendedAfterwards() {
        amendedAfterwards++;
    }

    /** A key whose message is withdrawn afterwards. */
    public void withdrawnAfterwards() {
        withdrawnAfterwards++;
    }

    /** Keys with a message that stands at the end. */
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
