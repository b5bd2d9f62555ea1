package ca.tradeshub.overview;

import java.util.List;

/**
 * Some rows out of all.
 *
 * @param rows the rows shown
 * @param number number of this page, from 1
 * @param size most rows a page shows
 * @param total how many rows there are in truth
 */
public record Page<T>(List<T> rows, int number, int size, long total) {

    /** How many pages there are, at least one. */
    public long pages() {
        return Math.max(1, (total + size - 1) / size);
    }

    /** Whether newer rows stand on an earlier page. */
    public boolean hasPrevious() {
        return number > 1;
    }

    /** Whether older rows stand on a later page. */
    public boolean hasNext() {
        return number < pages();
    }

    /** Whether there are more rows than shown. */
    public boolean isCapped() {
        return total > rows.size();
    }
}
