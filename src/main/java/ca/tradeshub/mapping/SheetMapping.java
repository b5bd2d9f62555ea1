// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import ca.tradeshub.mapping.conversion.ConversionError;
import ca.tradeshub.mapping.conversion.Noted;
import ca.tradeshub.mapping.conversion.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sheet, compiled. A JSON line with a member that the sheet does not name is rejected: a misspelt optional member
 * would otherwise be lost without an error. Columns of a CSV that are not in its layout are ignored, because its header
 * must name every column of the layout.
 */
final class SheetMapping implements Mapping {

    private final String name;
    private final Feed feed;
    private final String digest;
    private final Shape shape;
    private final FieldMapping[] fields;
    private final FieldMapping[] byTarget;
    private final Set<String> known = new HashSet<>();

    SheetMapping(String name, Feed feed, String digest, List<FieldMapping> fields, Set<String> constants) {
        this.name = name;
        this.feed = feed;
        this.digest = digest;
        this.shape = Shape.of(feed);
        this.fields = fields.toArray(FieldMapping[]::new);
        this.byTarget = new FieldMapping[shape.targets().size()];
        known.addAll(constants);
        for (FieldMapping field : fields) {
            byTarget[field.target().index()] = field;
            known.add(field.from());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String digest() {
        return digest;
    }

    Feed feed() {
        return feed;
    }

    List<FieldMapping> fields() {
        return List.of(fields);
    }

    @Override
    public Mapped map(SourceLine line, FileContext facts) {
        if (line instanceof UnreadableLine unreadable) {
            return new Mapped(line, null, null, null, List.of(error(unreadable)), List.of());
        }
        List<MappingError> errors = new ArrayList<>(0);
        List<MappingError> warnings = new ArrayList<>(0);
        @Nullable Object[] values = values(line, errors, warnings);
        return new Mapped(
                line,
                errors.isEmpty() ? shape.record(values, facts) : null,
                shape.key(values, facts),
                shape.controlValue(values),
                errors,
                warnings);
    }

    @Override
    public Map<String, Object> readable(SourceLine line, Collection<String> wanted) {
        if (line instanceof UnreadableLine) {
            return Map.of();
        }
        @Nullable Object[] values = values(line, new ArrayList<>(), new ArrayList<>());
        Map<String, Object> readable = new HashMap<>();
        for (String name : wanted) {
            Target target = shape.targets().get(name);
            if (target != null && values[target.index()] != null) {
                readable.put(name, values[target.index()]);
            }
        }
        return readable;
    }

    @Override
    public @Nullable Integer column(SourceLine line, @Nullable String field) {
        Target target = field == null ? null : shape.targets().get(field);
        FieldMapping source = target == null ? null : byTarget[target.index()];
        return source == null ? null : line.column(source.from());
    }

    /** The value of each target, null where the line has none or a wrong one. */
    @Nullable
    Object[] values(SourceLine line, List<MappingError> errors, List<MappingError> warnings) {
        @Nullable Object[] values = new Object[byTarget.length];
        for (FieldMapping field : fields) {
            Object value = field.read(line);
            if (value instanceof ConversionError error) {
                errors.add(error(field, line, error));
            } else if (value instanceof Noted noted) {
                warnings.add(error(field, line, noted.note()));
                values[field.target().index()] = noted.value();
            } else {
                values[field.target().index()] = value;
            }
        }
        for (FieldMapping field : fields) {
            if (field.absence().takenFrom() != null && values[field.target().index()] == null) {
                values[field.target().index()] =
                        values[field.absence().takenFrom().index()];
            }
        }
        Target secondName = shape.secondMissingName(values);
        if (secondName != null) {
            errors.add(error(byTarget[secondName.index()], line, ConversionError.NO_NAME));
        }
        for (String end : shape.endsBeforeStarts(values)) {
            errors.add(error(byTarget[shape.target(end).index()], line, ConversionError.END_BEFORE_START));
        }
        for (String member : line.names()) {
            if (!known.contains(member)) {
                errors.add(new MappingError(
                        ConversionError.UNKNOWN_MEMBER.code(),
                        null,
                        Observed.name(member),
                        null,
                        Observed.name(member),
                        ConversionError.UNKNOWN_MEMBER.message()));
            }
        }
        return values;
    }

    private static MappingError error(FieldMapping field, SourceLine line, ConversionError error) {
        return new MappingError(
                error.code(),
                field.target().name(),
                field.from(),
                line.column(field.from()),
                Observed.of(line.text(field.from()), field.target().column()),
                error.message());
    }

    private static MappingError error(UnreadableLine line) {
        return new MappingError(line.code(), null, null, line.column(), line.observed(), line.message());
    }
}
