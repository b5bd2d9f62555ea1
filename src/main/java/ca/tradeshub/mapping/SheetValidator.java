// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.feeds.line.CertificateLine;
import ca.tradeshub.mapping.conversion.Conversions;
import ca.tradeshub.mapping.conversion.Target;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Validates the parts of a mapping sheet. Every method throws a {@link BadSheetException} with file, line and reason
 * when a part is not valid; those that return a value return the valid one.
 */
final class SheetValidator {

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

    /** What may set thousands apart in addition to spaces. */
    private static final Set<String> GROUPS = Set.of(",", ".", "'", "\u2019");

    private SheetValidator() {}

    static Feed feed(SheetNode node, String name) {
        Feed feed = Arrays.stream(Feed.values())
                .filter(candidate -> candidate.wireName().equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.wrong(
                        "unknown feed '" + node.text() + "'; known are registrations, certificates, payroll"));
        boolean isNamedSo = feed == Feed.PAYROLL ? name.startsWith("payroll-") : name.equals(feed.wireName());
        if (!isNamedSo) {
            throw node.wrong("a sheet of feed " + feed.wireName() + " must be named "
                    + (feed == Feed.PAYROLL ? "payroll-<layout>" : feed.wireName()) + SheetCompiler.SUFFIX);
        }
        return feed;
    }

    static Target target(Map<String, Target> targets, String name, SheetNode node) {
        Target target = targets.get(name);
        if (target == null) {
            throw node.wrong("unknown field '" + name + "'; known are " + String.join(", ", targets.keySet()));
        }
        return target;
    }

    /** What a field takes in place of its own value must be there, and must not be taken from elsewhere in turn. */
    static void checkTaken(FieldMapping field, List<FieldMapping> fields, SheetNode node) {
        Target taken = Objects.requireNonNull(field.absence().takenFrom(), "only fields that take a value are checked");
        FieldMapping source = fields.stream()
                .filter(other -> other.target() == taken)
                .findFirst()
                .orElseThrow(() -> node.wrong("the sheet has no field '" + taken.name() + "' to take the value of"));
        if (source.absence().takenFrom() != null) {
            throw node.wrong("'" + source.target().name() + "' itself takes the value of another field");
        }
        if (field.target().isMandatory()
                && !source.absence().isError()
                && source.absence().value() == null) {
            throw node.wrong("'" + source.target().name() + "' may be empty itself, and no record can be without '"
                    + field.target().name() + "'");
        }
    }

    static void checkColumns(Feed feed, Map<String, SheetNode> given) {
        if (feed == Feed.CERTIFICATES) {
            given.forEach((target, node) -> {
                SheetNode from = need(node, node.members(), "from");
                if (!CertificateLine.fieldNames().contains(from.text())) {
                    throw from.wrong("the fixed-width record has no field '" + from.text() + "'");
                }
            });
        }
    }

    static char separator(SheetNode node) {
        char separator = character(node);
        if (Character.isLetterOrDigit(separator) || "\"\r\n#-.'".indexOf(separator) >= 0) {
            throw node.wrong("this character cannot set columns apart");
        }
        return separator;
    }

    static Charset charset(SheetNode node) {
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
        throw node.wrong("'" + node.text() + "' is not an encoding that contains ASCII");
    }

    static Target taken(Target target, Target other, SheetNode node) {
        if (other.type() != target.type()) {
            throw node.wrong("'" + other.name() + "' is of another type than '" + target.name() + "'");
        }
        return other;
    }

    static Object value(Target target, SheetNode node) {
        try {
            return target.parse(node.text());
        } catch (IllegalArgumentException noValue) {
            throw node.wrong(String.valueOf(noValue.getMessage()));
        }
    }

    static void accept(SheetNode as, Target target, Class<?> converted) {
        if (!target.accepts(converted)) {
            throw as.wrong("conversion '" + as.text() + "' cannot fill field '" + target.name() + "', a "
                    + target.type().getSimpleName());
        }
    }

    static SheetNode need(SheetNode owner, Map<String, SheetNode> members, String key) {
        SheetNode node = members.get(key);
        if (node == null) {
            throw owner.wrong("'" + key + "' is missing");
        }
        return node;
    }

    static String column(SheetNode node) {
        if (node.text().isEmpty() || !node.text().equals(node.text().strip())) {
            throw node.wrong("a name without blanks around it is expected here");
        }
        return node.text();
    }

    static char decimalSeparator(SheetNode node) {
        char separator = character(node);
        if (separator != '.' && separator != ',') {
            throw node.wrong("decimals are set apart by '.' or ','");
        }
        return separator;
    }

    static boolean bool(SheetNode node) {
        return switch (node.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw node.wrong("true or false is expected here");
        };
    }

    static int number(SheetNode node) {
        if (!node.text().matches("\\d{1,9}")) {
            throw node.wrong("a whole number is expected here");
        }
        return Integer.parseInt(node.text());
    }

    static char character(SheetNode node) {
        if (node.text().length() != 1) {
            throw node.wrong("a single character is expected here");
        }
        return node.text().charAt(0);
    }

    static String datePattern(SheetNode node) {
        if (!Conversions.isDatePattern(node.text())) {
            throw node.wrong("'" + node.text() + "' is not a date pattern of yyyy, MM and dd");
        }
        return node.text();
    }

    static void checkMandatory(Map<String, Target> targets, Map<String, SheetNode> given, SheetNode root) {
        for (Target target : targets.values()) {
            if (target.isMandatory() && !given.containsKey(target.name())) {
                throw root.wrong("field '" + target.name() + "' is missing; no record can be without it");
            }
        }
    }

    static void checkLayout(Feed feed, SheetNode root, @Nullable SheetNode node) {
        if ((feed == Feed.PAYROLL) != (node != null)) {
            throw (node == null ? root : node).wrong("a payroll sheet, and no other, has a layout");
        }
    }

    /** The members of a field, each one its conversion allows. */
    static Map<String, SheetNode> fieldMembers(SheetNode node) {
        Map<String, SheetNode> all = node.members();
        SheetNode as = need(node, all, "as");
        Set<String> options = CONVERSIONS.get(as.text());
        if (options == null) {
            throw as.wrong("unknown conversion '" + as.text() + "'; known are "
                    + String.join(", ", new TreeSet<>(CONVERSIONS.keySet())));
        }
        Set<String> keys = new LinkedHashSet<>(FIELD_KEYS);
        keys.addAll(options);
        return node.members(keys);
    }

    static void checkEmpty(
            Target target,
            SheetNode node,
            boolean isRequired,
            @Nullable SheetNode whenEmpty,
            @Nullable SheetNode take) {
        if ((isRequired ? 1 : 0) + (whenEmpty == null ? 0 : 1) + (take == null ? 0 : 1) > 1) {
            throw node.wrong("only one of required, whenEmpty and whenEmptyTake makes sense");
        }
        if (target.isMandatory() && !isRequired && whenEmpty == null && take == null) {
            throw node.wrong("field '" + target.name() + "' needs required, whenEmpty or whenEmptyTake;"
                    + " no record can be without it");
        }
    }

    static void checkPart(@Nullable SheetNode before, @Nullable SheetNode after) {
        if (before != null && after != null) {
            throw after.wrong("only one of before and after makes sense");
        }
        SheetNode separator = before != null ? before : after;
        if (separator != null && separator.text().isEmpty()) {
            throw separator.wrong("the separator of the parts is expected here");
        }
    }

    static void checkRange(int min, int max, SheetNode node) {
        if (min > max) {
            throw node.wrong("max is less than min");
        }
    }

    static void checkYesNo(SheetNode yes, SheetNode no) {
        if (yes.text().equals(no.text())) {
            throw no.wrong("yes and no are written alike");
        }
    }

    /** Whether a sheet names the character that sets thousands apart, instead of true or false. */
    static boolean isGroup(SheetNode grouped) {
        return GROUPS.contains(grouped.text());
    }

    static void checkGroup(SheetNode grouped, char separator) {
        if (grouped.text().charAt(0) == separator) {
            throw grouped.wrong("thousands and decimals cannot be set apart by the same character");
        }
    }

    /** How a negative number is written. */
    static String negative(SheetNode negative) {
        return switch (negative.text()) {
            case "after", "parentheses", "none" -> negative.text();
            default -> throw negative.wrong("after, parentheses or none is expected here");
        };
    }

    static void checkTable(SheetNode table, String file, @Nullable String text) {
        if (text == null) {
            throw table.wrong("there is no code table " + file);
        }
    }

    static void checkEnum(SheetNode as, Target target) {
        if (!target.type().isEnum()) {
            throw as.wrong("conversion code of field '" + target.name() + "' needs a table");
        }
    }
}
