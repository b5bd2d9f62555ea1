// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

/** What people do about exceptions in a scenario. */
final class People {

    People(ScenarioHub hub, Cast cast, ScenarioRun.Drops drops) {}

    void act(String action, Table step) {
        throw new ScenarioMistake(step.place() + ": nobody knows how to " + action);
    }
}
