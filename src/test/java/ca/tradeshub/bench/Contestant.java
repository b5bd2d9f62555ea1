// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.util.TreeMap;

/** A running program that takes payroll from the drop site and sends a message for each claim. */
interface Contestant extends AutoCloseable {

    String name();

    Machine machine();

    /** Port of its drop site. */
    int sftp();

    /** Port of its broker. */
    int amqp();

    /** Seconds spent in each step since the start, if it counts them. */
    default TreeMap<String, Double> steps() {
        return new TreeMap<>();
    }

    @Override
    void close();
}
