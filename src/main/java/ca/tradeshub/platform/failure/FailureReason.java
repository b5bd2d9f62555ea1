// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.CauseChain;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The reason of a library's failure, as one sentence. */
public final class FailureReason {

    private FailureReason() {}

    /** The reason: the line of a YAML error, the name of a wrong parameter, otherwise the first line of the root cause. */
    public static String of(Throwable failure) {
        List<Throwable> causes = CauseChain.of(failure);
        for (Throwable cause : causes) {
            if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
                return yaml(yaml.getProblem(), yaml.getProblemMark().getLine());
            }
            if (cause instanceof MarkedYamlEngineException yaml
                    && yaml.getProblemMark().isPresent()) {
                return yaml(yaml.getProblem(), yaml.getProblemMark().get().getLine());
            }
            if (cause instanceof PropertyBindingException binding && binding.getPropertyName() != null) {
                return "the value of its parameter " + binding.getPropertyName() + " is not valid.";
            }
        }
        Throwable last = causes.get(causes.size() - 1);
        return sentence(
                last instanceof NoSuchFileException ? last.getMessage() + " does not exist" : "" + last.getMessage());
    }

    private static String yaml(String problem, int line) {
        return sentence("Line " + (line + 1) + " is not valid YAML: " + problem);
    }

    private static String sentence(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }
}
