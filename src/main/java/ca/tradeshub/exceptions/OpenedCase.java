// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An exception to open.
 *
 * @param subject the key it is about
 * @param disagreement why a person must decide
 * @param basis what a resolution of it applies to
 * @param records the records concerned
 */
record OpenedCase(String subject, Disagreement disagreement, String basis, Collection<RecordAddress> records) {

    static OpenedCase of(ExceptionCases.Opening opening, Disagreement each, Bases bases) {
        String subject = opening.subject().text();
        return new OpenedCase(
                subject, each, bases.of(subject, each), each.records().isEmpty() ? opening.records() : each.records());
    }

    /** Its name among others: two with one name are one exception. */
    String name() {
        return subject + "\n" + name(disagreement, basis);
    }

    /** The name of an exception among others about the same subject. */
    static String name(Disagreement disagreement, String basis) {
        String rule = disagreement.rule();
        return disagreement.type() + "/" + (rule == null ? "" : rule) + "/" + basis;
    }

    private @Nullable BigDecimal amount() {
        AmountAtStake amount = disagreement.amount();
        return amount == null ? null : amount.amount();
    }

    private @Nullable String amountOf() {
        AmountAtStake amount = disagreement.amount();
        return amount == null ? null : amount.of().name();
    }

    /** Exceptions as parameters, and their records with the number of the exception. */
    static Map<String, Object> columns(Collection<OpenedCase> cases) {
        List<Integer> numbers = new ArrayList<>();
        List<Integer> of = new ArrayList<>();
        List<RecordAddress> records = new ArrayList<>();
        for (OpenedCase each : cases) {
            for (RecordAddress record : each.records()) {
                of.add(numbers.size());
                records.add(record);
            }
            numbers.add(numbers.size());
        }
        Map<String, Object> columns = new HashMap<>(RecordAddress.columns(records));
        columns.put("numbers", numbers.toArray(Integer[]::new));
        columns.put("of", of.toArray(Integer[]::new));
        columns.put("types", texts(cases, each -> each.disagreement().type().name()));
        columns.put("subjects", texts(cases, OpenedCase::subject));
        columns.put("rules", texts(cases, each -> each.disagreement().rule()));
        columns.put("details", texts(cases, each -> each.disagreement().detail().en()));
        columns.put(
                "detailsFr", texts(cases, each -> each.disagreement().detail().fr()));
        columns.put("left", texts(cases, each -> each.disagreement().left()));
        columns.put("right", texts(cases, each -> each.disagreement().right()));
        columns.put("bases", texts(cases, OpenedCase::basis));
        columns.put(
                "sides",
                texts(cases, each -> ExceptionSides.write(each.disagreement().sides())));
        columns.put(
                "evidence",
                texts(
                        cases,
                        each -> ExceptionSides.writeEvidence(each.disagreement().evidence())));
        columns.put("amounts", Columns.of(cases, OpenedCase::amount, BigDecimal[]::new));
        columns.put("amountsOf", texts(cases, OpenedCase::amountOf));
        return columns;
    }

    private static String[] texts(Collection<OpenedCase> cases, Function<OpenedCase, @Nullable String> text) {
        return Columns.of(cases, text, String[]::new);
    }
}
