// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

/** A mistake in a scenario file, not a fault of the hub. */
final class ScenarioMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScenarioMistake(String message) {
        super(message);
    }
}
