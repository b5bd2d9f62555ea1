package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.CertificateLine;
import ca.tradeshub.feeds.PayrollLayout;
import ca.tradeshub.mapping.conversion.Conversion;
import ca.tradeshub.mapping.conversion.ConversionError;
import ca.tradeshub.mapping.conversion.Conversions;
import ca.tradeshub.mapping.conversion.Target;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles one mapping sheet.
 *
 * <p>A sheet names its {@code feed}, for payroll its {@code layout} ({@code charset}, {@code separator}), members that
 * carry no field ({@code constants}), and under {@code fields} for each canonical field: {@code from}, the sender's
 * name; {@code as}, the conversion ({@code text}, {@code digits}, {@code date}, {@code decimal}, {@code integer}, {@code
 * yesNo}, {@code code}) with its options; {@code required}, {@code whenEmpty} or {@code whenEmptyTake}; {@code
 * emptyWhen}, a text that means no value; {@code before} or {@code after}, for one part of a text with a separator. The
 * document {@code src/docs/operators/senders.md} lists the options.
 */
final class Sheet {

    /** What a sheet's file name ends with. */
    static final String SUFFIX = ".mapping.yaml";

    private static final Set<String> FIELD_KEYS =
            Set.of("from", "as", "required", "whenEmpty", "whenEmptyTake", "emptyWhen", "before", "after");

    /** The conversions and the options of each. */
    private static final Map<String, Set<String>> CONVERSIONS = Map.of(
            "text", Set.of("max"),
            "digits", Set.of("max"),
            "date", Set.of("pattern"),
            "decimal", Set.of("separator", "grouped", "implied", "negative"),
            "integer", Set.of("min", "max"),
            "yesNo", Set.of("yes", "no"),
            "code", Set.of("table"));

    /** What may set thousands apart beside spaces. */
    private static final Set<String> GROUPS = Set.of(",", ".", "'", "\u2019");

    private final MappingSource source;
    private final String name;
    private final MessageDigest digest = Sha256.start();
    private final SheetMapping mapping;
    private PayrollLayout layout;

    Sheet(MappingSource source, String file) {
        this.source = source;
        this.name = file.substring(0, file.length() - SUFFIX.length());
        String text = source.files().get(file);
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        this.mapping = compile(SheetNode.parse(file, text));
    }

    SheetMapping mapping() {
        return mapping;
    }

    /** The layout of a payroll sheet, null for the other feeds. */
    PayrollLayout layout() {
        return layout;
    }

    private SheetMapping compile(SheetNode root) {
        Map<String, SheetNode> members = root.members(Set.of("feed", "layout", "constants", "fields"));
        Feed feed = feed(need(root, members, "feed"));
        Map<String, SheetNode> given = need(root, members, "fields").members();
        Map<String, Target> targets = Shape.of(feed).targets();
        List<FieldMapping> fields = new ArrayList<>();
        given.forEach((target, node) -> fields.add(field(target(targets, target, node), node, targets)));
        for (Target target : targets.values()) {
            if (target.isMandatory() && !given.containsKey(target.name())) {
                throw root.wrong("field '" + target.name() + "' is missing; no record can be without it");
            }
        }
        Set<String> columns = new LinkedHashSet<>();
        fields.forEach(field -> columns.add(field.from()));
        fields.stream()
                .filter(field -> field.takeFrom() != null)
                .forEach(field ->
                        checkTaken(field, fields, given.get(field.target().name())));
        checkColumns(feed, given);
        readLayout(feed, root, members, columns);
        Set<String> constants = new LinkedHashSet<>();
        if (members.containsKey("constants")) {
            members.get("constants").items().forEach(item -> constants.add(item.text()));
        }
        return new SheetMapping(name, feed, Sha256.hex(digest), fields, constants);
    }

    private Feed feed(SheetNode node) {
        Feed feed = Arrays.stream(Feed.values())
                .filter(candidate -> candidate.wireName().equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.wrong(
                        "unknown feed '" + node.text() + "'; known are registrations, certificates, payroll"));
        boolean isNamedSo = feed == Feed.PAYROLL ? name.startsWith("payroll-") : name.equals(feed.wireName());
        if (!isNamedSo) {
            throw node.wrong("a sheet of feed " + feed.wireName() + " must be named "
                    + (feed == Feed.PAYROLL ? "payroll-<layout>" : feed.wireName()) + SUFFIX);
        }
        return feed;
    }

    private static Target target(Map<String, Target> targets, String name, SheetNode node) {
        Target target = targets.get(name);
        if (target == null) {
            throw node.wrong("unknown field '" + name + "'; known are " + String.join(", ", targets.keySet()));
        }
        return target;
    }

    /** What a field takes in place of its own value must be there, and must not be taken from elsewhere in turn. */
    private static void checkTaken(FieldMapping field, List<FieldMapping> fields, SheetNode node) {
        FieldMapping source = fields.stream()
                .filter(other -> other.target() == field.takeFrom())
                .findFirst()
                .orElseThrow(() ->
                        node.wrong("the sheet has no field '" + field.takeFrom().name() + "' to take the value of"));
        if (source.takeFrom() != null) {
            throw node.wrong("'" + source.target().name() + "' itself takes the value of another field");
        }
        if (field.target().isMandatory() && !source.isRequired() && source.whenEmpty() == null) {
            throw node.wrong("'" + source.target().name() + "' may be empty itself, and no record can be without '"
                    + field.target().name() + "'");
        }
    }

    private static void checkColumns(Feed feed, Map<String, SheetNode> given) {
        if (feed == Feed.CERTIFICATES) {
            given.forEach((target, node) -> {
                SheetNode from = node.members().get("from");
                if (!CertificateLine.fieldNames().contains(from.text())) {
                    throw from.wrong("the fixed-width record has no field '" + from.text() + "'");
                }
            });
        }
    }

    private void readLayout(Feed feed, SheetNode root, Map<String, SheetNode> members, Set<String> columns) {
        SheetNode node = members.get("layout");
        if ((feed == Feed.PAYROLL) != (node != null)) {
            throw (node == null ? root : node).wrong("a payroll sheet, and no other, has a layout");
        }
        if (node != null) {
            Map<String, SheetNode> options = node.members(Set.of("charset", "separator"));
            layout = new PayrollLayout(
                    name.substring("payroll-".length()),
                    charset(need(node, options, "charset")),
                    separator(need(node, options, "separator")),
                    List.copyOf(columns));
        }
    }

    private static char separator(SheetNode node) {
        char separator = character(node);
        if (Character.isLetterOrDigit(separator) || "\"\r\n#-.'".indexOf(separator) >= 0) {
            throw node.wrong("this character cannot set columns apart");
        }
        return separator;
    }

    private static Charset charset(SheetNode node) {
        Charset charset;
        try {
            charset = Charset.forName(node.text());
        } catch (IllegalArgumentException noSuchEncoding) {
            throw node.wrong("there is no encoding '" + node.text() + "'; one is UTF-8, another windows-1252");
        }
        if (charset.canEncode()) {
            if (Arrays.equals("\r\n,;\"0Aa".getBytes(charset), "\r\n,;\"0Aa".getBytes(StandardCharsets.US_ASCII))) {
                return charset;
            }
        }
        throw node.wrong("'" + node.text() + "' is no encoding that contains ASCII");
    }

    private FieldMapping field(Target target, SheetNode node, Map<String, Target> targets) {
        Map<String, SheetNode> all = node.members();
        SheetNode as = need(node, all, "as");
        Set<String> options = CONVERSIONS.get(as.text());
        if (options == null) {
            throw as.wrong("unknown conversion '" + as.text() + "'; known are "
                    + String.join(", ", new java.util.TreeSet<>(CONVERSIONS.keySet())));
        }
        Set<String> keys = new LinkedHashSet<>(FIELD_KEYS);
        keys.addAll(options);
        Map<String, SheetNode> members = node.members(keys);
        Conversion conversion = target.toType(conversion(as, members, node, target));
        boolean isRequired = members.containsKey("required") && bool(members.get("required"));
        SheetNode whenEmpty = members.get("whenEmpty");
        SheetNode take = members.get("whenEmptyTake");
        if ((isRequired ? 1 : 0) + (whenEmpty == null ? 0 : 1) + (take == null ? 0 : 1) > 1) {
            throw node.wrong("only one of required, whenEmpty and whenEmptyTake makes sense");
        }
        if (target.isMandatory() && !isRequired && whenEmpty == null && take == null) {
            throw node.wrong("field '" + target.name() + "' needs required, whenEmpty or whenEmptyTake;"
                    + " no record can be without it");
        }
        return new FieldMapping(
                target,
                column(need(node, members, "from")),
                members.containsKey("emptyWhen") ? members.get("emptyWhen").text() : null,
                part(members),
                conversion,
                isRequired,
                whenEmpty == null ? null : value(target, whenEmpty),
                take == null ? null : taken(target, target(targets, take.text(), take), take));
    }

    private static Target taken(Target target, Target other, SheetNode node) {
        if (other.type() != target.type()) {
            throw node.wrong("'" + other.name() + "' is of another type than '" + target.name() + "'");
        }
        return other;
    }

    private static Object value(Target target, SheetNode node) {
        try {
            return target.parse(node.text());
        } catch (IllegalArgumentException noValue) {
            throw node.wrong(noValue.getMessage());
        }
    }

    private static FieldMapping.Part part(Map<String, SheetNode> members) {
        SheetNode before = members.get("before");
        SheetNode after = members.get("after");
        if (before != null && after != null) {
            throw after.wrong("only one of before and after makes sense");
        }
        SheetNode separator = before != null ? before : after;
        if (separator != null && separator.text().isEmpty()) {
            throw separator.wrong("what stands between the parts is expected here");
        }
        return separator == null
                ? null
                : new FieldMapping.Part(separator.text(), after != null, ConversionError.lacks(separator.text()));
    }

    private Conversion conversion(SheetNode as, Map<String, SheetNode> members, SheetNode node, Target target) {
        switch (as.text()) {
            case "text" -> {
                accept(as, target, String.class);
                return Conversions.text(number(need(node, members, "max")));
            }
            case "digits" -> {
                accept(as, target, String.class);
                return Conversions.digits(number(need(node, members, "max")));
            }
            case "date" -> {
                accept(as, target, LocalDate.class);
                return Conversions.date(datePattern(need(node, members, "pattern")));
            }
            case "decimal" -> {
                accept(as, target, BigDecimal.class);
                return decimal(members);
            }
            case "integer" -> {
                accept(as, target, Integer.class);
                int min = number(need(node, members, "min"));
                int max = number(need(node, members, "max"));
                if (min > max) {
                    throw members.get("max").wrong("max is less than min");
                }
                return Conversions.integer(min, max);
            }
            case "yesNo" -> {
                accept(as, target, Boolean.class);
                Map<String, Boolean> codes = new LinkedHashMap<>();
                codes.put(need(node, members, "yes").text(), true);
                if (codes.put(need(node, members, "no").text(), false) != null) {
                    throw members.get("no").wrong("yes and no are written alike");
                }
                return Conversions.code(codes);
            }
            default -> {
                return code(as, members, target);
            }
        }
    }

    private static Conversion decimal(Map<String, SheetNode> members) {
        char separator = members.containsKey("separator") ? decimalSeparator(members.get("separator")) : '.';
        SheetNode grouped = members.get("grouped");
        boolean isImplied = members.containsKey("implied") && bool(members.get("implied"));
        Conversion number;
        if (grouped != null && GROUPS.contains(grouped.text())) {
            if (grouped.text().charAt(0) == separator) {
                throw grouped.wrong("thousands and decimals cannot be set apart by the same character");
            }
            number = Conversions.decimal(separator, grouped.text(), isImplied);
        } else {
            number = Conversions.decimal(separator, grouped != null && bool(grouped), isImplied);
        }
        SheetNode negative = members.get("negative");
        if (negative == null) {
            return number;
        }
        return switch (negative.text()) {
            case "after" -> Conversions.negative("", "-", number);
            case "parentheses" -> Conversions.negative("(", ")", number);
            default -> throw negative.wrong("after or parentheses is expected here");
        };
    }

    /** Codes of a table, or the names of an enumeration's constants; either way the value has the target's type. */
    private Conversion code(SheetNode as, Map<String, SheetNode> members, Target target) {
        SheetNode table = members.get("table");
        if (table != null) {
            String file = "codes/" + table.text() + ".csv";
            String text = source.files().get(file);
            if (text == null) {
                throw table.wrong("there is no code table " + file);
            }
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> codes = CodeTable.parse(file, text, target);
            return Conversions.code(codes);
        }
        if (!target.type().isEnum()) {
            throw as.wrong("conversion code of field '" + target.name() + "' needs a table");
        }
        Map<String, Object> names = new LinkedHashMap<>();
        for (Object constant : target.type().getEnumConstants()) {
            names.put(((Enum<?>) constant).name(), constant);
        }
        return Conversions.code(names);
    }

    private static void accept(SheetNode as, Target target, Class<?> converted) {
        if (!target.accepts(converted)) {
            throw as.wrong("conversion '" + as.text() + "' cannot fill field '" + target.name() + "', a "
                    + target.type().getSimpleName());
        }
    }

    private static SheetNode need(SheetNode owner, Map<String, SheetNode> members, String key) {
        SheetNode node = members.get(key);
        if (node == null) {
            throw owner.wrong("'" + key + "' is missing");
        }
        return node;
    }

    private static String column(SheetNode node) {
        if (node.text().isEmpty() || !node.text().equals(node.text().strip())) {
            throw node.wrong("a name without blanks around it is expected here");
        }
        return node.text();
    }

    private static char decimalSeparator(SheetNode node) {
        char separator = character(node);
        if (separator != '.' && separator != ',') {
            throw node.wrong("decimals are set apart by '.' or ','");
        }
        return separator;
    }

    private static boolean bool(SheetNode node) {
        return switch (node.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw node.wrong("true or false is expected here");
        };
    }

    private static int number(SheetNode node) {
        if (!node.text().matches("\\d{1,9}")) {
            throw node.wrong("a whole number is expected here");
        }
        return Integer.parseInt(node.text());
    }

    private static char character(SheetNode node) {
        if (node.text().length() != 1) {
            throw node.wrong("a single character is expected here");
        }
        return node.text().charAt(0);
    }

    private static String datePattern(SheetNode node) {
        if (!Conversions.isDatePattern(node.text())) {
            throw node.wrong("'" + node.text() + "' is no date pattern of yyyy, MM and dd");
        }
        return node.text();
    }
}
