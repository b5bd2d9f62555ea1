// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import java.time.LocalDate;

/** PORT-03: a certificate of qualification registered after 2013-04-08 is among Skilled Trades Ontario's information. */
public final class QualificationKnownToSto extends KnownToSto {

    private final LocalDate after;

    /** The rule with the law's day. */
    public QualificationKnownToSto(Law law) {
        super(
                "PORT-03",
                new Text(
                        "Skilled Trades Ontario has the information of a certificate of qualification registered after"
                                + " 2013-04-08.",
                        "Métiers spécialisés Ontario a les données d'un certificat de qualification enregistré après le"
                                + " 8 avril 2013."),
                Source.PORTAL.at(
                        "If you have a Certificate of Qualification that was registered after April 8, 2013",
                        "registered after April 8, 2013, Skilled Trades Ontario has your information"));
        this.after = law.dates("portal.transferred.after").last().value();
    }

    @Override
    boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ
                && certificate.registeredOn() != null
                && certificate.registeredOn().isAfter(after);
    }
}
