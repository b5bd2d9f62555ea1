package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.engine.Declaration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a rule does not apply to a record or cannot be decided, in both languages. */
final class Reasons {

    private static final Messages MESSAGES = Messages.of(Reasons.class);
    private static final Pattern NOT_IN_FORCE = Pattern.compile("neither in force on (\\S+) nor issued since");

    private Reasons() {}

    /** A gate excludes the record: the gate's id and its statement. */
    static Text gate(Declaration gate) {
        return MESSAGES.text("gate", gate.id(), gate.statement());
    }

    /** A fact is missing. */
    static Text missing(String field) {
        return MESSAGES.text("fact.missing", field);
    }

    /** The reason that a rule gives in its own words; a reason without translation is shown as it is. */
    static Text notApplicable(String because) {
        Matcher notInForce = NOT_IN_FORCE.matcher(because);
        if (notInForce.matches()) {
            return MESSAGES.text("because.not-in-force", notInForce.group(1));
        }
        String key = "because." + because.toLowerCase(Locale.ROOT).replaceAll("[ ']", "-");
        return MESSAGES.has(key) ? MESSAGES.text(key) : new Text(because, because);
    }
}
