// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Source;

/** PORT-05: certificates of apprenticeship and provisional ones are among Skilled Trades Ontario's information. */
public final class ApprenticeshipKnownToSto extends KnownToSto {

    /** The rule. */
    public ApprenticeshipKnownToSto() {
        super(
                "PORT-05",
                new Text(
                        "Skilled Trades Ontario has the information of certificates of apprenticeship and provisional"
                                + " certificates of qualification.",
                        "Métiers spécialisés Ontario a les données des certificats d'apprentissage et des certificats de"
                                + " qualification provisoires."),
                Source.PORTAL.at(
                        "If you have an Ontario Certificate of Apprenticeship",
                        "If you have an Ontario Certificate of Apprenticeship or a Provisional Certificate of"
                                + " Qualification, Skilled Trades Ontario has your information."));
    }

    @Override
    boolean concerns(Certificate certificate) {
        return certificate.type() != Certificate.Type.CQ;
    }
}
