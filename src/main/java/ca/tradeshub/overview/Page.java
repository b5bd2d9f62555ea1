// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.List;

/**
 * Some rows out of all.
 *
 * @param rows the rows shown
 * @param number number of this page, from 1
 * @param size most rows a page shows
 * @param total how many rows there are on all pages
 */
public record Page<T>(List<T> rows, int number, int size, long total) {

    /** Most rows a page of the console shows. */
    public static final int SIZE = 50;

    /** The number of the page to read: the first one for numbers before it. */
    public static int number(int wanted) {
        return Math.max(1, wanted);
    }

    /** How many rows come before a page. */
    public static long offset(int number) {
        return (long) (number - 1) * SIZE;
    }

    /** A page of a list that is in memory; the last one for numbers behind it. */
    public static <T> Page<T> of(List<T> all, int wanted) {
        int last = Math.max(1, (all.size() + SIZE - 1) / SIZE);
        int number = Math.min(number(wanted), last);
        int from = (number - 1) * SIZE;
        return new Page<>(all.subList(from, Math.min(all.size(), from + SIZE)), number, SIZE, all.size());
    }

    /** How many pages there are, at least one. */
    public long pages() {
        return Math.max(1, (total + size - 1) / size);
    }

    /** Whether an earlier page exists. */
    public boolean hasPrevious() {
        return number > 1;
    }

    /** The page to go back to: the last one from behind the end of the list. */
    public long previous() {
        return Math.min(number - 1, pages());
    }

    /** Whether a later page exists. */
    public boolean hasNext() {
        return number < pages();
    }
}
