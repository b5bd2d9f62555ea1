// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import java.nio.charset.Charset;
import java.util.List;

/**
 * How a payroll provider writes its CSV. The columns may be in any order, and the CSV may contain other columns.
 *
 * @param name the layout's name in control files, for example {@code standard}
 * @param charset the encoding, a superset of ASCII; UTF-8 may begin with a byte order mark
 * @param separator what separates the columns
 * @param columns the columns the header row must name
 */
public record PayrollLayout(String name, Charset charset, char separator, List<String> columns) {

    public PayrollLayout {
        columns = List.copyOf(columns);
    }
}
