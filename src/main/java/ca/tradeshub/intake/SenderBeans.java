package ca.tradeshub.intake;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** What the senders' routes find by name beside the components: one folder and one failure handler each, one pool. */
public final class SenderBeans {

    /** The pool in which drop folders are polled. */
    static final String POLLING = "dropFolderPolling";

    private static final String FOLDER = "dropFolder.";
    private static final String FAILURES = "dropFolderFailures.";

    private SenderBeans() {}

    /** Their names for a sender, and their types. */
    public static Map<String, Class<?>> types(String sender) {
        return Map.of(
                folder(sender),
                DropFolder.class,
                failures(sender),
                DropFolderFailures.class,
                POLLING,
                ScheduledExecutorService.class);
    }

    static String folder(String sender) {
        return FOLDER + sender;
    }

    static String failures(String sender) {
        return FAILURES + sender;
    }
}
