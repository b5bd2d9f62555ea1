package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.CauseChain;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What a library's failure comes to, in a sentence. */
public final class FailureReason {

    private FailureReason() {}

    /** The reason: of YAML its line, of a parameter its name, else the first line of what the last cause says. */
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
                return "its parameter " + binding.getPropertyName() + " cannot be what is written there.";
            }
        }
        Throwable last = causes.get(causes.size() - 1);
        return sentence(
                last instanceof NoSuchFileException ? last.getMessage() + " is not there" : "" + last.getMessage());
    }

    private static String yaml(String problem, int line) {
        return sentence("Line " + (line + 1) + " is no YAML: " + problem);
    }

    private static String sentence(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }
}
