// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/** A piece of a YAML file that knows its file and line. All scalars are text, whatever YAML would make of them. */
record SheetNode(String file, Node node) {

    static SheetNode parse(String file, String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new BadSheetException(file, 1, "the file is empty");
            }
            return new SheetNode(file, root);
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 1
                    : malformed.getProblemMark().getLine() + 1;
            throw new BadSheetException(file, line, "this is not YAML: " + malformed.getProblem());
        } catch (ReaderException unreadable) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(unreadable.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw new BadSheetException(
                    file,
                    line,
                    String.format(
                            Locale.ROOT,
                            "this is not YAML: it contains the character U+%04X",
                            unreadable.getCodePoint()));
        } catch (YAMLException malformed) {
            throw new BadSheetException(file, 1, "this is not YAML: " + malformed.getMessage());
        }
    }

    BadSheetException wrong(String reason) {
        return new BadSheetException(file, node.getStartMark().getLine() + 1, reason);
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("a text is expected here");
    }

    List<SheetNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new SheetNode(file, item))
                    .toList();
        }
        throw wrong("a list is expected here");
    }

    /** The members of a map, in order; none may occur twice. */
    Map<String, SheetNode> members() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("keys with values are expected here");
        }
        Map<String, SheetNode> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            SheetNode key = new SheetNode(file, tuple.getKeyNode());
            if (members.put(key.text(), new SheetNode(file, tuple.getValueNode())) != null) {
                throw key.wrong("'" + key.text() + "' occurs twice");
            }
        }
        return members;
    }

    /** The members of a map whose keys are all among these. */
    Map<String, SheetNode> members(Set<String> known) {
        Map<String, SheetNode> members = members();
        members.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrong("unknown key '" + key + "'; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return members;
    }
}
