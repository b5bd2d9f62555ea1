// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The source texts kept with the hub, each cut into the passages that are counted when its coverage is. */
public final class SourceText {

    private static final Pattern SECTION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\.? (?:\\((\\d+)\\) )?(.*)");
    private static final Pattern SUBSECTION = Pattern.compile("\\((\\d+)\\) .*");
    /** Items of a list are numbered as sections are, but are short. */
    private static final int SHORTEST_SECTION = 50;

    private SourceText() {}

    /** A regulation's subsections, sections where they have none, its header and its forms, by their citation. */
    public static Map<String, String> regulation(String file) {
        Map<String, List<String>> passages = new LinkedHashMap<>();
        String section = "header note";
        String expected = "0.1";
        String label = section;
        for (String line : lines(file)) {
            Matcher opens = SECTION.matcher(line);
            Matcher continues = SUBSECTION.matcher(line);
            if (opens.matches() && opens.group(1).equals(expected) && isSection(opens)) {
                section = "s. " + expected;
                label = opens.group(2) == null ? section : section + " (" + opens.group(2) + ")";
                expected = expected.equals("0.1") ? "1" : Integer.toString(Integer.parseInt(expected) + 1);
            } else if (continues.matches()) {
                label = section + " (" + continues.group(1) + ")";
            } else if (line.startsWith("Forms ")) {
                label = line.substring(0, line.indexOf(" Revoked"));
            }
            append(passages, label, line);
        }
        return whole(passages);
    }

    private static boolean isSection(Matcher line) {
        return line.group(2) != null
                || line.group(3).length() > SHORTEST_SECTION
                || line.group(3).startsWith("Revoked");
    }

    /** A page's headings with the text under them; a heading is a line of its own without a full stop. */
    public static Map<String, String> page(String file) {
        List<String> lines = text(file).lines().map(String::strip).toList();
        Map<String, List<String>> passages = new LinkedHashMap<>();
        String label = "Introduction";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (isHeading(i == 0 ? "" : lines.get(i - 1), line, i + 1 == lines.size() ? "" : lines.get(i + 1))) {
                label = normal(line);
                passages.putIfAbsent(label, new ArrayList<>());
            } else if (!line.isEmpty()) {
                append(passages, label, line);
            }
        }
        return whole(passages);
    }

    private static boolean isHeading(String before, String line, String after) {
        return before.isEmpty() && after.isEmpty() && line.matches("[A-Z].*[^.,;:)]");
    }

    /** A page's statements: each line, by its own words. */
    public static Map<String, String> statements(String file) {
        Map<String, List<String>> passages = new LinkedHashMap<>();
        lines(file).forEach(line -> append(passages, normal(line), line));
        return whole(passages);
    }

    /** Text whose hyphens, apostrophes and spaces are of one kind, as pages mix them. */
    public static String normal(String text) {
        return text.lines()
                .collect(Collectors.joining(" "))
                .replaceAll("[\\u2010-\\u2015]", "-")
                .replace('\u2019', '\'')
                .replaceAll("[\\s\\u00a0]+", " ")
                .strip();
    }

    private static void append(Map<String, List<String>> passages, String label, String line) {
        passages.computeIfAbsent(label, key -> new ArrayList<>()).add(line);
    }

    private static Map<String, String> whole(Map<String, List<String>> passages) {
        Map<String, String> texts = new LinkedHashMap<>();
        passages.forEach((label, lines) -> texts.put(label, normal(String.join(" ", lines))));
        return texts;
    }

    private static List<String> lines(String file) {
        return text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(String file) {
        try (InputStream stream = SourceText.class.getResourceAsStream("/sources/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("The classpath has no sources/" + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read sources/" + file, e);
        }
    }
}
