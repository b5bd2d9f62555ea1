// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

import ca.tradeshub.feeds.json.JsonMembers;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A registration as the ministry wrote it; fields are named by their JSON path, {@code person.clientId}. */
public final class RegistrationLine implements SourceLine {

    private final int line;
    private final long offset;
    private final int length;
    private final JsonMembers members;

    public RegistrationLine(int line, long offset, int length, JsonMembers members) {
        this.line = line;
        this.offset = offset;
        this.length = length;
        this.members = members;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
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
