// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.mapping.survivorship.SurvivorshipTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where mapping sheets come from.
 *
 * @param files the text of each file by its path below the folder, {@code codes/x.csv} for a code table
 */
public record MappingSource(SortedMap<String, String> files) {

    public MappingSource {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The given files. */
    public static MappingSource of(Map<String, String> files) {
        return new MappingSource(new TreeMap<>(files));
    }

    /**
     * All sheets, examples and tables of a folder. Other files in the folder, for example the hidden files of a
     * file browser, are ignored.
     *
     * @throws BadSheetException naming file and line, when one is not UTF-8
     * @throws UncheckedIOException when it cannot be read
     */
    public static MappingSource folder(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new UncheckedIOException(new NotDirectoryException(folder.toString()));
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> regular = paths.filter(Files::isRegularFile).toList();
            TreeMap<String, String> files = new TreeMap<>();
            for (Path path : regular) {
                String file = folder.relativize(path).toString().replace('\\', '/');
                if (isMeant(file)) {
                    files.put(file, text(file, Files.readAllBytes(path)));
                }
            }
            return new MappingSource(files);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isMeant(String file) {
        return !file.startsWith(".")
                && !file.contains("/.")
                && (file.endsWith(".yaml")
                        || file.endsWith(".yml")
                        || file.equals(Mappings.PLACEHOLDERS)
                        || file.equals(SurvivorshipTable.FILE)
                        || file.startsWith("codes/") && file.endsWith(".csv"));
    }

    private static String text(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw new BadSheetException(file, line, "this is not UTF-8");
        }
        // Some editors mark UTF-8 where it begins.
        return text.length() > 0 && text.charAt(0) == '\uFEFF'
                ? text.subSequence(1, text.length()).toString()
                : text.toString();
    }

    /**
     * The sheets the hub brings with it, from a folder of classes or from inside its jar.
     *
     * @throws UncheckedIOException when they cannot be read
     */
    public static MappingSource classpath() {
        return classpath(MappingSource.class.getClassLoader().getResource("mappings/"));
    }

    static MappingSource classpath(URL folder) {
        try {
            if (folder.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                try (JarFile opened = jar.getJarFile()) {
                    return new MappingSource(below(opened, jar.getEntryName()));
                }
            }
            return folder(Path.of(folder.toURI()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SortedMap<String, String> below(JarFile jar, String folder) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        for (var entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                try (var in = jar.getInputStream(entry)) {
                    files.put(
                            entry.getName().substring(folder.length()),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }
}
