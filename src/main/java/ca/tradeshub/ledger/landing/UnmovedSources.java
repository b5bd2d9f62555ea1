// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.ledger.landing.ControlPairing.WaitingControl;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger has of the payroll files of a drop folder that are not done with: control files that wait for their
 * CSVs, and CSVs whose sources are still to be moved.
 *
 * @param controls the newest waiting control file of each logical name
 * @param paired the CSVs that are landed with their control files and not moved
 */
public record UnmovedSources(Map<String, WaitingControl> controls, Set<Source> paired) {

    public UnmovedSources {
        controls = Map.copyOf(controls);
        paired = Set.copyOf(paired);
    }

    /** The source of a landed file. */
    public record Source(String name, long size, Instant modified) {}

    /** That of a folder with no payroll files. */
    public static UnmovedSources none() {
        return new UnmovedSources(Map.of(), Set.of());
    }

    /** The newest landed control file of a logical name that waits for its CSV. */
    public Optional<WaitingControl> waiting(String logicalName) {
        return Optional.ofNullable(controls.get(logicalName));
    }

    /** Whether exactly this file is landed with its control file and only waits to be moved. */
    public boolean isPaired(String name, long size, Instant modified) {
        return paired.contains(new Source(name, size, modified));
    }
}
