// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.time.LocalDate;

/** GATE-05: the portal's rules speak of facts from 2022-01-01, its annual renewal of terms from 2024-04-01. */
public final class PortalFacts {

    /** The gate's id. */
    public static final String ID = "GATE-05";

    private final Dated<String> facts;

    /** The gate with the law's dates. */
    public PortalFacts(Law law) {
        this.facts = law.texts("portal.facts");
    }

    /** The gate's entry in the catalogue. */
    public Declaration declared() {
        return Declaration.of(
                        ID,
                        "The rules of the portal page apply to facts from 2022-01-01; annual renewal applies"
                                + " to terms from 2024-04-01.",
                        "Les règles de la page du portail s'appliquent aux faits depuis le 1er janvier 2022;"
                                + " le renouvellement annuel s'applique aux périodes depuis le 1er avril 2024.",
                        Source.PORTAL.at(
                                "If you had a membership number before January 1, 2022", "before January 1, 2022"),
                        Source.PORTAL.at("Effective April 1, 2024", "Effective April 1, 2024"))
                .beyondText(
                        "The page names the two days. That its rules apply to facts and terms from these days is an interpretation.",
                        "La page nomme les deux dates. Que ses règles s'appliquent aux faits et aux périodes à compter de ces dates est une interprétation.")
                .during(facts);
    }

    /** Whether the portal's rules apply to a fact of the day. */
    public boolean covers(LocalDate event) {
        return facts.covers(event);
    }
}
