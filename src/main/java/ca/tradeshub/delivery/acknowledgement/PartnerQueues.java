// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two queues of a partner: on one it alone may send, so that the broker's permissions guarantee who acknowledges; on
 * the other it alone may read which of its acknowledgements were not accepted.
 */
public final class PartnerQueues {

    private static final String PREFIX = "hub.acknowledgements.";

    private PartnerQueues() {}

    /** Where a partner acknowledges. */
    public static String acknowledgements(String partner) {
        return PREFIX + partner;
    }

    /** Where a partner learns which acknowledgements were not accepted. */
    public static String refusals(String partner) {
        return PREFIX + partner + ".refused";
    }

    /** Both queues of each partner. */
    public static List<String> of(Collection<String> partners) {
        return partners.stream()
                .sorted()
                .flatMap(partner -> Stream.of(acknowledgements(partner), refusals(partner)))
                .toList();
    }
}
