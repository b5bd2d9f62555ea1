// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The people and employers of a scenario, and what its records have where they state nothing. */
final class Cast {

    private final Map<String, Table> people = new LinkedHashMap<>();
    private final Map<String, Table> employers = new LinkedHashMap<>();
    private final Table defaults;

    /** The cast of the defaults with the people and employers that a scenario adds. */
    Cast(Table defaults, Table scenario) {
        this.defaults = defaults;
        defaults.table("people").values().keySet().forEach(name -> add(people, name, defaults.table("people")));
        defaults.table("employers")
                .values()
                .keySet()
                .forEach(name -> add(employers, name, defaults.table("employers")));
        scenario.table("people").values().keySet().forEach(name -> add(people, name, scenario.table("people")));
        scenario.table("employers")
                .values()
                .keySet()
                .forEach(name -> add(employers, name, scenario.table("employers")));
    }

    private static void add(Map<String, Table> to, String name, Table from) {
        to.put(name, like(to, from.table(name)));
    }

    /** A record's fields over the defaults of its kind. */
    Table record(String kind, String place, Object fields) {
        return Table.of(place, fields).over(defaults.table(kind));
    }

    /** A person by name, or one that is like another but for some fields. */
    Table person(String place, Object named) {
        return one(people, place, named);
    }

    /** An employer by name, or one that is like another but for some fields. */
    Table employer(String place, Object named) {
        return one(employers, place, named);
    }

    /**
     * A key as the hub writes it: {@code ana/442A} is the account number of Ana, {@code ana.clientId/442A} her client id,
     * {@code maple/TA-1/2016} the claim of an employer for a calendar year.
     */
    String key(String written) {
        String[] parts = written.split("/", -1);
        String[] first = parts[0].split("\\.", 2);
        if (people.containsKey(first[0])) {
            String identifier = first.length == 1 ? "accountNumber" : first[1];
            parts[0] = people.get(first[0]).required(identifier);
        } else if (employers.containsKey(first[0])) {
            parts[0] = employers.get(first[0]).required("businessNumber");
        }
        if (parts.length == 3 && parts[2].length() == 4) {
            parts[2] += "-12-31";
        }
        return String.join("/", parts);
    }

    private static Table one(Map<String, Table> all, String place, Object named) {
        if (named instanceof String name) {
            if (!all.containsKey(name)) {
                throw new ScenarioMistake(place + ": nobody is named " + name);
            }
            return new Table(place, all.get(name).values(), new HashSet<>());
        }
        return like(all, Table.of(place, named));
    }

    private static Table like(Map<String, Table> all, Table stated) {
        return stated.text("like")
                .map(other -> {
                    if (!all.containsKey(other)) {
                        throw new ScenarioMistake(stated.place() + ": nobody is named " + other);
                    }
                    Map<String, Object> changes = new LinkedHashMap<>(stated.values());
                    changes.remove("like");
                    return Table.of(stated.place(), changes).over(all.get(other));
                })
                .orElse(stated);
    }
}
