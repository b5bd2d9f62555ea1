// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.overview.messages.KeyVersion.Cause;
import ca.tradeshub.overview.messages.KeyVersion.CauseKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came between two versions of a key: files, resolutions, another rule set. Files with other claims of the taxpayer
 * arrive each week and are named only where nothing else came.
 */
final class VersionCauses {

    private static final Messages MESSAGES = Messages.of(VersionCauses.class);

    private final List<Resolved> resolutions;
    private final List<AppliedFile> files;
    private final List<RelatedFile> related;

    VersionCauses(List<Resolved> resolutions, List<AppliedFile> files, List<RelatedFile> related) {
        this.resolutions = resolutions;
        this.files = files;
        this.related = related;
    }

    /** A resolution with the user who undid it, null while it is in force. */
    record Resolved(HistoryResolution resolution, @Nullable String undoneBy) {}

    /**
     * A file with records that concern the key.
     *
     * @param version the version whose records it replaces, null when it concerns all versions
     */
    record AppliedFile(@Nullable Integer version, long id, String name, Instant appliedAt) {

        boolean concerns(@Nullable MessageRow before) {
            return version == null || (before != null && version == before.version());
        }
    }

    /**
     * A file without records of the key that its decisions read all the same.
     *
     * @param kind what it contains
     */
    record RelatedFile(CauseKind kind, long id, String name, Instant appliedAt) {}

    /**
     * The causes of a version, or the one that says that none was found.
     *
     * @param before the version before, null for the first
     */
    List<Cause> of(
            @Nullable MessageRow before,
            Collection<KeyVersion.Evidence> earlierEvidence,
            MessageRow version,
            Collection<KeyVersion.Evidence> evidence) {
        Instant from = before == null ? Instant.EPOCH : before.decidedAt();
        Instant to = version.decidedAt();
        List<Cause> causes = new ArrayList<>();
        Map<Long, String> between = filesBetween(before, earlierEvidence, version, evidence);
        between.forEach((id, name) -> causes.add(cause(CauseKind.FILE, id, null, name)));
        for (Resolved each : resolutions) {
            HistoryResolution resolution = each.resolution();
            if (isIn(resolution.since(), from, to)) {
                causes.add(cause(CauseKind.RESOLUTION, resolution.id(), resolution.exception(), resolution.author()));
            }
            if (resolution.until() != null && isIn(resolution.until(), from, to)) {
                causes.add(cause(
                        CauseKind.UNDONE, resolution.id(), resolution.exception(), String.valueOf(each.undoneBy())));
            }
        }
        if (before != null && !before.rulesVersion().equals(version.rulesVersion())) {
            causes.add(cause(CauseKind.RULES, null, null, version.rulesVersion()));
        }
        if (before != null) {
            List<RelatedFile> came = related.stream()
                    .filter(file -> !between.containsKey(file.id()) && isIn(file.appliedAt(), from, to))
                    .toList();
            came.stream().filter(file -> file.kind() != CauseKind.OTHER_CLAIM).forEach(file -> causes.add(cause(file)));
            if (causes.isEmpty()) {
                came.forEach(file -> causes.add(cause(file)));
            }
        }
        if (causes.isEmpty()) {
            causes.add(cause(CauseKind.UNDETERMINED, null, null, null));
        }
        return List.copyOf(causes);
    }

    /** Files that are new in the evidence, and files that took effect since the version before. */
    private Map<Long, String> filesBetween(
            @Nullable MessageRow before,
            Collection<KeyVersion.Evidence> earlierEvidence,
            MessageRow version,
            Collection<KeyVersion.Evidence> evidence) {
        Instant from = before == null ? Instant.EPOCH : before.decidedAt();
        Set<Long> known =
                earlierEvidence.stream().map(KeyVersion.Evidence::fileId).collect(Collectors.toSet());
        Map<Long, String> between = new TreeMap<>();
        evidence.stream()
                .filter(file -> !known.contains(file.fileId()))
                .forEach(file -> between.put(file.fileId(), file.file()));
        files.stream()
                .filter(file -> file.concerns(before) && isIn(file.appliedAt(), from, version.decidedAt()))
                .forEach(file -> between.put(file.id(), file.name()));
        return between;
    }

    private static Cause cause(RelatedFile file) {
        return cause(file.kind(), file.id(), null, file.name());
    }

    private static Cause cause(CauseKind kind, @Nullable Long id, @Nullable Long exception, @Nullable String name) {
        String key = "cause." + kind;
        return new Cause(kind, id, exception, name, name == null ? MESSAGES.text(key) : MESSAGES.text(key, name));
    }

    private static boolean isIn(Instant time, Instant after, Instant until) {
        return time.isAfter(after) && !time.isAfter(until);
    }
}
