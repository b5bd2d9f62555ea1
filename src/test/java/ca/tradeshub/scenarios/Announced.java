// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.testing.LedgerChanges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the preview of a resolution announces, to be compared with what the resolution does once it is in force. */
record Announced(ResolutionEffects.Preview preview, LedgerChanges changes) {

    static Announced of(ScenarioHub hub, long exception, ResolutionKind kind, String chosen) {
        ExceptionActions actions = hub.bean(ExceptionActions.class);
        return actions.notOffered(exception, kind, chosen).isPresent()
                ? null
                : new Announced(actions.preview(exception, kind, chosen).orElseThrow(), new LedgerChanges(hub.jdbc()));
    }

    /**
     * Compares it, after the keys were decided and before their messages are sent.
     *
     * @return what differs
     */
    List<String> compare() {
        List<String> differences = new ArrayList<>();
        if (preview.problem() != null) {
            differences.add("the preview states that it cannot be made: "
                    + preview.problem().en());
        }
        if (!new HashSet<>(changes.messages()).equals(new HashSet<>(preview.messages()))
                || changes.messages().size() != preview.messages().size()) {
            differences.add(
                    "the preview states the messages " + preview.messages() + ", made are " + changes.messages());
        }
        if (!changes.ofRecords().equals(preview.records())) {
            differences.add(
                    "the preview states the records " + preview.records() + ", changed are " + changes.ofRecords());
        }
        return differences;
    }
}
