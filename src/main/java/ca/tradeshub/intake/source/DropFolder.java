// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A drop folder on its server, over one connection. Operations on several files send their requests together. An
 * {@link IOException} is one of the connection unless a method says otherwise.
 */
public interface DropFolder {

    /** Everything in the folder, in any order. */
    List<ListedFile> list() throws IOException;

    /** The time of the folder itself, in seconds since 1970. A server that keeps it changes it when a file comes or goes. */
    long modifiedSeconds() throws IOException;

    /**
     * Reads small files whole, into memory.
     *
     * @return one for each file, in their order
     */
    List<SourceContent> read(List<ListedFile> files) throws IOException;

    /**
     * The bytes of one file, from its beginning.
     *
     * @throws IOException also when the server does not give them
     */
    InputStream open(ListedFile file) throws IOException;

    /**
     * What each name leads to now.
     *
     * @param names names in the folder, or below it as {@code .done/name}
     * @return one for each name, in their order; empty when nothing has the name
     */
    List<Optional<ListedFile>> look(List<String> names) throws IOException;

    /**
     * Renames files. A name in use is not replaced.
     *
     * @return one for each rename, in their order: empty when it is done, else why not
     */
    List<Optional<IOException>> rename(List<Rename> renames) throws IOException;

    /**
     * Creates a folder below this one, unless it exists.
     *
     * @throws IOException also when the server does not create it
     */
    void create(String name) throws IOException;

    /** A rename within the folder. */
    record Rename(String from, String to) {}
}
