// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A list of the API that is given in parts. Its body is an array, so headers state how many rows there are in all and where
 * the list goes on.
 */
public final class PartialList {

    /** The header with the number of rows in all. */
    public static final String TOTAL = "X-Total-Count";

    /** So many rows a response has. */
    public static final int SIZE = 200;

    private PartialList() {}

    /**
     * The response with a part of a list.
     *
     * @param read the rows of the part, and one more when the list goes on
     * @param total how many rows there are in all
     * @param address the address of the list
     * @param place the place of a row, as the parameter {@code after} takes it
     */
    public static <T> ResponseEntity<List<T>> of(List<T> read, long total, String address, Function<T, String> place) {
        List<T> rows = read.subList(0, Math.min(SIZE, read.size()));
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().header(TOTAL, Long.toString(total));
        if (rows.size() < read.size()) {
            String last = place.apply(rows.get(rows.size() - 1));
            response.header(HttpHeaders.LINK, "<" + address + "?after=" + last + ">; rel=\"next\"");
        }
        return response.body(rows);
    }
}
