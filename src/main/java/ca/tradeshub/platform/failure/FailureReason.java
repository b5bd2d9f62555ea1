// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The reason of a library's failure, as one sentence. */
public final class FailureReason {

    private static final Messages MESSAGES = Messages.of(FailureReason.class);

    private FailureReason() {}

    /** The reason: the line of a YAML error, the name of a wrong parameter, otherwise the first line of the root cause. */
    public static Text of(Throwable failure) {
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
                return MESSAGES.text("reason.parameter", binding.getPropertyName());
            }
        }
        Throwable last = causes.get(causes.size() - 1);
        return last instanceof NoSuchFileException
                ? MESSAGES.text("reason.missing", String.valueOf(last.getMessage()))
                : MESSAGES.text("reason.other", sentence("" + last.getMessage()));
    }

    private static Text yaml(String problem, int line) {
        return MESSAGES.text("reason.yaml", line + 1, sentence(problem));
    }

    private static String sentence(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }
}
