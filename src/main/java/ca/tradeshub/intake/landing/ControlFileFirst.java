// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import java.util.Comparator;

/** The order in which files are landed: by name, but a control file right before its CSV, which is read with it. */
final class ControlFileFirst implements Comparator<String> {

    private static final Comparator<String> ORDER = Comparator.comparing(ControlFileFirst::stem)
            .thenComparing(name -> !name.endsWith(".ctl"))
            .thenComparing(Comparator.naturalOrder());

    @Override
    public int compare(String one, String other) {
        return ORDER.compare(one, other);
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
