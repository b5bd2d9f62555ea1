// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.rules.engine.Finding;
import java.util.List;

/** The content of a message about one key, without its envelope. */
public sealed interface MessageContent permits CertificationContent, ClaimContent {

    /** The queue it is for. */
    OutgoingQueue queue();

    /** The key it is about. */
    String recordKey();

    /** The group within which the consumer sees messages in order: the person or the apprenticeship. */
    String groupId();

    /** Findings that warn or inform, in the order of their records. */
    List<Finding> findings();

    /** The records it is based on, in a stable order. */
    List<SourceRef> sources();
}
