// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

/** The requested year is not possible; the message states the reason in one sentence. */
public final class ImpossibleYearException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImpossibleYearException(String sentence) {
        super(sentence);
    }

    static void unless(boolean isPossible, String sentence) {
        if (!isPossible) {
            throw new ImpossibleYearException(sentence);
        }
    }
}
