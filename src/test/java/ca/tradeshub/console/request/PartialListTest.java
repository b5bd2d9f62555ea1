// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

class PartialListTest {

    private static ResponseEntity<List<Long>> of(int read, long total) {
        return PartialList.of(
                LongStream.rangeClosed(1, read).boxed().toList(), total, "/api/things", row -> Long.toString(row));
    }

    @Test
    void a_list_that_goes_on_states_how_many_there_are_and_where() {
        ResponseEntity<List<Long>> part = of(PartialList.SIZE + 1, 512);

        assertThat(part.getBody()).hasSize(PartialList.SIZE).endsWith(200L);
        assertThat(part.getHeaders().getFirst(PartialList.TOTAL)).isEqualTo("512");
        assertThat(part.getHeaders().getFirst(HttpHeaders.LINK)).isEqualTo("</api/things?after=200>; rel=\"next\"");
    }

    @Test
    void the_last_part_goes_on_nowhere() {
        assertThat(of(PartialList.SIZE, 512).getHeaders().getFirst(HttpHeaders.LINK))
                .isNull();
        ResponseEntity<List<Long>> none = of(0, 0);
        assertThat(none.getBody()).isEmpty();
        assertThat(none.getHeaders().getFirst(PartialList.TOTAL)).isEqualTo("0");
    }
}
