// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

import ca.tradeshub.feeds.json.JsonMembers;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A registration as the ministry wrote it; fields are named by their JSON path, {@code person.clientId}. */
public final class RegistrationLine implements SourceLine {

    private final LinePlace place;
    private final JsonMembers members;

    public RegistrationLine(int line, long offset, int length, JsonMembers members) {
        this.place = new LinePlace(line, offset, length);
        this.members = members;
    }

    @Override
    public LinePlace place() {
        return place;
    }

    @Override
    public @Nullable String text(String name) {
        return members.text(name);
    }

    @Override
    public @Nullable Integer column(String name) {
        return null;
    }

    @Override
    public Collection<String> names() {
        return members.names();
    }
}
