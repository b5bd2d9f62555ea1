// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.locks;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The advisory locks of the database. Each is held until the transaction ends, whichever hub took it.
 *
 * <p>A transaction that takes several of them takes them in the order of this enum, and two parts of one lock in the
 * order of their names. Transactions that keep to the order cannot wait for one another in a circle.
 */
public enum AdvisoryLock {

    /** Landings of one sender, by the sender's account: duplicates, sequence numbers and the pairing of control files. */
    LANDING("landing:"),

    /** The granting of file leases: the number of large files in work. */
    FILE_LEASE(0x636c61696dL),

    /**
     * The current records of a feed, by {@code feed/employer}; the employer's nine digits are empty unless the feed is
     * payroll, where they are part of each key. Files whose keys can be equal take effect one after another.
     */
    APPLY("apply:"),

    /** Reconciliation, by one hub at a time. It is only tried, never waited for. */
    RECONCILE(0x7265636f6eL),

    /**
     * Changes of the states of records of files that took effect, with the balances and the responses that follow. Taken
     * before the rows of the files and of their responses: a transaction that changes states in several steps would else
     * wait for another that holds what it needs next.
     */
    RECORD_STATES("record-states"),

    /**
     * The list of keys to decide, taken before keys are written to {@code dirty_key}. Two transactions that change the
     * records of one key do not see each other's changes; one after the other, the later one sees both and writes the keys
     * that depend on both.
     */
    AFFECTED_KEYS("affected-keys"),

    /**
     * The making of messages, taken before their ids are drawn: messages become visible in the order of their ids, so that
     * the outbox can remember how far it has come instead of a mark on each.
     */
    MESSAGES("messages"),

    /** The end of the audit chain. Taken last: every transaction that writes an entry waits here. */
    AUDIT(0x6175646974L);

    /** The number as PostgreSQL takes it; null when the lock is named by a text. */
    private final @Nullable Long number;

    /** The text whose hash is the number, or the beginning of that text when the lock has parts. */
    private final @Nullable String name;

    AdvisoryLock(long number) {
        this.number = number;
        this.name = null;
    }

    AdvisoryLock(String name) {
        this.number = null;
        this.name = name;
    }

    /** Takes a lock that has no parts, waiting until it is free. */
    public void take(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(" + key() + ")").query(row -> {});
    }

    /**
     * Takes one part of a lock, waiting until it is free.
     *
     * @param part the name of the part, for example a sender's account
     */
    public void take(JdbcClient jdbc, String part) {
        jdbc.sql("select " + taking(":part")).param("part", part).query(row -> {});
    }

    /** Takes parts of a lock in the order of their names, waiting until each is free. */
    public void takeAll(JdbcClient jdbc, Collection<String> parts) {
        jdbc.sql("select " + taking("part") + " from unnest(cast(:parts as text[])) as part")
                .param("parts", parts.stream().distinct().sorted().toArray(String[]::new))
                .query(row -> {});
    }

    /**
     * Takes a lock that has no parts, unless another transaction holds it.
     *
     * @return whether this transaction holds it now
     */
    public boolean tryTake(JdbcClient jdbc) {
        return jdbc.sql("select pg_try_advisory_xact_lock(" + key() + ")")
                .query(Boolean.class)
                .single();
    }

    /**
     * The SQL call that takes one part of a lock, for statements that take the parts they select. The statement selects
     * them in the order of their names.
     *
     * @param part an SQL expression of type text, for example a column's name
     */
    public String taking(String part) {
        return "pg_advisory_xact_lock(hashtextextended('" + name + "' || " + part + ", 0))";
    }

    private String key() {
        return number != null ? number.toString() : "hashtextextended('" + name + "', 0)";
    }
}
