// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.Pause;
import ca.tradeshub.testing.SftpSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hubs of the production composition that are killed while they work. */
@Tag("faults")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KilledHubsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    /** The leases of files and responses are two minutes; then the work itself is to be done, on a busy machine. */
    private static final Duration LEASE_AND_WORK = Duration.ofMinutes(3);
    /** The database ends the session of a hub within this time. */
    private static final Duration SESSION = Duration.ofSeconds(30);

    private static final int PERSONS = 12;
    private static final int OFFICE_FILES = 8;

    private static final String RECONCILER =
            """
            select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'advisory' and l.granted and l.classid = 114 and l.objid = 1701015406
               and (select count(*) from dirty_key) > 100
             limit 1
            """;

    /** What is left to do, by step. */
    private static final Map<String, String> LEFT = new TreeMap<>(Map.of(
            "files to stage", "select count(*) from file where state in ('LANDED', 'STAGING') and role = 'data'",
            "keys to decide", "select count(*) from dirty_key",
            "messages to send", "select count(*) from message_status where not sent",
            "responses to write", "select count(*) from sender_response where written_at is null"));

    /** What a hub holds for a while, by the step it is killed in. */
    private static final Map<String, String> TAKEN = Map.of(
            "staging", "select count(*) from file where state = 'STAGING'",
            "responding",
                    "select count(*) from sender_response where written_at is null and attempts > 0"
                            + " and next_attempt_at > now()",
            "sending", "select count(*) from message_status where not sent and attempts > 0");

    @Test
    void a_hub_killed_at_any_moment_lands_each_control_file_once(@TempDir Path folder) throws Exception {
        int kills = Integer.getInteger("faults.kills", 40);
        Random random = new Random(Long.getLong("faults.seed", 7L));
        Map<String, Integer> moments = new TreeMap<>();
        int persons = 0;
        try (Production servers = new Production(folder);
                HubProcess hub = servers.hub("hub", "--hub.processing.batch-size=20")) {
            for (int kill = 0; kill < kills; kill++) {
                hub.launch();
                if (kill % 4 == 3) {
                    Pause.ofMillis(4_000 + random.nextInt(6_000));
                } else {
                    hub.awaitHealth();
                }
                for (int file = 0; file < OFFICE_FILES; file++) {
                    int sequence = kill * OFFICE_FILES + file + 1;
                    servers.drop(Production.PAYROLL, Wire.payroll(sequence, persons, PERSONS, 5));
                    servers.drop(Production.PAYROLL, Wire.control(sequence, PERSONS, 5));
                    servers.drop(Production.OFFICE, Wire.registrations(sequence, persons, PERSONS));
                    persons += PERSONS;
                }
                Pause.ofMillis(random.nextInt(5_000));
                hub.kill();
                moments.merge(moment(servers), 1, Integer::sum);
            }
            hub.start();
            print("%d kills, by what was left to do: %s".formatted(kills, moments));
            Awaitility.await("all files are closed")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> servers.count("select count(*) from file where state = 'CLOSED' and role = 'data'")
                            == 2L * kills * OFFICE_FILES);
            TwoHubsIT.assertOnce(servers, persons);
            assertThat(servers.count("select count(*) from file where role = 'control'"))
                    .isEqualTo((long) kills * OFFICE_FILES);
            assertThat(SftpSite.names(servers.site.out(Production.PAYROLL)))
                    .filteredOn(name -> name.matches(".*\\.\\d+\\.receipt\\.json"))
                    .isEmpty();
        }
    }

    @Test
    void the_share_of_a_hub_that_is_killed_while_it_reconciles_waits_no_longer_than_the_lease(@TempDir Path folder)
            throws Exception {
        int kills = Integer.getInteger("faults.takeovers", 10);
        int persons = 0;
        Duration longest = Duration.ZERO;
        try (Production servers = new Production(folder);
                HubProcess first = servers.hub("first").launch();
                HubProcess second = servers.hub("second").launch()) {
            first.awaitHealth();
            second.awaitHealth();
            Map<String, HubProcess> hubs = Map.of("first", first, "second", second);
            for (int kill = 0; kill < kills; kill++) {
                for (int file = 1; file <= 4; file++) {
                    int sequence = kill * 4 + file;
                    servers.drop(Production.PAYROLL, Wire.payroll(sequence, persons, 300, 5));
                    servers.drop(Production.PAYROLL, Wire.control(sequence, 300, 5));
                    servers.drop(Production.OFFICE, Wire.registrations(sequence, persons, 300));
                    persons += 300;
                }
                HubProcess killed = hubs.get(reconciler(servers));
                killed.kill();
                Map<String, Duration> waits = waits(servers, persons);
                print("kill %d: time until the other hub went on, and until nothing was left: %s"
                        .formatted(kill + 1, waits));
                assertThat(waits.get("next decision")).isLessThan(SESSION);
                assertThat(waits.values()).allSatisfy(wait -> assertThat(wait).isLessThan(LEASE_AND_WORK));
                longest =
                        waits.values().stream().reduce(longest, (one, other) -> one.compareTo(other) > 0 ? one : other);
                killed.start();
            }
            print("%d takeovers: the longest wait was %d s".formatted(kills, longest.toSeconds()));
            TwoHubsIT.assertOnce(servers, persons);
        }
    }

    /** One hub is killed when it has taken something; the other, which is started then, waits for the lease of it. */
    @ParameterizedTest
    @ValueSource(strings = {"staging", "responding", "sending"})
    void what_a_killed_hub_had_taken_is_taken_up_after_its_lease(String step, @TempDir Path folder) throws Exception {
        try (Production servers = new Production(folder);
                HubProcess first = servers.hub("first").start();
                HubProcess second = servers.hub("second")) {
            for (int file = 1; file <= 6; file++) {
                servers.drop(Production.PAYROLL, Wire.payroll(file, file * 100, 100, 20));
                servers.drop(Production.PAYROLL, Wire.control(file, 100, 20));
                servers.drop(Production.OFFICE, Wire.registrations(file, file * 100, 100));
            }
            Awaitility.await(step)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> servers.count(TAKEN.get(step)) > 0);
            first.kill();
            long begun = System.nanoTime();
            long taken = servers.count(TAKEN.get(step));
            second.start();
            Awaitility.await("nothing is left")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> servers.count("select count(*) from record") == 600 * 21
                            && LEFT.values().stream().allMatch(left -> servers.count(left) == 0));
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            print("killed while %s (%d taken): nothing was left %d s later".formatted(step, taken, waited.toSeconds()));
            assertThat(waited).isLessThan(LEASE_AND_WORK);
            TwoHubsIT.assertOnce(servers, 600);
        }
    }

    /** A hub is killed again and again while it has several small files together, and starts anew. */
    @Test
    void files_that_a_killed_hub_had_together_take_effect_once_each(@TempDir Path folder) throws Exception {
        int kills = Integer.getInteger("faults.groups", 10);
        int files = 40;
        Random random = new Random(Long.getLong("faults.seed", 7L));
        Map<Long, Integer> together = new TreeMap<>();
        int persons = 0;
        try (Production servers = new Production(folder);
                HubProcess hub =
                        servers.hub("hub", "--hub.processing.batch-size=100").start()) {
            for (int kill = 0; kill < kills; kill++) {
                for (int file = 1; file <= files; file++) {
                    int sequence = kill * files + file;
                    servers.drop(Production.PAYROLL, Wire.payroll(sequence, persons, PERSONS, 5));
                    servers.drop(Production.PAYROLL, Wire.control(sequence, PERSONS, 5));
                    servers.drop(Production.OFFICE, Wire.registrations(sequence, persons, PERSONS));
                    persons += PERSONS;
                }
                Awaitility.await("several files at once")
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> servers.count(TAKEN.get("staging")) > 1);
                Pause.ofMillis(random.nextInt(400));
                hub.kill();
                together.merge(servers.count(TAKEN.get("staging")), 1, Integer::sum);
                hub.start();
            }
            print("%d kills, by the number of files in work: %s".formatted(kills, together));
            Awaitility.await("all files are closed")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> servers.count("select count(*) from file where state = 'CLOSED' and role = 'data'")
                            == 2L * kills * files);
            TwoHubsIT.assertOnce(servers, persons);
            assertThat(servers.count("select count(*) from parked")).isZero();
        }
    }

    private static String reconciler(Production servers) {
        return Awaitility.await("a hub that reconciles")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> servers.sql().sql(RECONCILER).query(String.class).list(), found -> !found.isEmpty())
                .get(0);
    }

    private static Map<String, Duration> waits(Production servers, int persons) throws InterruptedException {
        long begun = System.nanoTime();
        String decided = "select coalesce(max(id), 0) from audit where actor = 'reconcile'";
        long before = servers.count(decided);
        Map<String, Duration> waits = new LinkedHashMap<>();
        while (waits.size() < LEFT.size() + 1) {
            Duration now = Duration.ofNanos(System.nanoTime() - begun);
            if (servers.count(decided) > before) {
                waits.putIfAbsent("next decision", now);
            }
            for (Map.Entry<String, String> left : LEFT.entrySet()) {
                boolean done = servers.count(left.getValue()) == 0;
                if (!done) {
                    waits.remove(left.getKey());
                } else {
                    waits.putIfAbsent(left.getKey(), now);
                }
            }
            boolean landed = servers.count("select count(*) from record") == persons * 6L;
            if (!landed) {
                LEFT.keySet().forEach(waits::remove);
            }
            assertThat(now).as("left: " + moment(servers)).isLessThan(PATIENCE);
            Pause.ofMillis(200);
        }
        return waits;
    }

    private static String moment(Production servers) {
        List<String> left = LEFT.entrySet().stream()
                .filter(step -> tableExists(servers) && servers.count(step.getValue()) > 0)
                .map(Map.Entry::getKey)
                .toList();
        return left.isEmpty() ? "nothing" : String.join(", ", left);
    }

    private static boolean tableExists(Production servers) {
        return servers.count("select count(*) from information_schema.tables where table_name = 'sender_response'") > 0;
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
