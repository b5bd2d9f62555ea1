// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedTexts;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
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
    private static final String FILTER = "/filter";

    private final SealedTexts sealed;

    ListFilters(SealedTexts sealed) {
        this.sealed = sealed;
    }

    @PostMapping({"/records/filter", "/exceptions/filter"})
    String filter(@RequestParam Map<String, String> chosen, HttpServletRequest request) {
        String path = request.getRequestURI().replace(FILTER, "");
        RecordComponent[] parameters =
                (path.equals("/records") ? RecordQuery.class : ExceptionQuery.class).getRecordComponents();
        ListAddress address = ListAddress.of(path);
        for (String parameter :
                Arrays.stream(parameters).map(RecordComponent::getName).toList()) {
            address = address.with(parameter, chosen.get(parameter));
        }
        String typed = InvalidParameterException.text(chosen.get(TYPED));
        return "redirect:" + (typed == null ? address : address.with(KEY, sealed.of(typed)));
    }
}
