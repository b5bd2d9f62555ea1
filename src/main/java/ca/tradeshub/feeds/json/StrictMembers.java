// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.json;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.text.Characters;
import ca.tradeshub.canonical.text.IdentifierDamage;
import ca.tradeshub.canonical.text.IdentifierForm;
import ca.tradeshub.canonical.text.Spaces;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of a header, trailer or control file one by one, each with its type, and notes the first thing that
 * is wrong. After an error every further value is null.
 */
public final class StrictMembers {

    private static final Messages MESSAGES = Messages.of(StrictMembers.class);
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,2})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    /** Four digits of year; the pattern letters would also take five, and a sign. */
    private static final Pattern DATE = Pattern.compile("(?!0000)\\d{4}-\\d{2}-\\d{2}");

    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);

    private final JsonMembers members;
    private final Set<String> elements = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private @Nullable Text error;

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
    public <T extends @Nullable Object> @Nullable T required(String path, Function<Member, @Nullable T> type) {
        T value = optional(path, type);
        if (value == null) {
            error(MESSAGES.text("member.missing", Quoted.of(path)));
        }
        return value;
    }

    /** A member that may be absent or null. */
    public <T extends @Nullable Object> @Nullable T optional(String path, Function<Member, @Nullable T> type) {
        taken.add(path);
        String text = members.text(path);
        return text == null || error != null ? null : type.apply(new Member(path, text));
    }

    /** Notes an empty list, which is the same as none. */
    public void allowEmptyList(String path) {
        taken.add(path);
        taken.add(path + "[]");
    }

    /** Notes what is wrong, unless something was before. */
    public void error(Text sentence) {
        if (error == null) {
            error = sentence;
        }
    }

    /** The first error found, including a member that is not part of the format; null when there are no errors. */
    public @Nullable Text error() {
        members.names().stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .ifPresent(name -> error(MESSAGES.text("member.unknown", Quoted.of(name))));
        return error;
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
        public @Nullable String text(int max) {
            return text.isBlank() || Characters.areMoreThan(text, max) || !Quoted.isPrintable(text)
                    ? wrong(MESSAGES.text("wanted.text", max))
                    : text;
        }

        /** A name of at most so many characters, with its spaces written once. */
        public @Nullable String name(int max) {
            String printable = text(max);
            String name = printable == null ? null : Spaces.single(printable).strip();
            return name != null && name.isEmpty() ? wrong(MESSAGES.text("wanted.text", max)) : name;
        }

        /** An identifier of at most so many characters, as it is kept. */
        public @Nullable String identifier(IdentifierForm form, int max) {
            if (text.length() <= max && form.matches(text)) {
                return form.canonical(text);
            }
            return text.length() <= max || IdentifierDamage.of(text) != null
                    ? damaged()
                    : wrong(MESSAGES.text("identifier", max));
        }

        /** An identifier of a pattern; one that other software damaged is described. */
        public @Nullable String identifier(Pattern pattern, Text description) {
            return pattern.matcher(text).matches()
                    ? text
                    : IdentifierDamage.of(text) == null ? wrong(description) : damaged();
        }

        private @Nullable String damaged() {
            error(MESSAGES.text("member.identifier", Quoted.of(path), IdentifierDamage.describe(text)));
            return null;
        }

        /** Exactly this text. */
        public @Nullable String exactly(String wanted) {
            return text.equals(wanted) ? text : wrong(Text.signs("'" + wanted + "'"));
        }

        /** Text of a pattern. */
        public @Nullable String matching(Pattern pattern, Text description) {
            return pattern.matcher(text).matches() ? text : wrong(description);
        }

        /** A number of records or the like. */
        public @Nullable Integer count() {
            return COUNT.matcher(text).matches() ? Integer.valueOf(text) : wrong(MESSAGES.text("wanted.count"));
        }

        /** A decimal with at most two decimals. */
        public @Nullable BigDecimal decimal() {
            return DECIMAL.matcher(text).matches()
                    ? new BigDecimal(text).setScale(2)
                    : wrong(MESSAGES.text("wanted.decimal"));
        }

        /** A date. */
        public @Nullable LocalDate date() {
            try {
                return DATE.matcher(text).matches() ? LocalDate.parse(text) : wrong(MESSAGES.text("wanted.date"));
            } catch (DateTimeParseException noSuchDay) {
                return wrong(MESSAGES.text("wanted.existing-date"));
            }
        }

        /** True or false. */
        public @Nullable Boolean bool() {
            Boolean value = BOOLEANS.get(text);
            return value != null ? value : wrong(MESSAGES.text("wanted.boolean"));
        }

        /** A constant of an enumeration. */
        public <E extends Enum<E>> @Nullable E oneOf(Class<E> type) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(text))
                    .findFirst()
                    .orElseGet(() -> {
                        String names = Arrays.stream(type.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "));
                        return wrong(Text.signs(names));
                    });
        }

        private <T> @Nullable T wrong(Text wanted) {
            error(MESSAGES.text("member.wrong", Quoted.of(path), wanted));
            return null;
        }
    }
}
