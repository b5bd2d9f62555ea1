// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.french;

import ca.tradeshub.canonical.Language;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * In French, the space before {@code : ; ? ! »}, after {@code «} and before a unit does not break: no line of a page begins
 * with a colon. The bundles have ordinary spaces, which files and programs receive unchanged; the pages get this one
 * mechanism. What a person types into a form stays as it is.
 */
@Component
class FrenchSpacing extends AbstractDialect implements IPostProcessorDialect {

    private static final int LAST = 1000;
    private static final Pattern BEFORE = Pattern.compile(" (?=[:;?!»$%](?:[\\s).,]|$|&))");
    private static final Pattern AFTER = Pattern.compile("(?<=«) ");
    private static final String NO_BREAK = "\u00a0";

    FrenchSpacing() {
        super("French spacing");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return LAST;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Handler.class, LAST));
    }

    /** A French text with its spaces that do not break. */
    static String spaced(String text) {
        return AFTER.matcher(BEFORE.matcher(text).replaceAll(NO_BREAK)).replaceAll(NO_BREAK);
    }

    /** Handles one page. Thymeleaf makes it. */
    public static final class Handler extends AbstractTemplateHandler {

        private static final Set<String> TYPED = Set.of("textarea", "script", "style");

        private @Nullable ITemplateContext page;
        private boolean isFrench;
        private int inTyped;

        @Override
        public void setContext(ITemplateContext context) {
            super.setContext(context);
            page = context;
            isFrench = context.getLocale()
                    .getLanguage()
                    .equals(Locale.forLanguageTag(Language.FR.tag()).getLanguage());
        }

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            inTyped += isTyped(tag.getElementCompleteName()) ? 1 : 0;
            super.handleOpenElement(tag);
        }

        @Override
        public void handleCloseElement(ICloseElementTag tag) {
            inTyped -= isTyped(tag.getElementCompleteName()) ? 1 : 0;
            super.handleCloseElement(tag);
        }

        @Override
        public void handleText(IText text) {
            ITemplateContext context = page;
            if (!isFrench || inTyped > 0 || context == null) {
                super.handleText(text);
                return;
            }
            String written = text.getText();
            String spaced = spaced(written);
            super.handleText(
                    spaced.equals(written) ? text : context.getModelFactory().createText(spaced));
        }

        private static boolean isTyped(String element) {
            return TYPED.contains(element.toLowerCase(Locale.ROOT));
        }
    }
}
