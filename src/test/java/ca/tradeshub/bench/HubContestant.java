// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.whole.HubProcess;
import java.nio.file.Path;
import java.util.TreeMap;

/** The packaged hub. */
final class HubContestant implements Contestant {

    private final HubProcess hub;
    private final Machine machine;

    HubContestant(Path folder, String... options) {
        hub = new HubProcess(folder, options).withDefaultPollInterval().start();
        machine = new Machine(hub.pid(), folder.resolve("var"));
    }

    HubProcess hub() {
        return hub;
    }

    @Override
    public String name() {
        return "hub";
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public int sftp() {
        return hub.sftp;
    }

    @Override
    public int amqp() {
        return hub.amqp;
    }

    @Override
    public TreeMap<String, Double> steps() {
        TreeMap<String, Double> steps = new TreeMap<>();
        hub.get("/actuator/prometheus", "viewer")
                .lines()
                .filter(line -> line.startsWith("camel_message_history_seconds_sum"))
                .forEach(line -> {
                    String labels = line.substring(line.indexOf('{') + 1, line.indexOf('}'));
                    steps.merge(
                            label(labels, "routeId") + " " + label(labels, "nodeId"),
                            Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                            Double::sum);
                });
        return steps;
    }

    private static String label(String labels, String name) {
        int from = labels.indexOf(name + "=\"") + name.length() + 2;
        return labels.substring(from, labels.indexOf('"', from));
    }

    @Override
    public void close() {
        machine.close();
        hub.close();
    }
}
