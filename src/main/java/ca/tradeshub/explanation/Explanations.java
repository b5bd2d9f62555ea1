// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.explanation.Explanation.Evidence;
import ca.tradeshub.explanation.Explanation.FactUsed;
import ca.tradeshub.explanation.Explanation.JudgedRecord;
import ca.tradeshub.explanation.Explanation.RuleAnswer;
import ca.tradeshub.explanation.Explanation.Said;
import ca.tradeshub.explanation.Explanation.Version;
import ca.tradeshub.explanation.StoredRecords.Stored;
import ca.tradeshub.explanation.StoredRecords.StoredMessage;
import ca.tradeshub.explanation.background.Background;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.claim.ClaimEvidence;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.reconciliation.records.StateReason;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.book.RuleSet;
import ca.tradeshub.rules.book.RuleTrace;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Explains records and messages. A message is shown as it was made. Rule results are recalculated from the current
 * records under the current rules, and the explanation states when the rule-set version has changed since. The number
 * of SQL statements does not grow with what is explained.
 */
@Component
public class Explanations {

    private static final Pattern ADDRESS = Pattern.compile("(.{1,128}):(\\d{1,9})");
    private static final Pattern FILE_ID = Pattern.compile("\\d{1,18}");

    private final StoredRecords stored;
    private final Summaries summaries;
    private final ClaimEvidence claims;
    private final Backgrounds backgrounds;
    private final RuleSetVersion version;
    private final RuleTrace trace;
    private final LawPart law;
    private final Map<String, Declaration> catalogue;

    Explanations(
            StoredRecords stored,
            Summaries summaries,
            ClaimEvidence claims,
            Backgrounds backgrounds,
            RuleSetVersion version,
            RuleBook rules) {
        this.stored = stored;
        this.summaries = summaries;
        this.claims = claims;
        this.backgrounds = backgrounds;
        this.version = version;
        this.trace = new RuleTrace(rules);
        this.law = new LawPart(rules.law());
        this.catalogue =
                rules.catalogue().stream().collect(Collectors.toMap(Declaration::id, Function.identity(), (a, b) -> a));
    }

    /**
     * Explains a record or a message.
     *
     * @param id a message id; or a record's address, {@code <file>:<line>}, the file by its number in the ledger or by
     *     its name without {@code .gz} and {@code .pgp}, then its newest that took effect
     * @param isRevealed whether personal values of what is explained are shown, except social insurance numbers
     * @return nothing when there is no such record or message
     */
    @Transactional(readOnly = true)
    public Optional<Explanation> of(String id, boolean isRevealed) {
        Matcher address = ADDRESS.matcher(id);
        if (!address.matches()) {
            return stored.message(id).map(message -> message(message, isRevealed));
        }
        String file = address.group(1);
        int line = Integer.parseInt(address.group(2));
        Optional<Long> fileId = FILE_ID.matcher(file).matches() ? Optional.of(Long.valueOf(file)) : stored.file(file);
        return fileId.flatMap(found -> {
                    RecordAddress wanted = new RecordAddress(found, line);
                    return Optional.ofNullable(stored.records(List.of(wanted)).get(wanted));
                })
                .map(record -> record(record, isRevealed));
    }

    /** The same with all personal values masked. */
    @Transactional(readOnly = true)
    public Optional<Explanation> of(String id) {
        return of(id, false);
    }

    /**
     * The fields of a record as the hub read it.
     *
     * @param id {@code <file>:<line>}
     * @param isRevealed whether personal values are shown, except social insurance numbers; otherwise they are masked
     * @return nothing for a record that could not be read, or that does not exist
     */
    public List<FactUsed> fields(String id, boolean isRevealed) {
        Stored record = record(id);
        if (record == null || record.content() == null) {
            return List.of();
        }
        Map<String, String> masked = Fields.of(record.content());
        return Fields.of(record.content(), isRevealed).entrySet().stream()
                .map(field -> new FactUsed(
                        field.getKey(),
                        field.getValue(),
                        null,
                        field.getValue().equals(masked.get(field.getKey()))
                                && (Personal.isNamedBy(field.getKey())
                                        || field.getValue().contains("**"))))
                .toList();
    }

    /** The findings on a record; empty for one that does not exist. */
    public List<Said> findings(String id) {
        Stored record = record(id);
        return record == null ? List.of() : stored.findings(record.address());
    }

    /** The messages based on a record, oldest first; empty for one that does not exist. */
    public List<Explanation.MessageLink> messages(String id) {
        Stored record = record(id);
        return record == null ? List.of() : stored.messages(record.address());
    }

    /** Whether a text is the id of a record. */
    public boolean isRecord(String id) {
        return record(id) != null;
    }

    /** Whether a text is the id of a message. */
    public boolean isMessage(String id) {
        return stored.message(id).isPresent();
    }

    private @Nullable Stored record(String id) {
        Matcher address = ADDRESS.matcher(id);
        if (!address.matches() || !FILE_ID.matcher(address.group(1)).matches()) {
            return null;
        }
        RecordAddress wanted = new RecordAddress(Long.parseLong(address.group(1)), Integer.parseInt(address.group(2)));
        return stored.records(List.of(wanted)).get(wanted);
    }

    private Explanation record(Stored record, boolean isRevealed) {
        List<Said> found = stored.findings(record.address());
        Map<RecordAddress, Stored> evidence = new LinkedHashMap<>();
        evidence.put(record.address(), record);
        Explanation.@Nullable Claim claim = record.claimKey() == null ? null : claim(record.claimKey(), evidence);
        JudgedRecord judged = judged(record, found, registration(record, evidence));
        Background background = backgrounds.of(
                new Backgrounds.Subject(
                        Map.of(record.address(), record), keys(record), record.claimKey(), null, null, isRevealed),
                evidence);
        return new Explanation(
                record.ref(),
                "record",
                summaries.ofRecord(record.address()),
                record.recordKey(),
                version(record.file().rulesDigest()),
                evidence(evidence.values()),
                null,
                List.of(judged),
                claim,
                stored.messages(record.address()),
                background);
    }

    private Explanation message(StoredMessage message, boolean isRevealed) {
        SentMessage sent = new SentMessage(message);
        boolean isClaim = message.queue().equals(OutgoingQueue.TAX.queueName());
        List<RecordAddress> sources = stored.addresses(sent.files(), sent.digests(), sent.lines());
        Map<RecordAddress, Stored> evidence = new LinkedHashMap<>(stored.records(sources));
        Map<RecordAddress, Stored> ofMessage = sources.isEmpty() ? withdrawn(message) : Map.copyOf(evidence);
        Explanation.@Nullable Claim claim = isClaim ? claim(message.recordKey(), evidence) : null;
        List<JudgedRecord> records = isClaim
                ? List.of()
                : evidence.values().stream()
                        .map(record -> judged(record, List.of(), null))
                        .toList();
        Instant madeAt = Instant.parse(message.course().decidedAt());
        Background background = backgrounds.of(
                new Backgrounds.Subject(
                        ofMessage,
                        List.of(message.recordKey()),
                        isClaim ? message.recordKey() : null,
                        message.version().last() ? null : madeAt,
                        madeAt,
                        isRevealed),
                evidence);
        return new Explanation(
                message.messageId(),
                "message",
                summaries.ofMessage(message.messageId()),
                Masking.recordKey(message.recordKey()),
                version(message.rulesDigest()),
                evidence(evidence.values()),
                sent.asSent(),
                records,
                claim,
                List.of(),
                background);
    }

    /** The keys of the decisions on a record. */
    private static List<String> keys(Stored record) {
        return record.claimKey() == null ? List.of() : List.of(record.claimKey());
    }

    /** The records of the version that a withdrawal ended: what happened to them is the reason for it. */
    private Map<RecordAddress, Stored> withdrawn(StoredMessage message) {
        return Optional.ofNullable(message.version().supersedes())
                .flatMap(stored::message)
                .map(SentMessage::new)
                .map(ended -> stored.records(stored.addresses(ended.files(), ended.digests(), ended.lines())))
                .orElse(Map.of());
    }

    private Version version(String under) {
        return new Version(under, version.rules(), version.rules().equals(under));
    }

    private Explanation.Claim claim(String key, Map<RecordAddress, Stored> evidence) {
        Summaries.ClaimSummary decision = summaries.ofClaim(key);
        @Nullable
        String state = decision.state() == null ? null : decision.state().name();
        @Nullable String rule = decision.rule();
        Optional<ClaimEvidence.Standing> standing = claims.of(key);
        if (standing.isEmpty()) {
            return new Explanation.Claim(
                    key,
                    decision.sentence(),
                    state,
                    rule,
                    null,
                    summaries.notCalculated(key),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
        ClaimEvidence.Standing facts = standing.get();
        Set<RecordAddress> wanted = new LinkedHashSet<>(List.of(facts.registration()));
        if (facts.original() != null) {
            wanted.add(facts.original());
        }
        wanted.addAll(facts.lines());
        stored.records(wanted).forEach(evidence::putIfAbsent);
        ClaimFields fields = new ClaimFields(facts, evidence);
        RuleTrace.TracedClaim traced = trace.claim(facts.facts());
        List<RuleAnswer> results = traced.results().stream()
                .map(each -> result(each, fields.of(each.rule().reads())))
                .toList();
        return new ClaimPart(facts, traced, law, fields).claim(key, decision.sentence(), state, rule, results);
    }

    /** The registration of a pay line, among the evidence of its claim. */
    private static @Nullable Registration registration(Stored record, Map<RecordAddress, Stored> evidence) {
        return record.content() instanceof PayLine line
                ? evidence.values().stream()
                        .map(Stored::content)
                        .filter(Registration.class::isInstance)
                        .map(Registration.class::cast)
                        .filter(each -> each.agreementNumber().equals(line.agreementNumber()))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** The result on a pay line alone, or the exemption by its registration. */
    private static RuleTrace.TracedResult underRegistration(
            RuleTrace.TracedResult traced, @Nullable Registration registration) {
        return registration == null
                ? traced
                : RuleSet.byRegistration(traced.rule().id(), registration)
                        .map(exempt -> new RuleTrace.TracedResult(traced.rule(), exempt, traced.lookups()))
                        .orElse(traced);
    }

    private JudgedRecord judged(Stored record, List<Said> found, @Nullable Registration registration) {
        @Nullable CanonicalRecord content = record.content();
        if (content == null) {
            return new JudgedRecord(record.ref(), "rejected", record.state().rule(), false, found, List.of());
        }
        List<RuleTrace.TracedResult> traced = trace.record(content, record.facts()).stream()
                .map(each -> underRegistration(each, registration))
                .toList();
        List<Finding> findings = traced.stream()
                .flatMap(each -> each.rule().findings(each.result()).stream())
                .toList();
        @Nullable
        Finding deciding = new Judgement<>(content, findings).deciding().orElse(null);
        String verdict = deciding == null ? "good" : deciding.outcome() == Outcome.REJECT ? "rejected" : "held";
        @Nullable String rule = deciding == null ? null : deciding.rule();
        boolean isByOthers = record.state().isRejectedForOtherLines() && !verdict.equals("rejected");
        return new JudgedRecord(
                record.ref(),
                isByOthers ? "rejected" : verdict,
                isByOthers ? record.state().rule() : rule,
                differs(record.state(), verdict, rule),
                isByOthers
                        ? found.stream()
                                .filter(said ->
                                        said.rule().equals(record.state().rule()))
                                .toList()
                        : List.of(),
                traced.stream()
                        .map(each -> result(each, facts(record, content, each.rule())))
                        .toList());
    }

    /** The facts that a rule reads in a record, in its control file and in the name of its file. */
    private static List<FactUsed> facts(Stored record, CanonicalRecord content, Declaration rule) {
        List<FactUsed> facts = new ArrayList<>();
        Map<String, String> own = Fields.read(content, rule.reads());
        own.forEach((field, value) -> facts.add(new FactUsed(field, value, record.ref())));
        if (record.facts().employerYear() != null) {
            Fields.read(record.facts().employerYear(), rule.reads()).forEach((field, value) -> {
                if (!own.containsKey(field)) {
                    facts.add(new FactUsed(field, value, Refs.control(record.address())));
                }
            });
        }
        if (rule.reads().contains(FileContext.DATE)) {
            facts.add(new FactUsed(
                    FileContext.DATE,
                    record.facts().fileDate().toString(),
                    record.file().name()));
        }
        return List.copyOf(facts);
    }

    /**
     * Whether the record's state shows that it was judged differently than now. The state of a displaced record does
     * not show it, and neither does a state for reasons beyond the record.
     */
    private static boolean differs(StateReason reason, String verdict, @Nullable String rule) {
        boolean isSameRule = Objects.equals(rule, reason.rule());
        return switch (reason.state()) {
            case SUPERSEDED, DUPLICATE -> false;
            case REJECTED -> !reason.isBeyondRecordRules() && !(verdict.equals("rejected") && isSameRule);
            case HELD ->
                !reason.isHeldWithKey() && !reason.isBeyondRecordRules() && !(verdict.equals("held") && isSameRule);
            default -> !verdict.equals("good");
        };
    }

    private RuleAnswer result(RuleTrace.TracedResult traced, List<FactUsed> facts) {
        Declaration rule = traced.rule();
        RuleResult result = traced.result();
        return new RuleAnswer(
                rule.id(),
                rule.statement(),
                Reasons.answer(result),
                because(result),
                rule.findings(result).stream().map(Explanations::said).toList(),
                rule.bases().stream().map(LawPart::quote).toList(),
                Objects.toString(rule.since(), null),
                Objects.toString(rule.until(), null),
                facts,
                law.used(rule.id(), traced.lookups()),
                law.readings(rule.id()),
                rule.beyondText());
    }

    private @Nullable Text because(RuleResult result) {
        if (result instanceof RuleResult.NotApplicable not) {
            Declaration gate = catalogue.get(not.because().en());
            return gate == null ? not.because() : Reasons.gate(gate);
        }
        if (result instanceof RuleResult.Satisfied satisfied) {
            return satisfied.noted();
        }
        return result instanceof RuleResult.Unknown unknown ? Reasons.missing(unknown.field()) : null;
    }

    private static Said said(Finding finding) {
        return new Said(
                finding.rule(),
                finding.outcome().wireName(),
                new Text(finding.message(), finding.messageFr()),
                finding.field(),
                finding.observed(),
                finding.citation().toString());
    }

    private static List<Evidence> evidence(Iterable<Stored> records) {
        List<Evidence> evidence = new ArrayList<>();
        Set<String> controls = new LinkedHashSet<>();
        for (Stored record : records) {
            evidence.add(new Evidence(
                    record.ref(),
                    record.facts().feed().wireName(),
                    record.file().name(),
                    record.file().sha256(),
                    record.address().line(),
                    record.offset(),
                    record.length(),
                    record.recordKey(),
                    record.state().state().name(),
                    record.state().rule()));
            StoredRecords.ControlFile control = record.file().control();
            String ref = Refs.control(record.address());
            if (control != null && controls.add(ref)) {
                evidence.add(Evidence.ofFile(ref, record.facts().feed().wireName(), control.name(), control.sha256()));
            }
        }
        return List.copyOf(evidence);
    }
}
