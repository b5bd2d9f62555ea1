// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import ca.tradeshub.canonical.TradeCode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trade of the lists.
 *
 * @param code its code
 * @param name its name, slips of the printed list corrected
 * @param printedName its name as its source prints it
 * @param sector service, motive power, construction or industrial; null when its source names none
 * @param footnotes the footnote numbers that the list prints next to it
 * @param compulsory whether only apprentices and certificate holders may work in it
 * @param qualifying whether Appendix A of the tax credit lists it
 * @param qualifiesUntil last day an expenditure in it qualifies, null when the list names none
 */
public record Trade(
        TradeCode code,
        String name,
        String printedName,
        @Nullable String sector,
        List<Integer> footnotes,
        boolean compulsory,
        boolean qualifying,
        @Nullable LocalDate qualifiesUntil) {

    public Trade {
        footnotes = List.copyOf(footnotes);
    }
}
