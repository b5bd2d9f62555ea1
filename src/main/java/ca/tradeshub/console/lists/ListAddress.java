// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.overview.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The address of a list with what its reader chose, so that a list can be kept, sent and opened again.
 *
 * @param path the page
 * @param chosen the parameters that have a value
 */
public record ListAddress(String path, Map<String, String> chosen) {

    private static final String SIZE = Integer.toString(Slice.SIZE);

    /** The address of a page without parameters. */
    public static ListAddress of(String path) {
        return new ListAddress(path, Map.of());
    }

    /** This address with one more parameter; null and blank values and the size that is not chosen leave it out. */
    public ListAddress with(String parameter, @Nullable Object value) {
        Map<String, String> changed = new LinkedHashMap<>(chosen);
        String text = value == null ? "" : value.toString().strip();
        if (text.isEmpty() || parameter.equals("size") && text.equals(SIZE)) {
            changed.remove(parameter);
        } else {
            changed.put(parameter, text);
        }
        return new ListAddress(path, changed);
    }

    /** The same list without one of its filters. */
    public String without(String parameter) {
        return with(parameter, null).toString();
    }

    /** The same list as another resource, for example as CSV. */
    public String as(String otherPath) {
        return new ListAddress(otherPath, chosen).toString();
    }

    /** The next part of the list. */
    public String next(String after) {
        return with("after", after).toString();
    }

    /** The previous part of the list. */
    public String previous(String before) {
        return with("before", before).toString();
    }

    @Override
    public String toString() {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        chosen.forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(chosen).toUriString();
    }
}
