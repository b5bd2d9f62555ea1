// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** GATE-03: the Act an agreement names was the one agreements were registered under that day. */
public final class RegisteringAct implements Rule<Registration> {

    private static final RuleFailure WRONG_ACT = RuleFailure.hold(
            "No agreement could be registered under this Act on that date. Check the Act and the"
                    + " registration date.",
            "Aucune entente ne pouvait être inscrite en vertu de cette loi à cette date."
                    + " Vérifiez la loi et la date d'inscription.");
    private static final RuleFailure WRONG_NOUN = RuleFailure.warn(
            "A contract of apprenticeship is made under the TQAA, a training agreement under the"
                    + " later Acts. Check the kind of document and the Act.",
            "Le contrat d'apprentissage relève de la LQPAGM, l'entente de formation des lois"
                    + " ultérieures. Vérifiez le genre de document et la loi.");

    private static final RuleFailure OTHER_TRADE = RuleFailure.hold(
            "The trade was under the Trades Qualification and Apprenticeship Act. It was never registered under the"
                    + " Apprenticeship and Certification Act, 1998. Check the Act and the trade.",
            "Le métier relevait de la Loi sur la qualification professionnelle et l'apprentissage des gens de métier."
                    + " Il n'a jamais été inscrit en vertu de la Loi de 1998 sur l'apprentissage et la reconnaissance"
                    + " professionnelle. Vérifiez la loi et le métier.");

    private final TqaaTrade tqaa;
    private final Map<Registration.Act, Dated<String>> documents = new EnumMap<>(Registration.Act.class);
    private final Declaration declared;

    /** The rule with the law's dates. */
    public RegisteringAct(Law law) {
        this.tqaa = new TqaaTrade(law);
        for (Registration.Act act : Registration.Act.values()) {
            documents.put(act, law.texts("act." + act.name().toLowerCase(Locale.ROOT)));
        }
        this.declared = Declaration.of(
                        "GATE-03",
                        "The Act under which an agreement is registered was in force on its date and governed its"
                                + " trade: TQAA or ACA to 2013-04-07, OCTAA from 2013-04-08 to 2021-12-31, BOSTA from"
                                + " 2022-01-01.",
                        "La loi en vertu de laquelle une entente est inscrite était en vigueur à sa date"
                                + " : LQPAGM ou LARPP jusqu'au 7 avril 2013, LOMOA du 8 avril 2013 au 31 décembre 2021,"
                                + " Loi de 2021 ouvrant des perspectives dans les métiers spécialisés depuis le 1er"
                                + " janvier 2022.",
                        Source.ATTC.at(
                                "Training agreement or contract of apprenticeship",
                                "has been registered under the Ontario College of Trades and Apprenticeship Act, 2009"
                                        + " or a predecessor of that Act"))
                .beyondText(
                        "The page names the Acts in their order. The days on which each was in force and the trades it governed are not in the texts at hand.",
                        "La page nomme les lois dans leur ordre. Les dates auxquelles chacune était en vigueur et les métiers qu'elle régissait ne sont pas dans les textes disponibles.")
                .on(Registration.class)
                .reads("act", "document", "registeredOn", "trade")
                .failures(WRONG_ACT, WRONG_NOUN, OTHER_TRADE);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Registration registration, FileContext facts) {
        if (registration.act() == null) {
            return RuleResult.unknown("act");
        }
        if (registration.registeredOn() == null) {
            return RuleResult.unknown("registeredOn");
        }
        Dated<String> document = Objects.requireNonNull(documents.get(registration.act()), "an act without a document");
        if (!document.covers(registration.registeredOn())) {
            return RuleResult.fails(WRONG_ACT, "act", registration.act() + ", " + registration.registeredOn());
        }
        if (tqaa.isUnderTheWrongAct(registration)) {
            return RuleResult.fails(OTHER_TRADE, "act", registration.act() + ", " + registration.trade());
        }
        return document.first().value().equals(String.valueOf(registration.document()))
                ? RuleResult.satisfied()
                : RuleResult.fails(WRONG_NOUN, "document", registration.document());
    }
}
