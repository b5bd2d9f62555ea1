// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.LandedBatch;
import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.source.DropFolder;
import ca.tradeshub.intake.source.DropFolder.Rename;
import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.intake.source.SourceAttributes;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.Landings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Moves the sources of landed files, together with their control files, out of the drop folder and records the moves in
 * the ledger. Camel's own {@code move} deletes an existing target file and supports only one target folder. This class
 * deletes nothing: it adds a suffix to a name in use, and a source may stay. A failed move is retried at a later poll.
 *
 * <p>It moves only what was read. A sender may put another file under the name at any time, and a rename moves whatever
 * the name then leads to: so the attributes are compared before the bytes are read, after, right before the rename, and
 * of what the rename moved. Another file stays in the drop folder, or goes back there, and is landed at a later poll.
 */
@Component
public class DropSiteMove {

    private static final Logger LOG = LoggerFactory.getLogger(DropSiteMove.class);

    /** A server may say of every name that it is in use. */
    private static final int MOST_NAMES = 20;

    private final Landings landings;
    private final Alarms alarms;

    DropSiteMove(Landings landings, Alarms alarms) {
        this.landings = landings;
        this.alarms = alarms;
    }

    /**
     * Moves the sources of a batch.
     *
     * @return how many were moved
     * @throws IOException when the connection fails; what was moved is then seen in the next listing
     */
    public int move(@Body LandedBatch batch) throws IOException {
        List<LandedFile> files = batch.toMove();
        if (files.isEmpty()) {
            return 0;
        }
        Moves moves = new Moves(batch.folder(), files.get(0).inbox());
        for (LandedFile file : files) {
            moves.add(new Source(file.name(), file.id(), file.listed(), folder(file), file));
        }
        List<Source> moved = moves.all();
        Map<Long, Landings.Source> controls = landings.sources(moved.stream()
                .map(source -> source.file().controlId())
                .filter(Objects::nonNull)
                .toList());
        Set<Long> ownMoves = files.stream().map(LandedFile::id).collect(Collectors.toSet());
        for (Source csv : moved) {
            LandedFile file = csv.file();
            // A control file that is itself in the batch was moved above: the file of its name there now was never
            // read.
            if (file.controlId() != null && file.controlName() != null && !ownMoves.contains(file.controlId())) {
                Landings.Source control =
                        Objects.requireNonNull(controls.get(file.controlId()), "a paired control file has a row");
                moves.add(new Source(
                        file.controlName(),
                        file.controlId(),
                        SourceAttributes.of(control.size(), control.modified()),
                        csv.target(),
                        file));
            }
        }
        List<Source> all = new ArrayList<>(moved);
        all.addAll(moves.all());
        landings.sourcesMoved(all.stream().map(Source::id).toList());
        moves.report();
        return all.size();
    }

    private static String folder(LandedFile file) {
        return Objects.requireNonNull(file.source().folder(), "a source that is moved has a target");
    }

    /**
     * A source to move.
     *
     * @param name its name in the drop folder
     * @param id the ledger's id of the file
     * @param expected what the drop folder showed of it when it was read
     * @param target the folder it goes to
     * @param file the landed file it is of, as the file itself or its control file
     */
    private record Source(String name, long id, SourceAttributes expected, String target, LandedFile file) {}

    /** Moves from a drop folder to its subfolders. */
    private final class Moves {

        private final DropFolder server;
        private final InboxId inbox;
        private final List<Source> waiting = new ArrayList<>();
        private final Map<String, Optional<IOException>> results = new LinkedHashMap<>();

        Moves(DropFolder server, InboxId inbox) {
            this.server = server;
            this.inbox = inbox;
        }

        void add(Source source) {
            waiting.add(source);
        }

        /** Moves the sources that were added since; returns those that are moved. */
        List<Source> all() throws IOException {
            List<Source> sources = prepared();
            List<Optional<ListedFile>> there =
                    server.look(sources.stream().map(Source::name).toList());
            List<Source> unchanged = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                Source source = sources.get(i);
                if (there.get(i).filter(now -> now.isStill(source.expected())).isPresent()) {
                    unchanged.add(source);
                } else {
                    LOG.info(
                            "The source of file {} was replaced or removed after it was read; nothing is moved",
                            source.id());
                }
            }
            List<Rename> renames = free(unchanged);
            List<Optional<IOException>> renamed = server.rename(renames);
            List<Source> moved = new ArrayList<>();
            List<Rename> done = new ArrayList<>();
            for (int i = 0; i < unchanged.size(); i++) {
                if (renamed.get(i).isPresent()) {
                    failed(unchanged.get(i), renamed.get(i).get());
                } else {
                    moved.add(unchanged.get(i));
                    done.add(renames.get(i));
                }
            }
            return confirmed(moved, done);
        }

        /** Creates the folders that sources go to; returns the sources whose folder exists. */
        private List<Source> prepared() throws IOException {
            Map<String, Optional<IOException>> folders = new LinkedHashMap<>();
            List<Source> prepared = new ArrayList<>();
            for (Source source : waiting) {
                results.putIfAbsent(source.file().name(), Optional.empty());
                if (!folders.containsKey(source.target())) {
                    folders.put(source.target(), created(source.target()));
                }
                Optional<IOException> failure = folders.get(source.target());
                if (failure.isPresent()) {
                    failed(source, failure.get());
                } else {
                    prepared.add(source);
                }
            }
            waiting.clear();
            return prepared;
        }

        private Optional<IOException> created(String folder) throws IOException {
            try {
                server.create(folder);
                return Optional.empty();
            } catch (SftpException refused) {
                return Optional.of(refused);
            }
        }

        private List<Rename> free(List<Source> sources) throws IOException {
            List<Rename> renames = new ArrayList<>(sources.stream()
                    .map(source -> new Rename(source.name(), source.target() + "/" + source.name()))
                    .toList());
            List<Optional<ListedFile>> used =
                    server.look(renames.stream().map(Rename::to).toList());
            for (int i = 0; i < sources.size(); i++) {
                String wanted = renames.get(i).to();
                boolean isUsed = used.get(i).isPresent();
                for (int attempt = 0; isUsed && attempt < MOST_NAMES; attempt++) {
                    String place = wanted + "." + sources.get(i).id() + (attempt == 0 ? "" : "-" + attempt);
                    isUsed = server.look(List.of(place)).get(0).isPresent();
                    renames.set(i, new Rename(sources.get(i).name(), place));
                }
            }
            return renames;
        }

        /** What was moved is what was read, or goes back. */
        private List<Source> confirmed(List<Source> sources, List<Rename> renames) throws IOException {
            List<Optional<ListedFile>> arrived =
                    server.look(renames.stream().map(Rename::to).toList());
            List<Source> moved = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                Source source = sources.get(i);
                if (arrived.get(i).filter(now -> now.isStill(source.expected())).isPresent()) {
                    moved.add(source);
                } else {
                    putBack(source, renames.get(i));
                }
            }
            return moved;
        }

        private void putBack(Source source, Rename rename) throws IOException {
            List<Optional<ListedFile>> there = server.look(List.of(rename.from(), rename.to()));
            if (there.get(0).isEmpty() && there.get(1).isPresent()) {
                server.rename(List.of(new Rename(rename.to(), rename.from())))
                        .get(0)
                        .ifPresent(failure -> failed(source, failure));
                LOG.info(
                        "The source of file {} was replaced while it was moved; the newer file was put back",
                        source.id());
            } else {
                LOG.warn(
                        "The source of file {} was replaced twice while it was moved; the first one is in {}",
                        source.id(),
                        source.target());
            }
        }

        private void failed(Source source, IOException failure) {
            results.put(source.file().name(), Optional.of(failure));
        }

        /** Opens an alarm for each file of which a source was not moved, and closes those of the others. */
        void report() {
            List<String> done = new ArrayList<>();
            results.forEach((name, failure) -> {
                if (failure.isPresent()) {
                    alarms.raise(AlarmCode.SOURCE_NOT_MOVED, inbox.subject(name), FailureCause.text(failure.get()));
                } else {
                    done.add(inbox.subject(name));
                }
            });
            alarms.closeAll(AlarmCode.SOURCE_NOT_MOVED, done);
        }
    }
}
