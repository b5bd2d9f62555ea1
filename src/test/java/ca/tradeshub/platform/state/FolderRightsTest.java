// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.platform.failure.StartFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class FolderRightsTest {

    @TempDir
    Path folder;

    private Path open(Path path, String rights) throws IOException {
        Files.createDirectories(path);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private FolderRights rights() {
        return new FolderRights(new MockEnvironment()
                .withProperty("hub.state-dir", folder.resolve("var").toString()));
    }

    @Test
    void missing_folders_are_created_for_the_owner_only() throws IOException {
        assertThat(rights().restrict()).isEmpty();

        for (String part : List.of("var", "var/archive", "var/log")) {
            assertThat(rights(folder.resolve(part))).as(part).isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxrwxrwx", "rwx---r-x", "rwx--x---", "rwxr-x---"})
    void a_folder_of_the_hub_that_others_may_enter_is_restricted_with_all_its_parts(String open) throws IOException {
        Path state = open(folder.resolve("var"), open);
        Files.createFile(state.resolve("hub.lock"));
        for (String part : List.of("archive/incoming", "log", "broker", "postgres", "drop", "of-a-later-version")) {
            open(state.resolve(part), open);
        }
        open(state.resolve("archive"), open);

        assertThat(rights().restrict()).hasSize(2).allMatch(sentence -> sentence.en()
                .contains("It is now restricted to the hub's user."));

        for (String part : List.of("", "archive", "log", "broker", "postgres", "drop", "of-a-later-version")) {
            assertThat(rights(state.resolve(part))).as(part).isEqualTo("rwx------");
        }
        assertThat(rights().restrict()).isEmpty();
    }

    @Test
    void an_empty_folder_is_taken_over() throws IOException {
        Path state = open(folder.resolve("var"), "rwxr-xr-x");

        assertThat(rights().restrict()).hasSize(1);

        assertThat(rights(state)).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @CsvSource({"hub.state-dir, state", "hub.intake.archive-dir, archive"})
    void a_folder_with_other_files_keeps_its_rights_and_stops_the_start(String setting, String kind)
            throws IOException {
        Path shared = open(folder.resolve("shared"), "rwxrwxrwx");
        Files.createFile(shared.resolve("of-somebody-else"));
        MockEnvironment settings = new MockEnvironment()
                .withProperty("hub.state-dir", folder.resolve("var").toString())
                .withProperty(setting, shared.toString());

        assertThatThrownBy(() -> new FolderRights(settings).restrict())
                .isInstanceOf(StartFailure.class)
                .hasMessage("The " + kind + " folder " + shared
                        + " is open to other users of this machine and contains files that are not the hub's.");
        assertThat(rights(shared)).isEqualTo("rwxrwxrwx");
        assertThatThrownBy(() -> FolderRights.preview(kind, shared, setting)).isInstanceOf(StartFailure.class);
    }

    @Test
    void a_preview_states_what_the_start_does_and_changes_nothing() throws IOException {
        Path state = open(folder.resolve("var"), "rwxr-x---");
        Files.createFile(state.resolve("hub.lock"));

        assertThat(FolderRights.preview("state", state, "hub.state-dir").map(Text::en))
                .contains("Other users of this machine may enter the state folder " + state
                        + ". The start restricts it to the hub's user.");
        assertThat(rights(state)).isEqualTo("rwxr-x---");
        assertThat(FolderRights.preview("state", folder.resolve("missing"), "hub.state-dir"))
                .isEmpty();
        assertThat(FolderRights.preview("state", open(state, "rwx------"), "hub.state-dir"))
                .isEmpty();
    }

    @Test
    void a_log_folder_elsewhere_is_created_private_and_an_existing_one_keeps_its_rights() throws IOException {
        Path existing = open(folder.resolve("logs"), "rwxr-xr-x");
        MockEnvironment settings = new MockEnvironment()
                .withProperty("hub.state-dir", folder.resolve("var").toString())
                .withProperty("logging.file.name", existing.resolve("hub.json").toString());

        new FolderRights(settings).restrict();
        settings.setProperty("logging.file.name", folder.resolve("new/hub.json").toString());
        new FolderRights(settings).restrict();

        assertThat(rights(existing)).isEqualTo("rwxr-xr-x");
        assertThat(rights(folder.resolve("new"))).isEqualTo("rwx------");
    }

    @Test
    void what_the_archive_holds_is_readable_for_the_owner_only() throws IOException {
        Path root = folder.resolve("archive");
        Archive archive = new Archive(root, new FileUnpacker(PgpKeys.NONE, 10, 1));

        String digest =
                archive.store(new ByteArrayInputStream(new byte[] {1}), 10).sha256();

        assertThat(rights(root)).isEqualTo("rwx------");
        assertThat(rights(root.resolve("incoming"))).isEqualTo("rwx------");
        assertThat(rights(root.resolve(digest.substring(0, 2)))).isEqualTo("rwx------");
        assertThat(rights(root.resolve(digest.substring(0, 2)).resolve(digest))).isEqualTo("rw-------");
    }
}
