// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.request.ChosenUsers;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedTexts;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a reader chose for a list that is filtered by a key. The key that was typed is in the body of the request only; the
 * address to which the reader is led has its reference.
 */
@Controller
class ListFilters {

    private static final String KEY = "key";
    private static final String TYPED = "typed";
    private static final String WHOSE = "whose";
    private static final String FILTER = "/filter";

    private static final Map<String, Class<? extends Record>> QUERIES =
            Map.of("/records", RecordQuery.class, "/exceptions", ExceptionQuery.class, "/files", FileQuery.class);

    private static final String ASSIGNED = "assigned";

    /** So long an address may be: the headers of a response have 8 KB. */
    private static final int LONGEST_ADDRESS = 4000;

    private final SealedTexts sealed;
    private final ChosenUsers users;

    ListFilters(SealedTexts sealed, ChosenUsers users) {
        this.sealed = sealed;
        this.users = users;
    }

    /**
     * Leads to the list. What was typed for a parameter {@code name} is in {@code typed-name}, and the key in {@code typed};
     * {@code whose} is a login name, or {@code me} or {@code none}.
     */
    @PostMapping({"/records/filter", "/exceptions/filter", "/files/filter"})
    String filter(@RequestParam Map<String, String> chosen, HttpServletRequest request) {
        String path = request.getRequestURI().replace(FILTER, "");
        RecordComponent[] parameters = Objects.requireNonNull(QUERIES.get(path)).getRecordComponents();
        ListAddress address = ListAddress.of(path);
        for (String parameter :
                Arrays.stream(parameters).map(RecordComponent::getName).toList()) {
            String typed =
                    InvalidParameterException.text(chosen.get(parameter.equals(KEY) ? TYPED : TYPED + "-" + parameter));
            address = address.with(parameter, typed == null ? chosen.get(parameter) : sealed.of(typed));
        }
        String whose = InvalidParameterException.text(chosen.get(WHOSE));
        if (whose != null) {
            address = address.with(ASSIGNED, users.of(whose));
        }
        if (address.toString().length() > LONGEST_ADDRESS) {
            throw new InvalidParameterException(longest(address));
        }
        return "redirect:" + address;
    }

    private static String longest(ListAddress address) {
        return address.chosen().entrySet().stream()
                .max(Comparator.comparingInt(each -> each.getValue().length()))
                .map(Map.Entry::getKey)
                .orElse(KEY);
    }
}
