// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.production.ProductionGuard;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.KnownSettings;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
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
    private static final List<String> OF_PRODUCTION = List.of("hub.database.url", "hub.broker.url");

    private final OfflineSettings settings;
    private final Consumer<CheckResult> found;

    SettingsCheck(OfflineSettings settings, Consumer<CheckResult> found) {
        this.settings = settings;
        this.found = found;
    }

    /** Checks the settings; true when the following checks can use them. */
    boolean run() {
        List<CheckResult> faults = new ArrayList<>();
        KnownSettings.onClassPath()
                .unknown(settings.environment())
                .forEach(failure -> faults.add(CheckResult.failed(AREA, failure)));
        settings.renamed()
                .forEach(sentence -> found.accept(
                        CheckResult.warning(AREA, sentence, "Use the new name in the file, variable or argument.")));
        Map<Class<?>, String> records = records();
        try (ValidatorFactory validators = Validation.byProvider(HibernateValidator.class)
                .configure()
                .defaultLocale(Locale.ENGLISH)
                .buildValidatorFactory()) {
            records.forEach((type, prefix) -> faults.addAll(bind(type, prefix, validators.getValidator())));
        }
        faults.forEach(found);
        boolean isReadable = faults.isEmpty();
        if (isReadable) {
            found.accept(CheckResult.ok(AREA, "Every hub.* key is known and every value is valid."));
            production();
            senders();
            users();
        }
        return isReadable;
    }

    private void production() {
        if (!settings.isProduction()) {
            found.accept(CheckResult.ok(
                    AREA, "Embedded composition: database, broker and drop site run inside the hub, for local use."));
            OF_PRODUCTION.stream()
                    .filter(setting ->
                            !settings.environment().getProperty(setting, "").isBlank())
                    .forEach(setting -> found.accept(CheckResult.warning(
                            AREA,
                            "The setting " + setting + " has no effect in the embedded composition.",
                            "Set hub.composition=production, or remove the setting.")));
            return;
        }
        List<StartFailure> faults = ProductionGuard.faults(settings.environment());
        faults.forEach(failure -> found.accept(CheckResult.failed(AREA, failure)));
        if (faults.isEmpty()) {
            found.accept(CheckResult.ok(
                    AREA, "Production composition: all servers and keys are set, and no password is a demo password."));
        }
    }

    private void senders() {
        Senders senders = settings.senders();
        if (senders.senders().isEmpty()) {
            found.accept(CheckResult.warning(
                    AREA,
                    "There are no senders, so no file will be taken.",
                    "Set hub.senders.<name>.feed and the account of each sender."));
            return;
        }
        Set<Feed> feeds = new TreeSet<>();
        senders.senders().values().forEach(sender -> feeds.add(sender.feed()));
        for (Feed feed : Feed.values()) {
            if (!feeds.contains(feed)) {
                found.accept(CheckResult.warning(
                        AREA,
                        "No sender is configured for the feed " + feed.wireName() + ".",
                        "Set hub.senders.<name>.feed if the feed is expected."));
            }
        }
    }

    private void users() {
        if (settings.bind("hub", HubSettings.class).users().isEmpty()) {
            found.accept(CheckResult.warning(
                    AREA,
                    "There are no console users, so exceptions and parked work cannot be handled.",
                    "Set hub.users.<name>.password and .roles."));
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

    private List<CheckResult> bind(Class<?> type, String prefix, Validator validator) {
        try {
            Binder.get(settings.environment())
                    .bindOrCreate(
                            prefix,
                            Bindable.of(type),
                            new ValidationBindHandler(new SpringValidatorAdapter(validator)));
            return List.of();
        } catch (BindException e) {
            return faults(e);
        }
    }

    /** Reports the settings and their valid values, never the given value: it may be a password. */
    private static List<CheckResult> faults(BindException failure) {
        for (Throwable cause : CauseChain.of(failure)) {
            if (cause instanceof BindValidationException invalid) {
                String prefix = invalid.getValidationErrors().getName().toString();
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(error -> CheckResult.failed(AREA, sentence(prefix, error), "Correct the setting."))
                        .toList();
            }
        }
        String name = failure.getName().toString();
        Class<?> type = failure.getTarget().getType().toClass();
        String origin = failure.getProperty() == null || failure.getProperty().getOrigin() == null
                ? ""
                : " (" + failure.getProperty().getOrigin() + ")";
        return List.of(CheckResult.failed(
                AREA,
                "The setting " + name + origin + " " + form(type) + ".",
                "Compare it with the settings reference in src/docs/operators/settings.md."));
    }

    /** The form that a value of this type must have. */
    private static String form(Class<?> type) {
        if (type.isEnum()) {
            return "must be one of "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "must be a duration, such as 500ms, 30s, 4h or 3d";
        }
        return type == DataSize.class
                ? "must be a size, such as 500KB, 20MB or 2GB"
                : "cannot be read as " + type.getSimpleName();
    }

    private static String sentence(String prefix, ObjectError error) {
        String name = error instanceof FieldError field
                ? prefix + "."
                        + org.springframework.boot.context.properties.bind.DataObjectPropertyName.toDashedForm(
                                // A condition on several settings has no name of its own: the sender is named.
                                CONDITION.equals(field.getCode())
                                        ? field.getField().replaceFirst("[.]?[^.\\]]*$", "")
                                        : field.getField())
                : prefix;
        return "The setting " + name.replaceFirst("[.]$", "") + ": " + error.getDefaultMessage() + ".";
    }
}
