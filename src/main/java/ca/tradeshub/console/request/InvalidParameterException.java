// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A parameter of an address has a value that it cannot have. */
public final class InvalidParameterException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final @Nullable String accepted;

    /**
     * A wrong value, which is not repeated here.
     *
     * @param parameter the parameter's name
     * @param accepted the values it takes
     */
    public InvalidParameterException(String parameter, String accepted) {
        super(HttpStatus.BAD_REQUEST);
        this.parameter = parameter;
        this.accepted = accepted;
    }

    /** A value of the wrong form, which is not repeated here. */
    public InvalidParameterException(String parameter) {
        super(HttpStatus.BAD_REQUEST);
        this.parameter = parameter;
        this.accepted = null;
    }

    /** The parameter's name. */
    public String parameter() {
        return parameter;
    }

    /** The values it takes, null when only its form is wrong. */
    public @Nullable String accepted() {
        return accepted;
    }

    /** The constant of an enum by its name in any case; null for an absent or empty value. */
    public static <E extends Enum<E>> @Nullable E choice(String parameter, Class<E> type, @Nullable String value) {
        String name = text(value);
        if (name == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidParameterException(
                        parameter,
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /** One of some words in any case, as the list writes it; null for an absent or empty value. */
    public static @Nullable String oneOf(String parameter, List<String> words, @Nullable String value) {
        String text = text(value);
        String word = text == null ? null : text.toUpperCase(Locale.ROOT);
        if (word != null && !words.contains(word)) {
            throw new InvalidParameterException(parameter, String.join(", ", words));
        }
        return word;
    }

    /** Whether a parameter is {@code true}; not when it is absent or empty. */
    public static boolean isChosen(String parameter, @Nullable String value) {
        return "TRUE".equals(oneOf(parameter, List.of("TRUE", "FALSE"), value));
    }

    /** A value without the space around it; null for an absent or empty one. */
    public static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A number of at most 18 digits; null for an absent or empty value. */
    public static @Nullable Long number(String parameter, @Nullable String value) {
        String text = text(value);
        if (text != null && !text.matches("[0-9]{1,18}")) {
            throw new InvalidParameterException(parameter, "0 … 999999999999999999");
        }
        return text == null ? null : Long.valueOf(text);
    }
}
