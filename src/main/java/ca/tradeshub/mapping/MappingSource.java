package ca.tradeshub.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
     * All files of a folder.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static MappingSource folder(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> regular = paths.filter(Files::isRegularFile).toList();
            TreeMap<String, String> files = new TreeMap<>();
            for (Path path : regular) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
            return new MappingSource(files);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
