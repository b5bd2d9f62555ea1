// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.mapping.conversion.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a canonical record, read off the record itself: a component that is a record of several components is
 * flattened with dots ({@code person.clientId}), one of a single component is a value ({@code Money}).
 */
final class Shape {

    private static final Map<Feed, Shape> SHAPES = Map.of(
            Feed.REGISTRATIONS,
            new Shape(
                    Registration.class,
                    Map.of(),
                    "hoursCredited",
                    List.of("agreementNumber"),
                    List.of(),
                    "agreementNumber document act registeredOn origin status statusOn trade programme hoursCredited"
                            + " creditBasis education person.clientId person.familyName person.givenNames"
                            + " person.birthDate sponsor.kind sponsor.businessNumber sponsor.name sponsor.since"),
            Feed.CERTIFICATES,
            new Shape(
                    Certificate.class,
                    Map.of(),
                    "memberNumber",
                    List.of("issuingProvince", "number"),
                    List.of(),
                    "memberNumber memberClass familyName givenNames birthDate trade type number issuedOn status"
                            + " statusOn route issuingProvince"),
            Feed.PAYROLL,
            new Shape(
                    PayLine.class,
                    Map.of("employer", facts -> employer(facts).businessNumber(), "taxationYear", facts -> employer(
                                    facts)
                            .taxationYear()),
                    "grossWages",
                    List.of("employer", "lineId"),
                    List.of(
                            new Order("payPeriod.start", "payPeriod.end"),
                            new Order("employmentStart", "employmentEnd")),
                    "lineId agreementNumber familyName givenNames trade employmentStart payPeriod.start payPeriod.end"
                            + " payDate grossWages taxableBenefits agencyFees employeeTotalWages assistanceAmount"));

    /** Two dates of which the second cannot be before the first. */
    record Order(String start, String end) {}

    /** Makes a value of the targets' values and the file's facts. */
    private interface Part {
        @Nullable
        Object make(@Nullable Object[] values, FileContext facts);
    }

    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final Map<String, Function<FileContext, Object>> supplied;
    private final Set<String> mandatory;
    private final String control;
    private final List<String> key;
    private final List<Order> orders;
    private final Part record;
    private final Target familyName;
    private final Target givenNames;

    private Shape(
            Class<? extends CanonicalRecord> type,
            Map<String, Function<FileContext, Object>> supplied,
            String control,
            List<String> key,
            List<Order> orders,
            String mandatory) {
        this.supplied = supplied;
        this.control = control;
        this.key = key;
        this.orders = orders;
        this.mandatory = Set.of(mandatory.split(" "));
        this.record = structure(type, "");
        this.familyName = nameEnding("familyName");
        this.givenNames = nameEnding("givenNames");
    }

    /** The shape of a feed's records. */
    static Shape of(Feed feed) {
        return Objects.requireNonNull(SHAPES.get(feed), "each feed has a shape");
    }

    private Target nameEnding(String last) {
        return targets.values().stream()
                .filter(target -> target.name().equals(last) || target.name().endsWith("." + last))
                .findFirst()
                .orElseThrow();
    }

    private Part structure(Class<?> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : components) {
            parts.add(part(component, prefix + component.getName()));
        }
        Constructor<?> constructor = constructor(type, components);
        return (values, facts) -> {
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = parts.get(i).make(values, facts);
            }
            try {
                return constructor.newInstance(arguments);
            } catch (ReflectiveOperationException ownRecord) {
                throw new IllegalStateException("Cannot make " + type.getSimpleName(), ownRecord);
            }
        };
    }

    private Part part(RecordComponent component, String name) {
        Function<FileContext, Object> fromFile = supplied.get(name);
        if (fromFile != null) {
            return (values, facts) -> fromFile.apply(facts);
        }
        Class<?> type = component.getType();
        if (type.isRecord() && type.getRecordComponents().length > 1) {
            return structure(type, name + ".");
        }
        int index = targets.size();
        targets.put(name, new Target(name, boxed(type), index, type.isPrimitive() || mandatory.contains(name)));
        return (values, facts) -> values[index];
    }

    private static Class<?> boxed(Class<?> type) {
        return type == int.class ? Integer.class : type == boolean.class ? Boolean.class : type;
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        } catch (NoSuchMethodException everyRecordHasOne) {
            throw new IllegalStateException(everyRecordHasOne);
        }
    }

    private static EmployerYear employer(FileContext facts) {
        return Objects.requireNonNull(facts.employerYear(), "a payroll file has an employer");
    }

    /** A field of the record. */
    Target target(String name) {
        return Objects.requireNonNull(targets.get(name), name);
    }

    /** The fields, by name, in the record's order. */
    Map<String, Target> targets() {
        return targets;
    }

    /** The record of these values; the mandatory values are not null. */
    CanonicalRecord record(@Nullable Object[] values, FileContext facts) {
        return (CanonicalRecord) Objects.requireNonNull(record.make(values, facts));
    }

    /** The record's key as far as these values have it, else null. */
    @Nullable
    String key(@Nullable Object[] values, FileContext facts) {
        StringBuilder text = new StringBuilder();
        for (String name : key) {
            Object part = supplied.containsKey(name)
                    ? supplied.get(name).apply(facts)
                    : values[target(name).index()];
            if (part == null) {
                return null;
            }
            text.append(text.isEmpty() ? "" : "/").append(part);
        }
        return text.toString();
    }

    /**
     * The field of the given names when both names are written as a hyphen, which means that the person does not have
     * such a name; null when at least one is a name.
     */
    @Nullable
    Target secondMissingName(@Nullable Object[] values) {
        return FieldMapping.NO_NAME.equals(values[familyName.index()])
                        && FieldMapping.NO_NAME.equals(values[givenNames.index()])
                ? givenNames
                : null;
    }

    /** What the record adds to the control total, null when that field has no value. */
    @Nullable
    BigDecimal controlValue(@Nullable Object[] values) {
        Object value = values[target(control).index()];
        if (value instanceof Money money) {
            return money.amount();
        }
        return value instanceof String digits ? new BigDecimal(digits) : (BigDecimal) value;
    }

    /** The names of the end dates that are before their start dates. */
    List<String> endsBeforeStarts(@Nullable Object[] values) {
        List<String> wrong = null;
        for (Order order : orders) {
            Object start = values[target(order.start()).index()];
            Object end = values[target(order.end()).index()];
            if (start != null && end != null && ((LocalDate) end).isBefore((LocalDate) start)) {
                wrong = wrong == null ? new ArrayList<>() : wrong;
                wrong.add(order.end());
            }
        }
        return wrong == null ? List.of() : wrong;
    }
}
