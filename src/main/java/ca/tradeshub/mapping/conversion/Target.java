// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.canonical.text.IdentifierForm;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A field of a canonical record that a sheet can fill.
 *
 * @param name its path in the record, {@code person.clientId}
 * @param type its type, boxed
 * @param index its place among the shape's targets
 * @param isMandatory whether the record cannot be without it
 */
public record Target(String name, Class<?> type, int index, boolean isMandatory) {

    /** Types that hold a converted value. */
    private static final Map<Class<?>, Function<Object, Object>> WRAPS = Map.of(
            Sin.class, text -> Sin.of((String) text),
            BusinessNumber.class, text -> new BusinessNumber((String) text),
            TradeCode.class, text -> new TradeCode((String) text),
            Money.class, amount -> new Money((BigDecimal) amount));

    /** The fields that become keys or that records are matched by, and the form that each has in every layout. */
    private static final Map<String, IdentifierForm> IDENTIFIERS = Map.of(
            "agreementNumber", IdentifierForm.AGREEMENT,
            "originalAgreementNumber", IdentifierForm.AGREEMENT,
            "number", IdentifierForm.CERTIFICATE,
            "lineId", IdentifierForm.LINE);

    /** Codes that are compared case-folded and kept in upper case. */
    private static final Set<String> FOLDED = Set.of("issuingProvince", "workProvince");

    private static final Set<String> PERSON_NAMES = Set.of("familyName", "givenNames", "formerFamilyName");
    private static final Set<String> PERSON_NUMBERS =
            Set.of("clientId", "accountNumber", "memberNumber", "sin", "businessNumber");

    /** Which placeholders it may contain. */
    public Placeholders.Kind placeholderKind() {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (type == LocalDate.class) {
            return last.equals("birthDate") ? Placeholders.Kind.BIRTH : Placeholders.Kind.DATE;
        }
        if (isPersonName()) {
            return Placeholders.Kind.NAME;
        }
        if (name.equals("sponsor.name")) {
            return Placeholders.Kind.BUSINESS;
        }
        boolean isNumber = PERSON_NUMBERS.contains(last) || IDENTIFIERS.containsKey(name) && !name.equals("lineId");
        return isNumber ? Placeholders.Kind.NUMBER : Placeholders.Kind.TEXT;
    }

    /** Whether it is a name of a person. */
    public boolean isPersonName() {
        return PERSON_NAMES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** What it is for, which decides whether a wrong value of it may be shown. */
    public Masking.Column column() {
        if (Personal.isNamedBy(name)) {
            return Masking.Column.PERSONAL;
        }
        if (type == LocalDate.class) {
            return Masking.Column.DATE;
        }
        if (type == Money.class || type == BigDecimal.class || type == Integer.class) {
            return Masking.Column.NUMBER;
        }
        return type.isEnum() || type == Boolean.class || type == TradeCode.class
                ? Masking.Column.CODE
                : Masking.Column.WORDS;
    }

    /** Whether a conversion that yields this type can fill it. */
    public boolean accepts(Class<?> converted) {
        return converted == type
                || WRAPS.containsKey(type) && converted == (type == Money.class ? BigDecimal.class : String.class);
    }

    /**
     * Makes a converted value the target's own type and, where it is an identifier, checks its form; errors, and values
     * of the type, pass through.
     */
    public Conversion toType(Conversion conversion) {
        IdentifierForm form = IDENTIFIERS.get(name);
        if (form != null) {
            return text -> {
                Object value = conversion.convert(text);
                return !(value instanceof String identifier)
                        ? value
                        : form.matches(identifier)
                                ? form.canonical(identifier)
                                : ConversionError.noIdentifier(identifier);
            };
        }
        if (FOLDED.contains(name)) {
            return text -> {
                Object value = conversion.convert(text);
                return value instanceof String code ? code.toUpperCase(Locale.ROOT) : value;
            };
        }
        Function<Object, Object> wrap = WRAPS.get(type);
        return wrap == null
                ? conversion
                : text -> {
                    Object value = conversion.convert(text);
                    return value instanceof ConversionError || type.isInstance(value) ? value : wrap.apply(value);
                };
    }

    /**
     * The value a sheet or example writes in the hub's own notation: ISO dates, decimal points, names of constants.
     *
     * @throws IllegalArgumentException when the text is not a value of this field in that notation
     */
    public Object parse(String text) {
        Object value = toType(ownNotation()).convert(text);
        if (value instanceof ConversionError error) {
            throw new IllegalArgumentException(error.message().en());
        }
        return value;
    }

    private Conversion ownNotation() {
        if (type == LocalDate.class) {
            return Conversions.date("yyyy-MM-dd");
        }
        if (type == Money.class || type == BigDecimal.class) {
            return Conversions.decimal('.', false, false);
        }
        if (type == Integer.class) {
            return Conversions.integer(0, 999_999_999);
        }
        if (type == Boolean.class) {
            return Conversions.code(Map.of("true", true, "false", false));
        }
        return type.isEnum() ? this::constant : text -> text;
    }

    private Object constant(String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a constant of " + type.getSimpleName());
    }
}
