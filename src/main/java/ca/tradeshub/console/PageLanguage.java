// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import ca.tradeshub.canonical.Language;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * The language of a page: the one chosen with the switch in its header, which a cookie keeps, else the browser's. The
 * cookie holds the language and nothing else, so the choice survives logging out and needs no session.
 */
@Configuration(proxyBeanMethods = false)
class PageLanguage implements WebMvcConfigurer {

    /** The request parameter of the switch. */
    static final String PARAMETER = "lang";

    private static final String COOKIE = "HUB_LANGUAGE";
    private static final Duration KEPT = Duration.ofDays(365);
    private static final List<Locale> OFFERED = List.of(Locale.ENGLISH, Locale.FRENCH);

    /** The language of the page that is being made. */
    static Language current() {
        return Language.of(LocaleContextHolder.getLocale().getLanguage());
    }

    /** The bean's name is the one by which Spring finds it. */
    @Bean
    CookieLocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver(COOKIE) {
            @Override
            protected Locale parseLocaleValue(String value) {
                return locale(Language.of(value));
            }
        };
        resolver.setDefaultLocaleFunction(PageLanguage::preferred);
        resolver.setCookieMaxAge(KEPT);
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return locale(Language.of(value));
            }
        };
        change.setParamName(PARAMETER);
        change.setHttpMethods("GET");
        registry.addInterceptor(change);
    }

    /** The browser's preference among the two languages; English when it has none. */
    private static Locale preferred(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        if (header == null) {
            return locale(Language.EN);
        }
        try {
            Locale match = Locale.lookup(Locale.LanguageRange.parse(header), OFFERED);
            return locale(Language.of(match == null ? null : match.getLanguage()));
        } catch (IllegalArgumentException malformedHeader) {
            return locale(Language.EN);
        }
    }

    private static Locale locale(Language language) {
        return language == Language.FR ? Locale.CANADA_FRENCH : Locale.CANADA;
    }
}
