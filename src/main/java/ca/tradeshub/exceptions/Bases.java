// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.rules.book.FirstWording;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The bases of exceptions: a digest over what disagrees, without ids of files and later wordings. A resolution applies to
 * its basis, so it survives later files that state the same. The bases of records that a rule on the record holds, and of
 * repeated keys, are computed by the database functions {@code basis_of_hold} and {@code basis_of_repeated_key}.
 */
@Component
public class Bases {

    /** Sets parts apart; no part contains it. */
    private static final String SEPARATOR = "\u001f";

    private final SinProtection protection;
    private final FirstWording wording;

    @Autowired
    Bases(SinProtection protection, Optional<RuleBook> rules) {
        this(protection, new FirstWording(rules.map(RuleBook::catalogue).orElse(List.of())));
    }

    /**
     * Bases whose keys of persons are hashed with the keys of the protection.
     *
     * @param wording the sentences of rules as they were first worded
     */
    public Bases(SinProtection protection, FirstWording wording) {
        this.protection = protection;
        this.wording = wording;
    }

    /** What a finding says, as it was first worded: another wording of a rule leaves its bases as they are. */
    public String sentence(Finding finding) {
        return wording.of(finding);
    }

    /** The basis of a disagreement about the key of a decision: its own, or a digest over what it states. */
    public String of(String recordKey, Disagreement disagreement) {
        String own = disagreement.basis();
        return own != null
                ? own
                : digest(
                        disagreement.type(),
                        disagreement.rule(),
                        keyed(recordKey),
                        sentence(disagreement.finding()),
                        disagreement.left(),
                        disagreement.right());
    }

    /**
     * A digest over parts in their order; a part that is null counts as empty. Give personal values as keyed hashes.
     */
    public static String digest(ExceptionType type, @Nullable String rule, @Nullable String... parts) {
        StringBuilder text = new StringBuilder(type.name()).append(SEPARATOR).append(rule == null ? "" : rule);
        for (String part : parts) {
            text.append(SEPARATOR).append(part == null ? "" : part);
        }
        return Sha256.hex(text.toString());
    }

    /** The key of a claim as it is; of the key of a person, which contains a number of that person, the keyed hash. */
    private String keyed(String recordKey) {
        boolean ofAPerson = recordKey.indexOf('/') == recordKey.lastIndexOf('/');
        return ofAPerson ? protection.hashText(recordKey) : recordKey;
    }
}
