// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import ca.tradeshub.intake.landing.Inbox;
import ca.tradeshub.intake.sftp.InboxFailures;
import ca.tradeshub.ledger.InboxId;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** The non-component beans to which senders' routes refer by name: drop folders, their failure handlers, two pools. */
public final class SenderBeans {

    /** The pool in which drop folders are polled. */
    static final String POLLING = "inboxPolling";

    /** The pool in which rounds of responses are written. */
    static final String RESPONSE_WRITERS = "responseWriters";

    private static final String FOLDER = "inbox.";
    private static final String FAILURES = "inboxFailures.";

    private SenderBeans() {}

    /** Their names for a drop folder, and their types. */
    public static Map<String, Class<?>> types(String inbox) {
        return Map.of(
                folder(inbox),
                Inbox.class,
                failures(inbox),
                InboxFailures.class,
                POLLING,
                ScheduledExecutorService.class,
                RESPONSE_WRITERS,
                ExecutorService.class);
    }

    /** What a drop folder is called in their names. */
    static String name(InboxId inbox) {
        return inbox.sender() + "." + inbox.folder();
    }

    static String folder(String inbox) {
        return FOLDER + inbox;
    }

    static String failures(String inbox) {
        return FAILURES + inbox;
    }
}
