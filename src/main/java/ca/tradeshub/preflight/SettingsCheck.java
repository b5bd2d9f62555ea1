// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.production.ProductionGuard;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.KnownSettings;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** Checks the settings: every key is known, every value has the right type and range. */
final class SettingsCheck {

    private static final String AREA = "settings";
    private static final String CONDITION = "AssertTrue";
    private static final Map<Class<?>, String> FORMS =
            Map.of(Duration.class, "form.duration", DataSize.class, "form.size", Boolean.class, "form.boolean");
    private static final List<String> OF_PRODUCTION = List.of("hub.database.url", "hub.broker.url");

    private final OfflineSettings settings;
    private final Consumer<CheckResult> found;

    SettingsCheck(OfflineSettings settings, Consumer<CheckResult> found) {
        this.settings = settings;
        this.found = found;
    }

    /** Checks the settings; true when the following checks can use them. */
    boolean run() {
        List<CheckResult> failures = new ArrayList<>();
        KnownSettings.onClassPath()
                .unknown(settings.environment())
                .forEach(failure -> failures.add(CheckResult.failed(AREA, failure)));
        settings.renamed()
                .forEach(sentence ->
                        found.accept(CheckResult.warning(AREA, sentence, CheckResult.part("setting.rename"))));
        Map<Class<?>, String> records = records();
        var configuration = Validation.byProvider(HibernateValidator.class).configure();
        ConstraintTexts texts = new ConstraintTexts(configuration.getDefaultMessageInterpolator());
        try (ValidatorFactory validators =
                configuration.messageInterpolator(texts).buildValidatorFactory()) {
            records.forEach((type, prefix) -> failures.addAll(bind(type, prefix, validators.getValidator(), texts)));
        }
        failures.forEach(found);
        boolean isReadable = failures.isEmpty();
        if (isReadable) {
            found.accept(CheckResult.ok(AREA, "settings"));
            production();
            senders();
            users();
        }
        return isReadable;
    }

    private void production() {
        if (!settings.isProduction()) {
            found.accept(CheckResult.ok(AREA, "settings.embedded"));
            OF_PRODUCTION.stream()
                    .filter(setting ->
                            !settings.environment().getProperty(setting, "").isBlank())
                    .forEach(setting -> found.accept(CheckResult.warning(AREA, "settings.no-effect", setting)));
            return;
        }
        List<StartFailure> failures = ProductionGuard.failures(settings.environment());
        failures.forEach(failure -> found.accept(CheckResult.failed(AREA, failure)));
        if (failures.isEmpty()) {
            found.accept(CheckResult.ok(AREA, "settings.production"));
        }
    }

    private void senders() {
        Senders senders = settings.senders();
        if (senders.senders().isEmpty()) {
            found.accept(CheckResult.warning(AREA, "settings.no-senders"));
            return;
        }
        Set<Feed> feeds = new TreeSet<>();
        senders.senders().values().forEach(sender -> feeds.add(sender.feed()));
        for (Feed feed : Feed.values()) {
            if (!feeds.contains(feed)) {
                found.accept(CheckResult.warning(AREA, "settings.no-feed", feed.wireName()));
            }
        }
    }

    private void users() {
        if (settings.bind("hub", HubSettings.class).users().isEmpty()) {
            found.accept(CheckResult.warning(AREA, "settings.no-users"));
        }
    }

    private static Map<Class<?>, String> records() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Map<Class<?>, String> records = new TreeMap<>((a, b) -> a.getName().compareTo(b.getName()));
        for (BeanDefinition candidate : scanner.findCandidateComponents("ca.tradeshub")) {
            Class<?> type = ClassUtils.resolveClassName(candidate.getBeanClassName(), null);
            records.put(
                    type,
                    AnnotationUtils.findAnnotation(type, ConfigurationProperties.class)
                            .value());
        }
        if (records.isEmpty()) {
            throw new IllegalStateException("The class path has no settings records");
        }
        return records;
    }

    private List<CheckResult> bind(Class<?> type, String prefix, Validator validator, ConstraintTexts texts) {
        try {
            Binder.get(settings.environment())
                    .bindOrCreate(
                            prefix,
                            Bindable.of(type),
                            new ValidationBindHandler(new SpringValidatorAdapter(validator)));
            return List.of();
        } catch (BindException e) {
            return failures(e, texts);
        }
    }

    /** Reports the settings and their valid values, never the given value: it may be a password. */
    private static List<CheckResult> failures(BindException failure, ConstraintTexts texts) {
        for (Throwable cause : CauseChain.of(failure)) {
            if (cause instanceof BindValidationException invalid) {
                String prefix = invalid.getValidationErrors().getName().toString();
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(error -> CheckResult.failed(
                                AREA,
                                "setting.invalid",
                                name(prefix, error),
                                texts.of(String.valueOf(error.getDefaultMessage()))))
                        .toList();
            }
        }
        String name = failure.getName().toString();
        String origin = failure.getProperty() == null || failure.getProperty().getOrigin() == null
                ? ""
                : " (" + failure.getProperty().getOrigin() + ")";
        return List.of(CheckResult.failed(
                AREA, "setting.form", name + origin, form(failure.getTarget().getType())));
    }

    /** The form that a value of this type must have. */
    private static Text form(ResolvableType target) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.toClass());
        Class<?> element = target.asCollection().getGeneric(0).toClass();
        if (type.isEnum()) {
            return CheckResult.part("form.one-of", names(type));
        }
        if (element.isEnum()) {
            return CheckResult.part("form.list", names(element));
        }
        if (type == BigDecimal.class || type == Double.class) {
            return CheckResult.part("form.number");
        }
        if (Number.class.isAssignableFrom(type)) {
            return CheckResult.part("form.whole");
        }
        return CheckResult.part(FORMS.getOrDefault(type, "form.other"));
    }

    private static String names(Class<?> words) {
        return Stream.of(words.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String name(String prefix, ObjectError error) {
        String name = error instanceof FieldError field
                ? prefix + "."
                        + org.springframework.boot.context.properties.bind.DataObjectPropertyName.toDashedForm(
                                // A condition on several settings has no name of its own: the sender is named.
                                CONDITION.equals(field.getCode())
                                        ? field.getField().replaceFirst("[.]?[^.\\]]*$", "")
                                        : field.getField())
                : prefix;
        return name.replaceFirst("[.]$", "");
    }
}
