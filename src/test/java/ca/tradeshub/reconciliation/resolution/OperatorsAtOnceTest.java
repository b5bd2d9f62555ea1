// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ExceptionActions.Approval;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** People who act on one exception at the same moment: one of them does it, the others learn what happened. */
class OperatorsAtOnceTest {

    private static final int ROUNDS = 5;

    /** Why one who comes second, or may not, does not end what waits. */
    private static final String REFUSED =
            "(You made this decision yourself|Only user ana can withdraw|User \\w+ has (approved|already ended)).*";

    private final ResolutionSteps steps = new ResolutionSteps();
    private final ExceptionActions actions = steps.hub().part(ExceptionActions.class);

    @AfterEach
    void close() {
        steps.close();
    }

    /** A registration before the Act that it names. */
    private static Registration held(int number) {
        return Samples.registration(r -> {
            r.agreementNumber = "TA-" + number;
            r.registeredOn = LocalDate.of(2012, 3, 1);
            r.statusOn = r.registeredOn;
            r.person = new Person(
                    Integer.toString(1_000_000 + number),
                    Integer.toString(20_000_000 + number),
                    null,
                    "Okafor",
                    "Ben",
                    null,
                    LocalDate.of(1990, 1, 1).plusDays(number),
                    "M5V2T6",
                    "en");
        });
    }

    private ExceptionCase held() {
        steps.registrations(held(1));
        return steps.first();
    }

    @RepeatedTest(ROUNDS)
    void one_decides() throws Exception {
        ExceptionCase exception = held();
        List<ResolutionKind> kinds = List.of(ResolutionKind.ACCEPT, ResolutionKind.REJECT, ResolutionKind.DONE_OUTSIDE);

        List<Result> results = together(IntStream.range(0, 6)
                .mapToObj(i -> (Callable<Result>) () -> decide(exception, kinds.get(i % kinds.size()), "user" + i))
                .toList());

        assertThat(results).filteredOn(Result::isDone).hasSize(1);
        assertThat(results).filteredOn(result -> !result.isDone()).allSatisfy(result -> assertThat(en(result))
                .matches("User user\\d has already decided .*"));
        assertThat(texts("select count(*)::text from resolution")).containsExactly("1");
        steps.decide();
    }

    @RepeatedTest(ROUNDS)
    void one_ends_what_waits_and_never_the_author_approves() throws Exception {
        ExceptionCase exception = held();
        long waiting = decide(exception, ResolutionKind.ACCEPT, "ana").resolution();

        List<Callable<Result>> at = new ArrayList<>();
        for (String user : List.of("ana", "ANA", "Ana", "ben", "carla")) {
            at.add(() -> actions.approve(exception.id(), waiting, exception.revision(), user));
        }
        for (String user : List.of("ana", "dora")) {
            at.add(() -> actions.decline(exception.id(), waiting, "No.", user));
        }
        for (String user : List.of("ana", "emil")) {
            at.add(() -> actions.undo(exception.id(), waiting, "A mistake.", user));
        }
        Collections.shuffle(at);
        List<Result> results = together(at);

        assertThat(results).filteredOn(Result::isDone).hasSizeBetween(1, 2);
        assertThat(texts("select count(*)::text from resolution where lower(approver) = lower(author)"))
                .containsExactly("0");
        assertThat(results).filteredOn(result -> !result.isDone()).allSatisfy(result -> assertThat(en(result))
                .matches(REFUSED));
        // Approved and then undone is two acts in an order; declined and undone both is not.
        long ended = results.stream()
                .filter(Result::isDone)
                .filter(result -> result.state() != ExceptionState.CLOSED)
                .count();
        assertThat(ended).isLessThanOrEqualTo(1);
        steps.decide();
    }

    @RepeatedTest(ROUNDS)
    void one_undoes() throws Exception {
        ExceptionCase exception = held();
        long resolution = decide(exception, ResolutionKind.REJECT, "ana").resolution();

        List<Result> results = together(Stream.of("ana", "ben", "carla", "dora")
                .map(user -> (Callable<Result>) () -> actions.undo(exception.id(), resolution, "A mistake.", user))
                .toList());

        assertThat(results).filteredOn(Result::isDone).hasSize(1);
        assertThat(results).filteredOn(result -> !result.isDone()).allSatisfy(result -> assertThat(en(result))
                .contains("has already ended the resolution"));
        steps.decide();
        assertThat(steps.open()).hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void one_takes_it_over() throws Exception {
        ExceptionCase exception = held();
        List<String> users = List.of("ana", "ben", "carla", "dora");

        List<Result> results = together(users.stream()
                .map(user -> (Callable<Result>) () -> actions.assign(List.of(exception.id()), null, user, user)
                        .get(0))
                .toList());

        assertThat(results).filteredOn(Result::isDone).hasSize(1);
        String owner = steps.first().assignedTo();
        assertThat(results).filteredOn(result -> !result.isDone()).allSatisfy(result -> assertThat(en(result))
                .startsWith("User " + owner + " works on this exception."));

        String next =
                users.stream().filter(user -> !user.equals(owner)).findFirst().orElseThrow();
        assertThat(actions.assign(List.of(exception.id()), owner, next, next)
                        .get(0)
                        .isDone())
                .isTrue();
        assertThat(steps.first().assignedTo()).isEqualTo(next);
    }

    @RepeatedTest(ROUNDS)
    void two_selections_in_opposite_order_decide_each_exception_once() throws Exception {
        steps.registrations(
                IntStream.rangeClosed(1, 40).mapToObj(OperatorsAtOnceTest::held).toArray(Registration[]::new));
        List<Wanted> selected = new ArrayList<>(steps.open().stream()
                .map(each -> new Wanted(each.id(), each.revision(), ResolutionKind.REJECT, null))
                .toList());
        List<Wanted> reversed = new ArrayList<>(selected);
        Collections.reverse(reversed);

        List<List<Result>> results = together(List.of(
                () -> actions.resolve(selected, "Returned.", "ana"),
                () -> actions.resolve(reversed, "Returned.", "ben"),
                () -> selected.stream()
                        .map(each -> actions.resolve(List.of(each), "Returned.", "carla")
                                .get(0))
                        .toList()));

        assertThat(results.stream().flatMap(List::stream).filter(Result::isDone))
                .extracting(Result::exception)
                .containsExactlyInAnyOrderElementsOf(
                        selected.stream().map(Wanted::exception).toList());
        assertThat(texts("select count(*)::text from resolution")).containsExactly("40");
        steps.decide();
        assertThat(steps.open()).isEmpty();
    }

    @RepeatedTest(ROUNDS)
    void two_selections_in_opposite_order_approve_each_resolution_once() throws Exception {
        steps.registrations(
                IntStream.rangeClosed(1, 40).mapToObj(OperatorsAtOnceTest::held).toArray(Registration[]::new));
        List<Approval> selected = new ArrayList<>();
        List<String> authors = new ArrayList<>();
        for (ExceptionCase each : steps.open()) {
            String author = selected.size() % 8 == 0 ? "BEN" : "ana";
            authors.add(author);
            selected.add(new Approval(
                    each.id(),
                    each.revision(),
                    decide(each, ResolutionKind.ACCEPT, author).resolution()));
        }
        List<Approval> reversed = new ArrayList<>(selected);
        Collections.reverse(reversed);

        List<List<Result>> results = together(List.of(
                () -> actions.approve(selected, "ben"), () -> actions.approve(reversed, "carla"), () -> IntStream.range(
                                0, selected.size())
                        .mapToObj(place -> actions.undo(
                                selected.get(place).exception(),
                                selected.get(place).resolution(),
                                "A mistake.",
                                authors.get(place)))
                        .toList()));

        assertThat(Stream.concat(results.get(0).stream(), results.get(1).stream())
                        .filter(Result::isDone)
                        .map(Result::exception))
                .doesNotHaveDuplicates();
        assertThat(results.stream().limit(2).flatMap(List::stream).filter(result -> !result.isDone()))
                .allSatisfy(result -> assertThat(en(result)).matches(REFUSED));
        assertThat(texts("select count(*)::text from resolution where lower(approver) = lower(author)"))
                .containsExactly("0");
        assertThat(texts("select count(*)::text from resolution where undone_by = author"))
                .containsExactly("40");
        steps.decide();
        assertThat(steps.open()).hasSize(40);
    }

    private Result decide(ExceptionCase exception, ResolutionKind kind, String user) {
        return actions.resolve(List.of(new Wanted(exception.id(), exception.revision(), kind, null)), "Checked.", user)
                .get(0);
    }

    private List<String> texts(String sql) {
        return steps.hub().jdbc().sql(sql).query(String.class).list();
    }

    private static String en(Result result) {
        return result.problem().en();
    }

    /** Does things at the same moment, each in a thread of its own. */
    private static <T> List<T> together(List<Callable<T>> things) throws Exception {
        CyclicBarrier start = new CyclicBarrier(things.size());
        ExecutorService threads = Executors.newFixedThreadPool(things.size());
        try {
            List<Callable<T>> waiting = things.stream()
                    .map(thing -> (Callable<T>) () -> {
                        start.await();
                        return thing.call();
                    })
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(waiting)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
