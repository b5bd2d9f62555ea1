// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No class depends on the charset, the locale or the time zone of the machine: each names the one it uses. */
class MachineIndependenceTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ca.tradeshub");

    /** Types whose constructors and methods use the charset of the machine unless a charset is among the arguments. */
    private static final Set<String> OF_CHARSET = Set.of(
            "java.io.InputStreamReader",
            "java.io.OutputStreamWriter",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.PrintStream",
            "java.util.Scanner",
            "java.util.Formatter");

    /** Methods that use the locale of the machine unless a locale is among the arguments. */
    private static final Set<String> OF_LOCALE = Set.of(
            "java.lang.String.toLowerCase",
            "java.lang.String.toUpperCase",
            "java.lang.String.format",
            "java.time.format.DateTimeFormatter.ofPattern",
            "java.time.format.DateTimeFormatterBuilder.toFormatter",
            "java.text.NumberFormat.getInstance",
            "java.text.NumberFormat.getNumberInstance",
            "java.text.NumberFormat.getIntegerInstance",
            "java.text.NumberFormat.getCurrencyInstance",
            "java.text.NumberFormat.getPercentInstance",
            "java.text.SimpleDateFormat.<init>",
            "java.text.DecimalFormat.<init>",
            "java.text.DecimalFormatSymbols.<init>",
            "java.text.DecimalFormatSymbols.getInstance",
            "java.text.MessageFormat.<init>",
            "java.text.MessageFormat.format",
            "java.text.Collator.getInstance",
            "java.text.BreakIterator.getCharacterInstance",
            "java.util.ResourceBundle.getBundle",
            "java.io.PrintWriter.printf",
            "java.io.PrintWriter.format",
            "java.io.PrintStream.printf",
            "java.io.PrintStream.format",
            "java.time.temporal.WeekFields.of");

    /** What always depends on the machine. */
    private static final Set<String> NEVER = Set.of(
            "java.nio.charset.Charset.defaultCharset",
            "java.util.Locale.getDefault",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Calendar.getInstance",
            "java.util.GregorianCalendar.<init>",
            "java.time.Clock.systemDefaultZone",
            "java.sql.Timestamp.toLocalDateTime",
            "java.sql.Timestamp.valueOf");

    /** A conversion that the locale changes: digits, grouping, decimal points, dates, capitals. */
    private static final Pattern LOCALISED = Pattern.compile("%[-#+ 0,(]*\\d*(?:\\.\\d+)?[dfeEgGaAtTSX]");

    private static final Pattern FORMATTED = Pattern.compile("\\.formatted\\(");

    @Test
    void charset_locale_and_zone_are_always_named() {
        assertThat(HUB).hasSizeGreaterThan(400);

        assertThat(implicit(HUB)).isEmpty();
    }

    @Test
    void texts_that_are_filled_contain_nothing_that_a_locale_changes() throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    (Iterable<Path>) sources.filter(path -> path.toString().endsWith(".java"))::iterator) {
                String text = Files.readString(source);
                if (FORMATTED.matcher(text).find()) {
                    files++;
                    Matcher conversion = LOCALISED.matcher(text.replace("String.format(Locale.ROOT,", ""));
                    while (conversion.find()) {
                        found.add(source + ": " + conversion.group());
                    }
                }
            }
        }
        assertThat(files).isPositive();
        assertThat(found).as("use %%s, or String.format(Locale.ROOT, …)").isEmpty();
    }

    @Test
    void each_way_to_leave_them_unnamed_is_found() {
        JavaClasses examples = new ClassFileImporter().importClasses(Unnamed.class, Named.class);

        assertThat(implicit(examples)).hasSize(13).allMatch(line -> line.contains("Unnamed"));
        assertThat("%05d").matches(LOCALISED);
        assertThat("%,.2f").matches(LOCALISED);
        assertThat("%04X").matches(LOCALISED);
        assertThat("%s").doesNotMatch(LOCALISED);
    }

    private static List<String> implicit(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(MachineIndependenceTest::isImplicit)
                .map(access -> access.getOriginOwner().getSimpleName() + ":" + access.getLineNumber() + " "
                        + access.getTarget().getFullName())
                .sorted()
                .toList();
    }

    private static boolean isImplicit(JavaAccess<?> access) {
        if (!(access.getTarget()
                instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget target)) {
            return false;
        }
        String owner = target.getOwner().getName();
        String name = owner + "." + target.getName();
        List<String> arguments =
                target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        boolean namesCharset = arguments.contains("java.nio.charset.Charset")
                || arguments.contains("java.nio.charset.CharsetEncoder")
                || arguments.contains("java.nio.charset.CharsetDecoder")
                || arguments.size() > 1 && arguments.get(arguments.size() - 1).equals("java.lang.String");
        boolean isConstructor = target.getName().equals("<init>");
        if (NEVER.contains(name)) {
            return true;
        }
        if (OF_LOCALE.contains(name)) {
            return !arguments.contains("java.util.Locale")
                    && !arguments.contains("java.text.DecimalFormatSymbols")
                    && !arguments.contains("java.time.DayOfWeek");
        }
        if (owner.equals("java.lang.String")) {
            return target.getName().equals("getBytes") && arguments.isEmpty()
                    || isConstructor && !arguments.isEmpty() && arguments.get(0).equals("[B") && !namesCharset;
        }
        if (owner.equals("java.io.ByteArrayOutputStream")) {
            return target.getName().equals("toString") && arguments.isEmpty();
        }
        if (owner.equals("java.net.URLEncoder") || owner.equals("java.net.URLDecoder")) {
            return arguments.size() < 2;
        }
        if (owner.equals("java.io.PrintWriter")) {
            return isConstructor && !arguments.get(0).equals("java.io.Writer") && !namesCharset;
        }
        return isConstructor && OF_CHARSET.contains(owner) && !namesCharset;
    }

    /** Leaves each of them to the machine. */
    @SuppressWarnings("all")
    private static final class Unnamed {

        Object[] all() throws IOException {
            byte[] bytes = "x".getBytes();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            return new Object[] {
                new String(bytes),
                new InputStreamReader(new ByteArrayInputStream(bytes)),
                new OutputStreamWriter(out),
                new PrintWriter(out),
                out.toString(),
                "I".toLowerCase(),
                String.format("%d", 1),
                DateTimeFormatter.ofPattern("MMM"),
                new SimpleDateFormat("MMM"),
                Locale.getDefault(),
                ZoneId.systemDefault(),
                Charset.defaultCharset()
            };
        }
    }

    /** Names each of them. */
    private static final class Named {

        Object[] all() throws IOException {
            byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            return new Object[] {
                new String(bytes, StandardCharsets.UTF_8),
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8),
                new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true),
                out.toString(StandardCharsets.UTF_8),
                "I".toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%d", 1),
                DateTimeFormatter.ofPattern("MMM", Locale.ROOT),
                new SimpleDateFormat("MMM", Locale.ROOT)
            };
        }
    }
}
