// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.canonical.Text;

/**
 * What one rule found in a file.
 *
 * @param rule the rule or code
 * @param outcome {@code reject}, {@code hold}, {@code warn} or {@code info}
 * @param unknown whether the rule lacked a fact
 * @param count how often, never capped
 * @param message one of its messages
 * @param citation its legal basis
 * @param lines the first lines, in order, ending in "…" when there are more
 */
public record FindingCount(
        String rule, String outcome, boolean unknown, long count, Text message, String citation, String lines) {}
