// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.generator.career.Agreement;
import ca.tradeshub.generator.career.Agreement.Version;
import ca.tradeshub.generator.career.ApprenticeHistory;
import ca.tradeshub.generator.forecast.FinalState;
import ca.tradeshub.generator.forecast.MessageForecast;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.wire.RegistrationSourceRegister;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Sends the registrations of the ministry and records the expected results. */
public final class RegistrationFeed {

    private final YearRequest request;
    private final RegistrationSourceRegister register;
    private final MessageForecast messages;

    public RegistrationFeed(YearRequest request, RegistrationSourceRegister register, MessageForecast messages) {
        this.request = request;
        this.register = register;
        this.messages = messages;
    }

    /**
     * Sends all versions of the agreements of an apprentice.
     *
     * @return the fault injected into them
     */
    public RegistrationFault send(ApprenticeHistory history) throws IOException {
        SeededRandom random = SeededRandom.of(request.seed(), "registration", history.ordinal());
        RegistrationFault fault =
                history.isSimple() ? RegistrationFault.draw(request.faultInjection(), random) : RegistrationFault.NONE;
        for (Agreement agreement : history.agreements()) {
            send(agreement, fault);
            Optional<RecordDefect> defect = request.faultInjection().rejection(RecordDefect.OF_REGISTRATIONS, random);
            if (defect.isPresent()) {
                Version first = agreement.versions().get(0);
                Registration another = RecordVariants.withNumber(first.registration(), "X-" + agreement.number());
                register.sendDefective(another, first.recordedOn(), defect.get());
            }
        }
        recordExpected(history, fault);
        return fault;
    }

    private void send(Agreement agreement, RegistrationFault fault) throws IOException {
        List<Version> versions = agreement.versions();
        LocalDate next = LocalDate.MIN;
        for (int i = 0; i < versions.size() && fault != RegistrationFault.LOST; i++) {
            Version version = versions.get(i);
            boolean isCurrent = i == versions.size() - 1 && fault != RegistrationFault.CORRECTED;
            FinalState end = isCurrent ? FinalState.DELIVERED : FinalState.SUPERSEDED;
            if (fault == RegistrationFault.LATE) {
                register.sendAfterwards(version.registration(), end);
            } else {
                LocalDate sendableFrom = version.recordedOn().isAfter(next) ? version.recordedOn() : next;
                next = register.send(version.registration(), sendableFrom, end).plusDays(1);
            }
        }
        if (fault == RegistrationFault.CORRECTED) {
            register.sendAfterwards(RecordVariants.withNewAddress(agreement.last()), FinalState.DELIVERED);
        } else if (fault == RegistrationFault.DUPLICATED) {
            register.sendAfterwards(agreement.last(), FinalState.DUPLICATE);
        }
    }

    /** Records one expected message for each trade of the apprentice. */
    private void recordExpected(ApprenticeHistory history, RegistrationFault fault) {
        long trades =
                history.agreements().stream().map(Agreement::trade).distinct().count();
        for (long i = 0; i < trades && fault != RegistrationFault.LOST; i++) {
            if (fault == RegistrationFault.LATE) {
                messages.newAfterwards();
            } else {
                messages.newInYear();
            }
        }
        if (fault == RegistrationFault.CORRECTED) {
            messages.amendedAfterwards();
        }
    }
}
