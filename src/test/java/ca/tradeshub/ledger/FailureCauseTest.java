// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import jakarta.jms.JMSException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureCauseTest {

    @Test
    void the_failure_and_its_root_are_named() {
        assertThat(FailureCause.of(new IllegalStateException("outer", new IOException("no space left on device"))))
                .isEqualTo("IllegalStateException: outer < IOException: no space left on device");
    }

    @Test
    void what_a_database_says_is_left_out_since_it_quotes_rows() {
        assertThat(FailureCause.of(new SQLException("Key (sin)=(046454286) already exists", "23505")))
                .isEqualTo("SQLException (SQL state 23505)");
    }

    @Test
    void quoted_text_and_long_digits_are_left_out() {
        assertThat(FailureCause.of(new IllegalArgumentException("no date: \"Anna Smith\", 046 454 286, 'Jones'")))
                .isEqualTo("IllegalArgumentException: no date: …, #, …");
    }

    @Test
    void only_the_first_line_is_shown() {
        assertThat(FailureCause.of(new IOException("broken\nSmith, Anna"))).isEqualTo("IOException: broken");
        assertThat(FailureCause.of(new IOException())).isEqualTo("IOException");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(
                        new IllegalStateException("outer", new ConnectException("Connection refused")),
                        "The server refused the connection: IllegalStateException: outer < ConnectException: "
                                + "Connection refused",
                        "Le serveur a refusé la connexion : IllegalStateException < ConnectException"),
                failure(
                        new IOException("No space left on device"),
                        "The disk is full: IOException: No space left on device",
                        "Le disque est plein : IOException"),
                failure(
                        new UncheckedIOException(new NoSuchFileException("state/a1")),
                        "A file or folder is missing: UncheckedIOException: java.nio.file.NoSuchFileException: state/a1 < "
                                + "NoSuchFileException: state/a1",
                        "Un fichier ou un dossier manque : UncheckedIOException < NoSuchFileException"),
                failure(
                        new AccessDeniedException("state"),
                        "Access was denied: AccessDeniedException: state",
                        "L'accès a été refusé : AccessDeniedException"),
                failure(
                        new IOException("x", new UnknownHostException("drop.example")),
                        "The name of the server cannot be resolved: IOException: x < UnknownHostException: drop.example",
                        "Le nom du serveur ne peut pas être résolu : IOException < UnknownHostException"),
                failure(
                        new SocketTimeoutException("Read timed out"),
                        "The server did not respond in time: SocketTimeoutException: Read timed out",
                        "Le serveur n'a pas répondu à temps : SocketTimeoutException"),
                failure(
                        new ConnectException("Connection timed out"),
                        "The server did not respond in time: ConnectException: Connection timed out",
                        "Le serveur n'a pas répondu à temps : ConnectException"),
                failure(
                        new JSchException("Auth fail for methods 'publickey,password'"),
                        "The server rejected the account or its key: JSchException: Auth fail for methods …",
                        "Le serveur a rejeté le compte ou sa clé : JSchException"),
                failure(
                        new JSchException("UnknownHostKey: drop.example. RSA key fingerprint is x"),
                        "The SFTP server has another host key than the settings: JSchException: UnknownHostKey: "
                                + "drop.example. RSA key fingerprint is x",
                        "Le serveur SFTP a une autre clé d'hôte que les paramètres : JSchException"),
                failure(
                        new SftpException(3, "Permission denied"),
                        "Access was denied: SftpException: Permission denied",
                        "L'accès a été refusé : SftpException"),
                failure(
                        new SftpException(4, "Failure"),
                        "The SFTP server reported an error: SftpException: Failure",
                        "Le serveur SFTP a signalé une erreur : SftpException"),
                failure(
                        new SQLException("Key (sin)=(046454286) already exists", "23505"),
                        "The database reported an error: SQLException (SQL state 23505)",
                        "La base de données a signalé une erreur : SQLException (SQL 23505)"),
                failure(
                        new EOFException("Smith \"Anna\""),
                        "A file or connection could not be read or written: EOFException: Smith …",
                        "Un fichier ou une connexion n'a pas pu être lu ou écrit : EOFException"),
                failure(
                        new IllegalStateException("The lease is lost"),
                        "An unexpected error occurred: IllegalStateException: The lease is lost",
                        "Une erreur inattendue s'est produite : IllegalStateException"));
    }

    private static Arguments failure(Throwable failure, String en, String fr) {
        return Arguments.of(failure, en, fr);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void the_kind_of_failure_is_named_in_both_languages(Throwable failure, String en, String fr) {
        assertThat(FailureCause.text(failure)).isEqualTo(new Text(en, fr));
    }

    @Test
    void without_message_the_kind_is_named_too() {
        assertThat(FailureCause.textWithoutMessage(new JMSException("Smith", "AMQ219014")))
                .isEqualTo(new Text(
                        "The broker reported an error: JMSException",
                        "Le serveur de messages a signalé une erreur : JMSException"));
    }

    @Test
    void without_message_only_the_type_of_the_root_and_the_broker_s_code_remain() {
        assertThat(FailureCause.withoutMessage(
                        new IllegalStateException("outer", new IOException("AMQ219014: timed out for Smith"))))
                .isEqualTo("IOException AMQ219014");
        assertThat(FailureCause.withoutMessage(new IOException("Smith"))).isEqualTo("IOException");
    }
}
