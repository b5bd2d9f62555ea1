// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.control.PayrollLayout;
import ca.tradeshub.mapping.conversion.Conversion;
import ca.tradeshub.mapping.conversion.ConversionError;
import ca.tradeshub.mapping.conversion.Conversions;
import ca.tradeshub.mapping.conversion.Placeholders;
import ca.tradeshub.mapping.conversion.Target;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one mapping sheet, parsed by {@link SheetNode} and validated by {@link SheetValidator}.
 *
 * <p>A sheet names its {@code feed}, for payroll its {@code layout} ({@code charset}, {@code separator}), members that
 * carry no field ({@code constants}), and under {@code fields} for each canonical field: {@code from}, the sender's
 * name; {@code as}, the conversion ({@code text}, {@code digits}, {@code date}, {@code decimal}, {@code integer}, {@code
 * yesNo}, {@code code}) with its options; {@code required}, {@code whenEmpty} or {@code whenEmptyTake}; {@code
 * emptyWhen}, a text that means no value; {@code before} or {@code after}, for one part of a text with a separator. The
 * document {@code src/docs/operators/senders.md} lists the options.
 */
final class SheetCompiler {

    /** The conversions that take every text, so that only the table can recognise a placeholder. */
    private static final Set<String> BY_TEXT = Set.of("text", "digits", "date");

    /** What a sheet's file name ends with. */
    static final String SUFFIX = ".mapping.yaml";

    private final MappingSource source;
    private final String name;
    private final Placeholders placeholders;
    private final MessageDigest digest = Sha256.start();
    private final SheetMapping mapping;
    private @Nullable PayrollLayout layout;

    /**
     * Compiles a sheet.
     *
     * @param placeholders the table of placeholders, which is part of the digest of each sheet
     */
    SheetCompiler(MappingSource source, String file, Placeholders placeholders) {
        this.source = source;
        this.placeholders = placeholders;
        this.name = file.substring(0, file.length() - SUFFIX.length());
        String text = Objects.requireNonNull(source.files().get(file), file);
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update(placeholders.source().getBytes(StandardCharsets.UTF_8));
        this.mapping = compile(SheetNode.parse(file, text));
    }

    SheetMapping mapping() {
        return mapping;
    }

    /** The layout of a payroll sheet, null for the other feeds. */
    @Nullable
    PayrollLayout layout() {
        return layout;
    }

    private SheetMapping compile(SheetNode root) {
        Map<String, SheetNode> members = root.members(Set.of("feed", "layout", "constants", "fields"));
        Feed feed = SheetValidator.feed(SheetValidator.need(root, members, "feed"), name);
        Map<String, SheetNode> given =
                SheetValidator.need(root, members, "fields").members();
        Map<String, Target> targets = Shape.of(feed).targets();
        List<FieldMapping> fields = new ArrayList<>();
        given.forEach((target, node) -> fields.add(field(SheetValidator.target(targets, target, node), node, targets)));
        SheetValidator.checkMandatory(targets, given, root);
        Set<String> columns = new LinkedHashSet<>();
        fields.forEach(field -> columns.add(field.from()));
        fields.stream()
                .filter(field -> field.absence().takenFrom() != null)
                .forEach(field -> SheetValidator.checkTaken(
                        field,
                        fields,
                        Objects.requireNonNull(given.get(field.target().name()))));
        SheetValidator.checkColumns(feed, given);
        readLayout(feed, root, members, columns);
        Set<String> constants = new LinkedHashSet<>();
        if (members.containsKey("constants")) {
            members.get("constants").items().forEach(item -> constants.add(item.text()));
        }
        return new SheetMapping(name, feed, Sha256.hex(digest), fields, constants);
    }

    private void readLayout(Feed feed, SheetNode root, Map<String, SheetNode> members, Set<String> columns) {
        SheetNode node = members.get("layout");
        SheetValidator.checkLayout(feed, root, node);
        if (node != null) {
            Map<String, SheetNode> options = node.members(Set.of("charset", "separator"));
            layout = new PayrollLayout(
                    name.substring("payroll-".length()),
                    SheetValidator.charset(SheetValidator.need(node, options, "charset")),
                    SheetValidator.separator(SheetValidator.need(node, options, "separator")),
                    List.copyOf(columns));
        }
    }

    private FieldMapping field(Target target, SheetNode node, Map<String, Target> targets) {
        Map<String, SheetNode> members = SheetValidator.fieldMembers(node);
        SheetNode as = SheetValidator.need(node, members, "as");
        Conversion conversion = target.toType(conversion(as, members, node, target));
        boolean isRequired = members.containsKey("required") && SheetValidator.bool(members.get("required"));
        SheetNode whenEmpty = members.get("whenEmpty");
        SheetNode take = members.get("whenEmptyTake");
        SheetValidator.checkEmpty(target, node, isRequired, whenEmpty, take);
        return new FieldMapping(
                target,
                SheetValidator.column(SheetValidator.need(node, members, "from")),
                members.containsKey("emptyWhen") ? members.get("emptyWhen").text() : null,
                part(members),
                conversion,
                new FieldMapping.Absence(
                        isRequired,
                        whenEmpty == null ? null : SheetValidator.value(target, whenEmpty),
                        take == null
                                ? null
                                : SheetValidator.taken(
                                        target, SheetValidator.target(targets, take.text(), take), take)),
                BY_TEXT.contains(as.text()) ? placeholders.of(target.placeholderKind()) : placeholders.ofOther());
    }

    private static FieldMapping.@Nullable Part part(Map<String, SheetNode> members) {
        SheetNode before = members.get("before");
        SheetNode after = members.get("after");
        SheetNode separator = before != null ? before : after;
        SheetValidator.checkPart(before, after);
        return separator == null
                ? null
                : new FieldMapping.Part(separator.text(), after != null, ConversionError.lacks(separator.text()));
    }

    private Conversion conversion(SheetNode as, Map<String, SheetNode> members, SheetNode node, Target target) {
        switch (as.text()) {
            case "text" -> {
                SheetValidator.accept(as, target, String.class);
                return Conversions.text(SheetValidator.number(SheetValidator.need(node, members, "max")));
            }
            case "digits" -> {
                SheetValidator.accept(as, target, String.class);
                return Conversions.digits(SheetValidator.number(SheetValidator.need(node, members, "max")));
            }
            case "date" -> {
                SheetValidator.accept(as, target, LocalDate.class);
                return Conversions.date(SheetValidator.datePattern(SheetValidator.need(node, members, "pattern")));
            }
            case "decimal" -> {
                SheetValidator.accept(as, target, BigDecimal.class);
                return decimal(members);
            }
            case "integer" -> {
                SheetValidator.accept(as, target, Integer.class);
                int min = SheetValidator.number(SheetValidator.need(node, members, "min"));
                int max = SheetValidator.number(SheetValidator.need(node, members, "max"));
                SheetValidator.checkRange(min, max, SheetValidator.need(node, members, "max"));
                return Conversions.integer(min, max);
            }
            case "yesNo" -> {
                SheetValidator.accept(as, target, Boolean.class);
                SheetNode yes = SheetValidator.need(node, members, "yes");
                SheetNode no = SheetValidator.need(node, members, "no");
                SheetValidator.checkYesNo(yes, no);
                Map<String, Boolean> codes = new LinkedHashMap<>();
                codes.put(yes.text(), true);
                codes.put(no.text(), false);
                return Conversions.code(codes);
            }
            default -> {
                return code(as, members, target);
            }
        }
    }

    private static Conversion decimal(Map<String, SheetNode> members) {
        char separator =
                members.containsKey("separator") ? SheetValidator.decimalSeparator(members.get("separator")) : '.';
        SheetNode grouped = members.get("grouped");
        boolean isImplied = members.containsKey("implied") && SheetValidator.bool(members.get("implied"));
        Conversion number;
        if (grouped != null && SheetValidator.isGroup(grouped)) {
            SheetValidator.checkGroup(grouped, separator);
            number = Conversions.decimal(separator, grouped.text(), isImplied);
        } else {
            number = Conversions.decimal(separator, grouped != null && SheetValidator.bool(grouped), isImplied);
        }
        SheetNode negative = members.get("negative");
        if (negative == null) {
            return number;
        }
        return switch (SheetValidator.negative(negative)) {
            case "after" -> Conversions.negative("", "-", number);
            case "parentheses" -> Conversions.negative("(", ")", number);
            default -> Conversions.notNegative(number);
        };
    }

    /** Codes of a table, or the names of an enumeration's constants; either way the value has the target's type. */
    private Conversion code(SheetNode as, Map<String, SheetNode> members, Target target) {
        SheetNode table = members.get("table");
        if (table != null) {
            String file = "codes/" + table.text() + ".csv";
            String text = source.files().get(file);
            SheetValidator.checkTable(table, file, text);
            String codesText = Objects.requireNonNull(text, "the table was checked");
            digest.update(codesText.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> codes = CodeTable.parse(file, codesText, target);
            return Conversions.code(codes);
        }
        SheetValidator.checkEnum(as, target);
        Map<String, Object> names = new LinkedHashMap<>();
        for (Object constant : target.type().getEnumConstants()) {
            names.put(((Enum<?>) constant).name(), constant);
        }
        return Conversions.code(names);
    }
}
