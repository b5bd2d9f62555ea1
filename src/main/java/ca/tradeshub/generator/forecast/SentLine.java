// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import ca.tradeshub.canonical.PayLine;
import java.time.LocalDate;

/**
 * A pay line and the date of its file.
 *
 * @param line the pay line
 * @param sentOn the date in the name of its file
 */
public record SentLine(PayLine line, LocalDate sentOn) {}
