package ca.tradeshub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MappingsTest {

    @Test
    void the_sheets_of_the_house_hold_their_examples() {
        Mappings mappings = Mappings.load(MappingSource.folder(Path.of("mappings")));
        assertThat(mappings.layouts()).containsExactly("boreal", "centime", "standard");
        assertThat(mappings.digest()).matches("[0-9a-f]{64}");
    }
}
