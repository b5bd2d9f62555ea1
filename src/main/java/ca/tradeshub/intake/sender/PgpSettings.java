// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The hub's own OpenPGP key, for which senders encrypt files whose names end in {@code .pgp}. Theirs, by which they sign,
 * are settings of each sender.
 *
 * @param secretKeyFile the hub's secret keys, as {@code gpg --export-secret-keys} writes them. Not set: nothing encrypted
 *     can be read
 * @param passphraseFile file whose first line is the passphrase of the secret keys; not set: they have none
 */
@ConfigurationProperties("hub.pgp")
public record PgpSettings(Path secretKeyFile, Path passphraseFile) {}
