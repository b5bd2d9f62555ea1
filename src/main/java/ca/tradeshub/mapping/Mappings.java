// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.control.PayrollLayout;
import ca.tradeshub.mapping.conversion.BadTableException;
import ca.tradeshub.mapping.conversion.Placeholders;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.mapping.survivorship.SurvivorshipTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** All mapping sheets, compiled and checked against their examples. */
public final class Mappings {

    /** The table of the texts that other systems write in place of a value. */
    static final String PLACEHOLDERS = "placeholders.csv";

    private final Map<String, SheetMapping> mappings = new TreeMap<>();
    private final Map<String, PayrollLayout> layouts = new TreeMap<>();

    private final Survivorship survivorship;

    private Mappings(Survivorship survivorship) {
        this.survivorship = survivorship;
    }

    /**
     * Compiles and checks the sheets of a source: {@code registrations}, {@code certificates} and any number of {@code
     * payroll-<layout>}, each a {@code .mapping.yaml} with its {@code .examples.yaml} in the same folder.
     *
     * @throws BadSheetException naming file, line and reason, when a sheet, a code table or an example is wrong
     */
    public static Mappings load(MappingSource source) {
        Mappings loaded = new Mappings(table(source, SurvivorshipTable.FILE, SurvivorshipTable::parse));
        Placeholders placeholders = table(source, PLACEHOLDERS, Placeholders::parse);
        for (String file : source.files().keySet()) {
            if (file.endsWith(SheetCompiler.SUFFIX)) {
                loaded.add(source, file, placeholders);
            } else if (file.endsWith(Examples.SUFFIX)
                    && !source.files().containsKey(sibling(file, SheetCompiler.SUFFIX))) {
                throw new BadSheetException(file, 1, "there is no sheet " + sibling(file, SheetCompiler.SUFFIX));
            } else if (file.endsWith(".yml")) {
                throw new BadSheetException(file, 1, "the name of a sheet ends with " + SheetCompiler.SUFFIX);
            }
        }
        for (Feed feed : Set.of(Feed.REGISTRATIONS, Feed.CERTIFICATES)) {
            if (!loaded.mappings.containsKey(feed.wireName())) {
                throw new BadSheetException(feed.wireName() + SheetCompiler.SUFFIX, 1, "the sheet is missing");
            }
        }
        return loaded;
    }

    /** A table of the folder; a folder that does not have it uses the table that the hub brings with it. */
    private static <T> T table(MappingSource source, String file, Function<String, T> reader) {
        String own = source.files().get(file);
        try {
            return reader.apply(
                    own != null
                            ? own
                            : Objects.requireNonNull(
                                    MappingSource.classpath().files().get(file)));
        } catch (BadTableException wrong) {
            throw new BadSheetException(file, wrong.line(), String.valueOf(wrong.getMessage()));
        }
    }

    private void add(MappingSource source, String file, Placeholders placeholders) {
        String examples = sibling(file, Examples.SUFFIX);
        if (!source.files().containsKey(examples)) {
            throw new BadSheetException(file, 1, "there are no examples " + examples);
        }
        SheetCompiler sheet = new SheetCompiler(source, file, placeholders);
        new Examples(sheet.mapping(), SheetNode.parse(examples, source.files().get(examples))).checkAll();
        mappings.put(sheet.mapping().name(), sheet.mapping());
        if (sheet.layout() != null) {
            layouts.put(sheet.layout().name(), sheet.layout());
        }
    }

    private static String sibling(String file, String suffix) {
        return file.substring(
                        0,
                        file.length()
                                - (file.endsWith(SheetCompiler.SUFFIX) ? SheetCompiler.SUFFIX : Examples.SUFFIX)
                                        .length())
                + suffix;
    }

    /** The mapping of registrations. */
    public Mapping registrations() {
        return Objects.requireNonNull(mappings.get(Feed.REGISTRATIONS.wireName()));
    }

    /** The mapping of certificates. */
    public Mapping certificates() {
        return Objects.requireNonNull(mappings.get(Feed.CERTIFICATES.wireName()));
    }

    /** The mapping of a payroll layout, if there is such a layout. */
    public Optional<Mapping> payroll(String layout) {
        return Optional.ofNullable(mappings.get("payroll-" + layout));
    }

    /** How the CSV of a layout is written, if there is such a layout. */
    public Optional<PayrollLayout> layout(String name) {
        return Optional.ofNullable(layouts.get(name));
    }

    /** Which source wins for each field of a person. */
    public Survivorship survivorship() {
        return survivorship;
    }

    /** The names of all payroll layouts. */
    public Set<String> layouts() {
        return Collections.unmodifiableSet(layouts.keySet());
    }

    /** SHA-256, in hex, over the digests of all mappings and the table of survivorship. */
    public String digest() {
        MessageDigest digest = Sha256.start();
        mappings.forEach((name, mapping) ->
                digest.update((name + " " + mapping.digest() + "\n").getBytes(StandardCharsets.UTF_8)));
        digest.update(survivorship.text().getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest);
    }
}
