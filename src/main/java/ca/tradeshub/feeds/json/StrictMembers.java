// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.json;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.text.Characters;
import ca.tradeshub.canonical.text.IdentifierForm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the members of a header, trailer or control file one by one, each with its type, and notes the first thing that
 * is wrong. After a fault every further answer is null.
 */
public final class StrictMembers {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,2})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    /** Four digits of year; the pattern letters would also take five, and a sign. */
    private static final Pattern DATE = Pattern.compile("(?!0000)\\d{4}-\\d{2}-\\d{2}");

    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);

    private final JsonMembers members;
    private final Set<String> elements = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private String fault;
    private String faultFr;

    public StrictMembers(JsonMembers members) {
        this.members = members;
        for (String name : members.names()) {
            for (int end = name.indexOf(']'); end >= 0; end = name.indexOf(']', end + 1)) {
                elements.add(name.substring(0, end + 1));
            }
        }
    }

    /** Whether the list has an element of this index. */
    public boolean has(String list, int index) {
        return elements.contains(list + "[" + index + "]");
    }

    /** A member that must be there. */
    public <T> T required(String path, Function<Member, T> type) {
        T value = optional(path, type);
        if (value == null) {
            fault("Member " + Quoted.of(path) + " is missing.", "Le membre " + Quoted.of(path) + " manque.");
        }
        return value;
    }

    /** A member that may be absent or null. */
    public <T> T optional(String path, Function<Member, T> type) {
        taken.add(path);
        String text = members.text(path);
        return text == null || fault != null ? null : type.apply(new Member(path, text));
    }

    /** Notes an empty list, which is the same as none. */
    public void allowEmptyList(String path) {
        taken.add(path);
        taken.add(path + "[]");
    }

    /** Notes what is wrong, unless something was before. */
    public void fault(String sentence, String sentenceFr) {
        if (fault == null) {
            fault = sentence;
            faultFr = sentenceFr;
        }
    }

    /** The first fault found, including a member that is not part of the format; null when there are no faults. */
    public String fault() {
        members.names().stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .ifPresent(name -> fault(
                        "Member " + Quoted.of(name) + " is not part of the format.",
                        "Le membre " + Quoted.of(name) + " ne fait pas partie du format."));
        return fault;
    }

    /** What {@link #fault()} said, in French. */
    public String faultFr() {
        return faultFr;
    }

    /** A member that is there. */
    public final class Member {

        private final String path;
        private final String text;

        private Member(String path, String text) {
            this.path = path;
            this.text = text;
        }

        /** Printable text that is not blank, of at most so many characters. */
        public String text(int max) {
            return text.isBlank() || Characters.areMoreThan(text, max) || !Quoted.isPrintable(text)
                    ? wrong(
                            "printable text of at most " + max + " characters",
                            "un texte imprimable d'au plus " + max + " caractères")
                    : text;
        }

        /** An identifier of at most so many characters, as it is kept. */
        public String identifier(IdentifierForm form, int max) {
            if (text.length() <= max && form.matches(text)) {
                return form.canonical(text);
            }
            Text wanted = Messages.of(StrictMembers.class).text("identifier", max);
            return wrong(wanted.en(), wanted.fr());
        }

        /** Exactly this text. */
        public String exactly(String wanted) {
            return text.equals(wanted) ? text : wrong("'" + wanted + "'", "'" + wanted + "'");
        }

        /** Text of a pattern. */
        public String matching(Pattern pattern, String description, String descriptionFr) {
            return pattern.matcher(text).matches() ? text : wrong(description, descriptionFr);
        }

        /** A number of records or the like. */
        public Integer count() {
            return COUNT.matcher(text).matches() ? Integer.valueOf(text) : wrong("a whole number", "un nombre entier");
        }

        /** A decimal with at most two decimals. */
        public BigDecimal decimal() {
            return DECIMAL.matcher(text).matches()
                    ? new BigDecimal(text).setScale(2)
                    : wrong("a decimal number with at most two decimals", "un nombre décimal d'au plus deux décimales");
        }

        /** A date. */
        public LocalDate date() {
            try {
                return DATE.matcher(text).matches()
                        ? LocalDate.parse(text)
                        : wrong("a date yyyy-MM-dd", "une date yyyy-MM-dd");
            } catch (DateTimeParseException noSuchDay) {
                return wrong("an existing date", "une date qui existe");
            }
        }

        /** True or false. */
        public Boolean bool() {
            Boolean value = BOOLEANS.get(text);
            return value != null ? value : wrong("true or false", "true ou false");
        }

        /** A constant of an enumeration. */
        public <E extends Enum<E>> E oneOf(Class<E> type) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(text))
                    .findFirst()
                    .orElseGet(() -> {
                        String names = Arrays.stream(type.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "));
                        return wrong(names, names);
                    });
        }

        private <T> T wrong(String wanted, String wantedFr) {
            fault(
                    "Member " + Quoted.of(path) + " must be " + wanted + ".",
                    "Le membre " + Quoted.of(path) + " doit être " + wantedFr + ".");
            return null;
        }
    }
}
