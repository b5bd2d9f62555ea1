// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses parameters that would otherwise have another effect than their sender expects. The database stores no null
 * character. For programs, a parameter that no operation reads is mostly a misspelled one, and without it a list is not
 * filtered or a dry run is a run; of a repeated one only the first value would count.
 */
@Component
class RequestParameters implements WebMvcConfigurer, HandlerInterceptor {

    private static final String PROGRAMS = "/api/v1/";
    private static final String ELSEWHERE = "body";
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() == DispatcherType.REQUEST) {
            SortedSet<String> known = parameters(method);
            boolean isOfProgram = isOurs(method) && request.getRequestURI().startsWith(PROGRAMS);
            request.getParameterMap().forEach((name, values) -> check(name, values, known, isOfProgram));
            if (isOfProgram) {
                checkFlags(method, request);
            }
        }
        return true;
    }

    private static void check(String name, String[] values, SortedSet<String> known, boolean isOfProgram) {
        if (isOfProgram && !known.contains(name)) {
            throw new UnknownParameterException(known);
        }
        if (isOfProgram && values.length > 1
                || Arrays.stream(values).anyMatch(value -> value != null && value.indexOf('\0') >= 0)
                || name.indexOf('\0') >= 0) {
            throw new InvalidParameterException(known.contains(name) ? name : ELSEWHERE);
        }
    }

    /** An empty flag counts as absent: a client that sends {@code ?dryRun} for a dry run would carry out the run. */
    private static void checkFlags(HandlerMethod method, HttpServletRequest request) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            if (named != null && parameter.getParameterType() == boolean.class) {
                String name = StringUtils.hasText(named.name()) ? named.name() : name(parameter);
                String value = request.getParameter(name);
                if (value != null && value.isBlank()) {
                    throw new InvalidParameterException(name, "true, false");
                }
            }
        }
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("ca.tradeshub.");
    }

    /** The parameters that a method reads: those it names, and the components of a record of parameters. */
    private static SortedSet<String> parameters(HandlerMethod method) {
        SortedSet<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            Class<?> type = parameter.getParameterType();
            if (named != null && !Map.class.isAssignableFrom(type)) {
                names.add(StringUtils.hasText(named.name()) ? named.name() : name(parameter));
            } else if (type.isRecord() && parameter.getParameterAnnotations().length == 0
                    || isParameterObject(parameter)) {
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static boolean isParameterObject(MethodParameter parameter) {
        return parameter.getParameterType().isRecord()
                && Arrays.stream(parameter.getParameterAnnotations())
                        .anyMatch(each -> each.annotationType().getSimpleName().equals("ParameterObject"));
    }

    /** Spring looks for the names of parameters only when it reads them. */
    private static String name(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(NAMES);
        return Objects.requireNonNull(parameter.getParameterName(), "the name of a parameter");
    }
}
