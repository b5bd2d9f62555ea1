package ca.tradeshub.intake;

import ca.tradeshub.ledger.Drop;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** What the senders' routes find by name beside the components: drop folders with their failure handlers, two pools. */
public final class SenderBeans {

    /** The pool in which drop folders are polled. */
    static final String POLLING = "dropFolderPolling";

    /** The pool in which rounds of answers are written. */
    static final String ANSWERING = "answerWriting";

    private static final String FOLDER = "dropFolder.";
    private static final String FAILURES = "dropFolderFailures.";

    private SenderBeans() {}

    /** Their names for a drop folder, and their types. */
    public static Map<String, Class<?>> types(String drop) {
        return Map.of(
                folder(drop),
                DropFolder.class,
                failures(drop),
                DropFolderFailures.class,
                POLLING,
                ScheduledExecutorService.class,
                ANSWERING,
                ExecutorService.class);
    }

    /** What a drop folder is called in their names. */
    static String name(Drop drop) {
        return drop.sender() + "." + drop.folder();
    }

    static String folder(String drop) {
        return FOLDER + drop;
    }

    static String failures(String drop) {
        return FAILURES + drop;
    }
}
