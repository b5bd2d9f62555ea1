// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.intake.landing.ArchiveMarker;
import ca.tradeshub.ledger.landing.ArchiveMark;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchiveOfTheDatabaseTest {

    @TempDir
    Path folder;

    private final HikariDataSource database = TestDatabase.fresh();
    private final ArchiveMark mark = new ArchiveMark(JdbcClient.create(database));

    @AfterEach
    void close() {
        database.close();
    }

    private Path archive(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private void start(Path archive) {
        ArchiveOfTheDatabase.compare(archive, mark);
    }

    @Test
    void hubs_with_one_archive_start() throws IOException {
        Path shared = archive("shared");

        start(shared);
        start(shared);

        assertThat(new ArchiveMarker(shared).read()).isPresent().isEqualTo(mark.id());
    }

    @Test
    void a_second_hub_with_an_archive_of_its_own_stops_and_leaves_the_archive_unmarked() throws IOException {
        start(archive("one"));
        Path other = archive("other");

        assertThatThrownBy(() -> start(other)).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure)
                    .hasMessage(
                            "The archive " + other + " is not the archive of the database: it has no file archive.id.");
            assertThat(failure.remedy().en())
                    .contains("hub.intake.archive-dir", mark.id().orElseThrow().toString());
        });
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void an_archive_of_another_database_stops_the_start() throws IOException {
        start(archive("one"));
        Path other = archive("other");
        try (HikariDataSource elsewhere = TestDatabase.fresh()) {
            ArchiveOfTheDatabase.compare(other, new ArchiveMark(JdbcClient.create(elsewhere)));
        }

        assertThatThrownBy(() -> start(other))
                .hasMessage("The archive " + other + " is not the archive of the database.");
    }

    @Test
    void an_archive_that_was_marked_before_a_hub_was_killed_is_the_one_of_the_database() throws IOException {
        Path archive = archive("one");
        UUID id = new ArchiveMarker(archive).readOrCreate();

        start(archive);

        assertThat(mark.id()).contains(id);
    }

    @Test
    void a_restored_archive_without_its_file_is_accepted_with_the_id_written_by_hand() throws IOException {
        Path archive = archive("one");
        start(archive);
        Files.delete(new ArchiveMarker(archive).file());
        assertThatThrownBy(() -> start(archive)).isInstanceOf(StartFailure.class);

        Files.writeString(new ArchiveMarker(archive).file(), mark.id().orElseThrow() + "\r\n");

        assertThatCode(() -> start(archive)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fish", "00000000-0000-0000-0000-00000000000g", "\u0000\u0000\u0000"})
    void a_damaged_id_stops_the_start(String content) throws IOException {
        Path archive = archive("one");
        Files.writeString(new ArchiveMarker(archive).file(), content);

        assertThatThrownBy(() -> start(archive))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("The id of the archive cannot be read");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_hubs_that_start_for_the_first_time_at_once_those_with_one_archive_start(boolean isShared) throws Exception {
        int hubs = 6;
        List<Path> archives = Stream.iterate(0, i -> i + 1)
                .limit(hubs)
                .map(i -> folder.resolve(isShared ? "shared" : "archive-" + i))
                .toList();
        for (Path archive : archives) {
            Files.createDirectories(archive);
        }
        ExecutorService threads = Executors.newFixedThreadPool(hubs);
        try {
            List<Future<Boolean>> starts = threads.invokeAll(archives.stream()
                    .<Callable<Boolean>>map(archive -> () -> {
                        try {
                            start(archive);
                            return true;
                        } catch (StartFailure another) {
                            return false;
                        }
                    })
                    .toList());
            int started = 0;
            for (Future<Boolean> each : starts) {
                started += each.get() ? 1 : 0;
            }
            assertThat(started).isEqualTo(isShared ? hubs : 1);
        } finally {
            threads.shutdownNow();
        }
    }
}
