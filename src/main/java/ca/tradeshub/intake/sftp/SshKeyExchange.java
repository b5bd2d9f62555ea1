// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import com.jcraft.jsch.JSch;

/**
 * The key exchanges of the hub's SSH connections. Before every connection JSch makes a key pair of each exchange, to
 * see whether Java can; that costs more than the connection itself, and a hub that looks into hundreds of drop folders
 * would do little else. Java and BouncyCastle, which comes with the hub, can do all that JSch proposes: the build tries
 * them once.
 */
public final class SshKeyExchange {

    private SshKeyExchange() {}

    /** From now on exchanges are proposed without being tried before. */
    public static void proposeUntried() {
        JSch.setConfig("CheckKexes", "");
    }
}
