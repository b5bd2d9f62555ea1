package ca.tradeshub.generator.forecast;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.util.List;

/** What the forecast does not say, in sentences, so that nobody reads more out of it. */
final class ForecastLimits {

    private ForecastLimits() {}

    static List<String> all() {
        return List.of(
                "Findings that warn or inform: only what decides a record's state is foretold.",
                "How often a running hub amends: messages are counted as if it decided only after each wave.",
                "What a matcher by names would make of name errors: identifiers agree, so no state changes by them.",
                "What becomes of pay whose registration is lost after the hub's limit (30 days): it is pending until"
                        + " then and held as MISSING_REGISTRATION afterwards.");
    }

    /** Indented by two spaces and line feeds on every machine. */
    static PrettyPrinter lines() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
