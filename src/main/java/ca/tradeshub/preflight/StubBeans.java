// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.intake.SenderBeans;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Uninitialised instances of the hub's bean types by name, for resolving references only. No constructor is called. */
final class StubBeans implements BeanRepository {

    private final Map<String, Class<?>> types = new TreeMap<>();
    private final SpringObjenesis makes = new SpringObjenesis();

    private StubBeans() {}

    /** Those of the hub's own classes, and those the routes of a drop folder find. */
    static StubBeans ofTheHub(String drop) {
        StubBeans beans = new StubBeans();
        beans.types.putAll(SenderBeans.types(drop));
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        // Components must work; those of Camel serve here as well as those of the hub.
        scanner.addExcludeFilter(new AssignableTypeFilter(org.apache.camel.Component.class));
        DefaultListableBeanFactory names = new DefaultListableBeanFactory();
        for (BeanDefinition candidate : scanner.findCandidateComponents("ca.tradeshub")) {
            Class<?> type = ClassUtils.resolveClassName(candidate.getBeanClassName(), null);
            beans.types.put(AnnotationBeanNameGenerator.INSTANCE.generateBeanName(candidate, names), type);
            if (AnnotatedElementUtils.hasAnnotation(type, Configuration.class)) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Bean.class)) {
                        beans.types.put(method.getName(), method.getReturnType());
                    }
                }
            }
        }
        return beans;
    }

    /** The type of a bean, null when the hub has no such bean. */
    @Nullable
    Class<?> type(String name) {
        return types.get(name);
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        Class<?> type = types.get(name);
        return type == null ? null : instance(type);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Class<?> known = types.get(name);
        if (known == null) {
            return null;
        }
        return type.cast(instance(known));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }

    private Object instance(Class<?> type) {
        return type.isInterface()
                ? Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null)
                : makes.newInstance(type, false);
    }
}
