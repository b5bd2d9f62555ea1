// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader sees of a page, and whether it is in the page's language. */
final class PageText {

    /** Words of the frame that an untranslated French page would show; each is no French word. */
    private static final Pattern ENGLISH =
            Pattern.compile("(?i)\\b(overview|law|rules?|log (in|out)|skip to|queues?|balanced?|sender|feed|received"
                    + "|delivered|rejected|pending|held|waiting|lines|findings|decided by|legal basis|password|retry"
                    + "|parked work|alarms|since|owner|as of|page not found|go to|newer|older|next|previous|evidence"
                    + "|not applicable|satisfied)\\b");

    /** Words and phrases that the style guide replaces. */
    private static final Pattern BANNED = Pattern.compile(
            "(?i)\\b(mend|foresee|foretold|befell|nobody|whoever|rests? on|stands? in|comes? to good|by itself"
                    + "|asked again|posted|needs a person|does not hold|one value|the other$|broken|breaks?)\\b");

    private static final Pattern UNTRANSLATED = Pattern.compile("\\?\\?[^?]*\\?\\?");

    private PageText() {}

    /** Fails when a page has an untranslated key or a banned word, or the French one an English word of the frame. */
    static void assertTranslated(String english, String french) {
        for (String page : List.of(english, french)) {
            assertThat(found(UNTRANSLATED, page)).as("untranslated").isEmpty();
            assertThat(found(BANNED, of(withoutRules(page)))).as("banned").isEmpty();
        }
        assertThat(found(ENGLISH, of(withoutRules(english))))
                .as("English in the English page")
                .isNotEmpty();
        assertThat(found(ENGLISH, of(withoutRules(french))))
                .as("English in the French page")
                .isEmpty();
    }

    /** The page without the cells of rules, facts and law: their sentences are the rule book's, not the page's. */
    private static String withoutRules(String page) {
        return page.contains("class=\"explanation\"")
                ? page.replaceAll("(?s)<(td|th scope=\"row\").*?</t[dh]>", " ")
                : page;
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(MatchResult::group).distinct().toList();
    }

    /** What a reader sees or hears of a page, without what is marked as English and without names in code. */
    static String of(String page) {
        StringBuilder text = new StringBuilder();
        Matcher labels =
                Pattern.compile("(?:aria-label|data-label)=\"([^\"]*)\"").matcher(page);
        labels.results().forEach(label -> text.append(label.group(1)).append('\n'));
        return text.append(page.replaceAll("(?s)<(head|code|q|script)\\b.*?</\\1>", " ")
                        .replaceAll("(?s)<(a|span) [^>]*lang=\"en-CA\"[^>]*>.*?</\\1>", " ")
                        .replace("Trades Exchange Hub", " ")
                        .replaceAll("\\bhub\\.[a-z.-]+", " ")
                        .replaceAll("<[^>]*>", "\n"))
                .toString();
    }
}
