// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform;

import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.intake.check.RuleConfiguration;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.law.UnknownInterpretationException;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.mapping.BadSheetException;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.RuleBook;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The law and the mapping sheets, loaded once for all modules. */
@Configuration(proxyBeanMethods = false)
class RuleBeans {

    @Bean
    RuleConfiguration lawAndSheets(HubSettings settings) {
        try {
            return RuleConfiguration.load(settings.mappingsDir(), settings.law().interpretations());
        } catch (UnknownInterpretationException e) {
            throw new StartFailure(e, "interpretation", e.reason());
        } catch (BadSheetException e) {
            throw new StartFailure(e, "mapping-sheet", String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new StartFailure(e, "mapping-sheets", settings.mappingsDir());
        }
    }

    @Bean
    RuleBook ruleBook(RuleConfiguration law) {
        return law.rules();
    }

    @Bean
    TradeRegister tradeRegister(RuleConfiguration law) {
        return law.trades();
    }

    @Bean
    TaxCredit taxCredit(RuleConfiguration law) {
        return law.taxCredit();
    }

    @Bean
    Mappings mappings(RuleConfiguration law) {
        return law.mappings();
    }

    @Bean
    Survivorship survivorship(Mappings mappings) {
        return mappings.survivorship();
    }

    @Bean
    PersonComparison personComparison() {
        return new PersonComparison();
    }

    @Bean
    RuleSetVersion ruleSetVersion(RuleBook rules, Mappings mappings) {
        return new RuleSetVersion(rules.digest(), mappings.digest());
    }

    @Bean
    CanonicalJson canonicalJson(SinProtection protection) {
        return new CanonicalJson(protection);
    }
}
