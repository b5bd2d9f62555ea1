package ca.tradeshub.platform;

import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.SinProtection;
import ca.tradeshub.mapping.BadSheetException;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.reconciliation.RuleSetVersion;
import ca.tradeshub.rules.RuleBook;
import ca.tradeshub.rules.TradeRegister;
import ca.tradeshub.rules.attc.TaxCredit;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the modules without a framework are made of: the law and the mapping sheets. */
@Configuration(proxyBeanMethods = false)
class LawAndMappings {

    @Bean
    RuleBook ruleBook() {
        return RuleBook.standard();
    }

    @Bean
    TradeRegister tradeRegister(RuleBook rules) {
        return rules.law().trades();
    }

    @Bean
    TaxCredit taxCredit(RuleBook rules) {
        return new TaxCredit(rules.law());
    }

    @Bean
    Mappings mappings(HubSettings settings) {
        try {
            return Mappings.load(
                    settings.mappingsDir().isBlank()
                            ? MappingSource.classpath()
                            : MappingSource.folder(Path.of(settings.mappingsDir())));
        } catch (BadSheetException e) {
            throw new StartFailure(e.getMessage(), "Mend the mapping sheet and start again.", e);
        }
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
