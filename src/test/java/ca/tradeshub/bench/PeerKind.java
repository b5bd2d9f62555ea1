// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

/** The programs that are compared with the hub. */
enum PeerKind {
    CAMEL("plain Camel"),
    BATCH("Spring Batch"),
    FLOOR("floor"),
    /** Not a program: the database, broker and drop site alone, for a hub in production. */
    SERVERS("servers");

    private final String title;

    PeerKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
