// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * FMT-08: dates are not later than the file's own date (expiry, end of employment and of the taxation year may), and a
 * person is 14 to 100 years old when registered or first certified.
 */
public final class PlausibleDates implements Rule<CanonicalRecord> {

    private static final RuleFailure FUTURE = RuleFailure.hold(
            "The date is later than the date of the file. Check the date.",
            "La date est postérieure à la date du fichier. Vérifiez la date.");
    private static final RuleFailure AGE = RuleFailure.hold(
            "The person would be younger than 14 or older than 100 on that date. Check the date of birth.",
            "La personne aurait moins de 14 ans ou plus de 100 ans à cette date. Vérifiez la date de naissance.");

    private static final Declaration DECLARED = Declaration.of(
                    "FMT-08",
                    "Dates are not later than the file, and the person is 14 to 100 years old at registration.",
                    "Les dates ne sont pas postérieures au fichier, et la personne a de 14 à 100 ans à"
                            + " l'inscription.",
                    Source.INTERFACES.at("section 6, Future dates"))
            .on(Registration.class, Certificate.class, PayLine.class)
            .reads("every date but expiry, end of employment and end of the taxation year", FileContext.DATE)
            .failures(FUTURE, AGE);

    private final int least;
    private final int most;

    /** The rule with the ages. */
    public PlausibleDates(Law law) {
        this.least = law.integers("person.age-at-registration.least").last().value();
        this.most = law.integers("person.age-at-registration.most").last().value();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        Check check = new Check(new RuleResult.Failures(), facts.fileDate());
        if (subject instanceof Registration registration) {
            check.past(registration.registeredOn(), "registeredOn");
            check.past(registration.contractOn(), "contractOn");
            check.past(registration.originalRegisteredOn(), "originalRegisteredOn");
            check.past(registration.statusOn(), "statusOn");
            check.past(registration.completionRequirementsMetOn(), "completionRequirementsMetOn");
            check.past(registration.sponsor().since(), "sponsor.since");
            age(check, registration.person().birthDate(), registration.registeredOn(), "person.birthDate");
        } else if (subject instanceof Certificate certificate) {
            check.past(certificate.issuedOn(), "issuedOn");
            check.past(certificate.registeredOn(), "registeredOn");
            check.past(certificate.renewalAppliedOn(), "renewalAppliedOn");
            check.past(certificate.renewedOn(), "renewedOn");
            check.past(certificate.statusOn(), "statusOn");
            check.past(certificate.programmeCompletedOn(), "programmeCompletedOn");
            check.past(certificate.examinationPassedOn(), "examinationPassedOn");
            check.past(certificate.coursesCompletedOn(), "coursesCompletedOn");
            age(check, certificate.birthDate(), certificate.issuedOn(), "birthDate");
        } else if (subject instanceof PayLine line) {
            check.past(line.employmentStart(), "employmentStart");
            check.past(line.payPeriod().start(), "payPeriod.start");
            check.past(line.payPeriod().end(), "payPeriod.end");
            check.past(line.payDate(), "payDate");
            check.birth(line.birthDate(), "birthDate");
        }
        return check.found.result();
    }

    private void age(Check check, @Nullable LocalDate birthDate, @Nullable LocalDate event, String field) {
        if (birthDate != null && event != null) {
            boolean implausible = birthDate.plusYears(least).isAfter(event)
                    || birthDate.plusYears(most + 1L).compareTo(event) <= 0;
            check.found.failIf(implausible, AGE, field, birthDate.getYear());
        }
    }

    private record Check(RuleResult.Failures found, LocalDate fileDate) {

        void past(@Nullable LocalDate date, String field) {
            found.failIf(date != null && date.isAfter(fileDate), FUTURE, field, date);
        }

        void birth(@Nullable LocalDate date, String field) {
            found.failIf(date != null && date.isAfter(fileDate), FUTURE, field, date == null ? null : date.getYear());
        }
    }
}
