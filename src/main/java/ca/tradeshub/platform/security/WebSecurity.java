// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.security;

import ca.tradeshub.console.typed.EndedSession;
import ca.tradeshub.console.unreadable.PageHeaders;
import ca.tradeshub.exceptions.action.Assignees;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.HubSettings.Role;
import ca.tradeshub.platform.settings.HubSettings.User;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Access rights. Everything is denied unless allowed: the login page, its style and the health status are public,
 * everything else requires a role. A search only reads, so every role may send it. Every other change requires the
 * operator role, except that the approver role approves and declines what another person decided, one resolution or many.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    /** What a second person does, on the pages and by the API. */
    private static final String[] OF_APPROVERS = {
        "/exceptions/*/approve", "/exceptions/*/decline", "/api/v1/exceptions/*/approve", "/api/v1/exceptions/*/decline"
    };

    /** Where operators decide and approvers approve: what each may do there, the action itself checks. */
    private static final String[] OF_BOTH = {
        "/exceptions/bulk",
        "/exceptions/bulk/confirm",
        "/exceptions/table",
        "/exceptions/table/confirm",
        "/api/v1/exceptions/import.csv"
    };

    /** What a page needs before its reader has logged in. */
    private static final String[] OF_EVERYBODY = {"/login", "/*.css", "/*.js", "/*.svg"};

    /** Monitoring: HTTP basic, no session, no form. */
    @Bean
    @Order(1)
    SecurityFilterChain actuator(HttpSecurity http) throws Exception {
        return headers(http)
                .securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                        .permitAll()
                        .anyRequest()
                        .hasAnyRole(names(Role.values())))
                .httpBasic(Customizer.withDefaults())
                // Only reads are exposed, so a forged request has no effect.
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .build();
    }

    /** The API for commands and other systems: HTTP basic on every request, no session, so no forged request. */
    @Bean
    @Order(2)
    SecurityFilterChain commands(
            HttpSecurity http,
            AuthenticationEntryPoint anonymous,
            @Qualifier("apiAccessProblems") AccessDeniedHandler denied)
            throws Exception {
        return headers(http)
                .securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> actions(requests.requestMatchers(HttpMethod.GET)
                        .hasAnyRole(names(Role.values()))
                        .requestMatchers(HttpMethod.HEAD)
                        .hasAnyRole(names(Role.values()))
                        .requestMatchers(HttpMethod.POST, "/api/v1/search", "/api/v1/references")
                        .hasAnyRole(names(Role.values()))))
                .httpBasic(basic -> basic.authenticationEntryPoint(anonymous))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(anonymous).accessDeniedHandler(denied))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Who may act; the rules before these name what each role may read. */
    private static void actions(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers(OF_APPROVERS)
                .hasRole(Role.APPROVER.name())
                .requestMatchers(OF_BOTH)
                .hasAnyRole(Role.OPERATOR.name(), Role.APPROVER.name())
                .anyRequest()
                .hasRole(Role.OPERATOR.name());
    }

    /** The pages, for users who logged in. */
    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, @Qualifier("endedSession") AccessDeniedHandler ended)
            throws Exception {
        return headers(http)
                .authorizeHttpRequests(requests -> actions(requests.requestMatchers(HttpMethod.GET, OF_EVERYBODY)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, OF_EVERYBODY)
                        .permitAll()
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        // Asked for itself it would report an error that did not happen.
                        .requestMatchers("/error")
                        .denyAll()
                        .requestMatchers(HttpMethod.GET)
                        .hasAnyRole(names(Role.values()))
                        .requestMatchers(HttpMethod.HEAD)
                        .hasAnyRole(names(Role.values()))
                        .requestMatchers(
                                HttpMethod.POST, "/search", "/records/filter", "/exceptions/filter", "/files/filter")
                        .hasAnyRole(names(Role.values()))))
                .formLogin(login ->
                        login.loginPage("/login").defaultSuccessUrl("/").permitAll())
                .requestCache(cache -> cache.requestCache(openedBeforeLogin()))
                .exceptionHandling(refused -> refused.accessDeniedHandler(ended))
                .logout(logout -> logout.logoutSuccessUrl("/login?out").permitAll())
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()))
                .build();
    }

    /** Keeps the page that was opened before the login, without a parameter of Spring's own in its address. */
    private static RequestCache openedBeforeLogin() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setSessionAttrName(EndedSession.OPENED);
        return cache;
    }

    private static HttpSecurity headers(HttpSecurity http) throws Exception {
        return http.headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives(PageHeaders.CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)));
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService people(HubSettings settings) {
        List<UserDetails> people = new ArrayList<>();
        for (Map.Entry<String, User> user : settings.users().entrySet()) {
            if (!user.getValue().password().startsWith("{")) {
                throw new StartFailure("user-password", user.getKey(), "{bcrypt}", "{noop}");
            }
            people.add(org.springframework.security.core.userdetails.User.withUsername(user.getKey())
                    .password(user.getValue().password())
                    .roles(names(user.getValue().roles().toArray(Role[]::new)))
                    .build());
        }
        // Not the manager itself: it would keep a password of the settings in another encoding after the first login,
        // and
        // each request of a program would then cost a hash that is slow on purpose although the settings have none.
        return new InMemoryUserDetailsManager(people)::loadUserByUsername;
    }

    /** The users of the settings who may act on exceptions: the hub has no other users. */
    @Bean
    Assignees assignees(HubSettings settings) {
        return login -> settings.users().containsKey(login)
                && settings.users().get(login).roles().stream().anyMatch(role -> role != Role.VIEWER);
    }

    private static String[] names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
    }
}
