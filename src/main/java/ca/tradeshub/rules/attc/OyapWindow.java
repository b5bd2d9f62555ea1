// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.util.Objects;
import java.util.stream.Stream;

/** ATTC-23: time in the Ontario Youth Apprenticeship Program uses up the window of an apprentice kept on. */
final class OyapWindow {

    static final Declaration DECLARED = Declaration.of(
                    "ATTC-23",
                    "For an OYAP student who is kept on as an apprentice, the 36 or 48 months run from"
                            + " the original registration.",
                    "Pour un élève du PAJO maintenu en poste comme apprenti, les 36 ou 48 mois courent à"
                            + " compter de l'inscription initiale.",
                    Source.ATTC.at(
                            "What is the eligible period for Ontario Youth Apprenticeship Program (OYAP) students"
                                    + " retained as salaried apprentices",
                            "the eligibility period extends up to 36 months from the original registration date."),
                    Source.ATTC.at(
                            "What is the eligible period for Ontario Youth Apprenticeship Program (OYAP) students"
                                    + " retained as salaried apprentices",
                            "the eligibility period extends up to 48 months from the original registration date."))
            .reads("programme", "originalRegisteredOn");

    private OyapWindow() {}

    /** Whether any document of the apprenticeship was in the programme. */
    static boolean concerns(ClaimFacts facts) {
        return Stream.concat(
                        facts.versions().stream(),
                        Stream.of(facts.registration(), facts.original()).filter(Objects::nonNull))
                .anyMatch(document -> document.programme() == Registration.Programme.OYAP);
    }
}
