// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import org.jspecify.annotations.Nullable;

/** The documents the rules cite. */
public enum Source {
    /** The general regulation under the Trades Qualification and Apprenticeship Act, revoked 2013-04-08. */
    REG_1055("R.R.O. 1990, Reg. 1055"),
    /** The Ministry of Finance's guidelines on section 89 of the Taxation Act, 2007. */
    ATTC("General guidelines - Apprenticeship training tax credit"),
    /** Skilled Trades Ontario's page on its portal. */
    PORTAL("Skilled Trades Ontario Portal"),
    /** What the agencies agreed on the shape of their files and the hub's decisions. */
    INTERFACES("Interface agreements"),
    /** The Trades Qualification and Apprenticeship Act itself. */
    TQAA("R.S.O. 1990, c. T.17"),
    /** Skilled Trades Ontario's other pages. */
    STO("Skilled Trades Ontario, provisional certificates"),
    /** How the Canada Revenue Agency writes social insurance and business numbers. */
    CRA("Canada Revenue Agency, T4 schema and business number registration"),
    /** The ministry's and the college's published letters and pages. */
    MINISTRY("Employment Ontario and Ontario College of Trades, published forms and letters");

    private final String title;

    Source(String title) {
        this.title = title;
    }

    /** The document's title as citations print it. */
    public String title() {
        return title;
    }

    /** A passage of the document with a phrase that it contains. */
    public Basis at(String section, @Nullable String phrase) {
        return new Basis(new Citation(title, section), phrase);
    }

    /** A place in a document whose text is not kept with the hub. */
    public Basis at(String section) {
        return at(section, null);
    }
}
