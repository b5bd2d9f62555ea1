// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import java.beans.PropertyEditorSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads the end of a line in a form as one character. A browser counts it as one where a field has a longest text, and
 * sends two: a text that the field takes would be refused as too long.
 */
@ControllerAdvice
class FormTexts {

    @InitBinder
    void readLineEnds(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(@Nullable String text) {
                setValue(text == null ? null : text.replace("\r\n", "\n"));
            }
        });
    }
}
