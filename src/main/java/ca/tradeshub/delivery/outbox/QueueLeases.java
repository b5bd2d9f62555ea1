// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import ca.tradeshub.delivery.DeliverySettings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One sender per queue at a time, across hubs. The epoch rises with each change of holder; a hub that acts under a lease
 * proves that its epoch is still valid. Times are the database's, so that the hubs' clocks do not matter.
 */
@Component
public class QueueLeases implements DisposableBean {

    private static final String TAKE =
            """
            insert into lease as held (name, holder, epoch, held_until)
            values (:name, :holder, 1, now() + :millis * interval '1 millisecond')
            on conflict (name) do update
            set holder = excluded.holder,
                epoch = held.epoch + case when held.holder = excluded.holder then 0 else 1 end,
                held_until = excluded.held_until
            where held.holder = excluded.holder or held.held_until < now()
            returning epoch
            """;

    private static final String KEEP =
            "select 1 from lease where name = :name and holder = :holder and epoch = :epoch for share";

    private static final String RETURN_ALL =
            """
            update lease set held_until = now() - interval '1 second'
             where holder = :holder and name like 'deliver:%'
            """;

    private final JdbcClient jdbc;
    private final Duration length;
    private final String holder = UUID.randomUUID().toString();

    QueueLeases(JdbcClient jdbc, DeliverySettings settings) {
        this.jdbc = jdbc;
        this.length = settings.lease();
    }

    /** Takes or renews the lease of a queue; returns its epoch, or nothing when another hub holds it. */
    Optional<Long> hold(String queue) {
        return jdbc.sql(TAKE)
                .param("name", name(queue))
                .param("holder", holder)
                .param("millis", length.toMillis())
                .query(Long.class)
                .optional();
    }

    /** Whether the lease is still valid under that epoch; it stays valid until the end of the transaction. */
    boolean isValid(String queue, long epoch) {
        return jdbc.sql(KEEP)
                .param("name", name(queue))
                .param("holder", holder)
                .param("epoch", epoch)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Returns every lease, so that the next hub need not wait. */
    @Override
    public void destroy() {
        jdbc.sql(RETURN_ALL).param("holder", holder).update();
    }

    private static String name(String queue) {
        return "deliver:" + queue;
    }
}
