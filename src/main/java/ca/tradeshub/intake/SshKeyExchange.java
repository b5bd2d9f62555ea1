package ca.tradeshub.intake;

import com.jcraft.jsch.JSch;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The key exchanges of the hub's SSH connections. Before every connection JSch makes a key pair of each exchange of a
 * list, to see whether Java can. The list names exchanges that are never proposed, and one of those (sntrup761) costs
 * a third of a second of processor time; a hub that looks into hundreds of drop folders would do little else.
 */
public final class SshKeyExchange {

    private SshKeyExchange() {}

    /** From now on only what is proposed is tried; what Java cannot do is still left out of the proposal. */
    public static void tryOnlyWhatIsProposed() {
        Set<String> proposed = Set.of(JSch.getConfig("kex").split(","));
        JSch.setConfig(
                "CheckKexes",
                Arrays.stream(JSch.getConfig("CheckKexes").split(","))
                        .filter(proposed::contains)
                        .collect(Collectors.joining(",")));
    }
}
