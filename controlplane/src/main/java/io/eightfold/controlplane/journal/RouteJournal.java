// SPDX-License-Identifier: Apache-2.0
// The journal of FIB updates: appends frames, takes checkpoints, and replays both after a restart.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of FIB updates: appends frames, takes checkpoints, and replays both after a restart.
 *
 * <p>Order of calls: {@link #open}, {@link #replay} once, then {@link #append} and checkpoints in any order, {@link #close}. A checkpoint is
 * {@link #beginCheckpoint}, any number of {@link #appendCheckpoint} with {@link #append} between them, {@link #commitCheckpoint}. While it runs, appended
 * frames go to both generations, so that whichever is in force after a crash has them. Replay delivers frames in the order of the calls; a checkpoint frame
 * must therefore tell the state as it is when it is appended, not as it was at the begin.
 *
 * <p>Appending never throws for what a disk can do. When the disk is full or fails, the journal says so once, drops frames and counts them, keeps what it
 * has, and asks for a checkpoint when there is room again. What survives: {@code kill -9} at any point loses nothing that {@link #append} returned from; a
 * power failure loses what the kernel had not written yet, and never more than that: checksums tell, and checkpoints are written through before they are
 * put in force.
 * <p>Thread: startup until {@link #replay} returned, then one owner, usually the {@link JournalWriter}'s thread.
 */
public final class RouteJournal implements AutoCloseable {
    /** Bytes of the longest frame. */
    public static final int MAX_FRAME_BYTES = 64 * 1024;
    private static final Logger LOGGER = LoggerFactory.getLogger(RouteJournal.class);
    /** What a checkpoint takes besides its own bytes. */
    private static final long CHECKPOINT_OVERHEAD_BYTES = 1 << 20;

    private final GenerationStore store;
    private final JournalSettings settings;
    private final JournalLock lock;
    private final LongSupplier clockNs;
    private JournalState state = JournalState.OPENED;
    /** The generation in force; its writer is null when frames do not go there. */
    private long currentGeneration;
    private GenerationWriter current;
    /** The generation of a checkpoint that runs, else null. */
    private GenerationWriter checkpoint;
    private long checkpointGeneration;
    private long checkpointBytes;
    private boolean isGapMarked;
    private boolean isCheckpointFaultLogged;
    private long notBeforeNs;
    private long frames;
    private long bytes;
    private long droppedFrames;

    private RouteJournal(final Path directory, final JournalSettings settings, final JournalLock lock, final LongSupplier clockNs) {
        this.store = new GenerationStore(directory);
        this.settings = settings;
        this.lock = lock;
        this.clockNs = clockNs;
        notBeforeNs = clockNs.getAsLong();
    }

    /**
     * Opens the journal, and makes its directory (mode 0700) when it is missing.
     *
     * @throws JournalException when the directory cannot be made or another process has the journal; nothing else keeps a journal from opening
     */
    public static RouteJournal open(final Path directory, final JournalSettings settings) throws JournalException {
        return open(directory, settings, System::nanoTime);
    }

    static RouteJournal open(final Path directory, final JournalSettings settings, final LongSupplier clockNs) throws JournalException {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new JournalException("cannot make the journal's directory " + directory + " (" + e + "); it must be on a writable file system", e);
        }
        return new RouteJournal(directory, settings, JournalLock.take(directory), clockNs);
    }

    /**
     * Loads the classes behind the journal, which takes longer than a replay: call it on a thread of its own when the process starts. It writes and reads
     * a queue of its own in the journal's directory and deletes it. Nothing depends on it but the time that {@link #replay} takes.
     * <p>Thread: any.
     */
    public static void load(final Path directory) {
        final Path throwaway = directory.resolve("load");
        try {
            Disk.delete(throwaway);
            GenerationWriter.create(throwaway, 0).close();
            new GenerationReader(throwaway).read(new NoRecords());
            Disk.delete(throwaway);
        } catch (IOException e) {
            // The classes are loaded; what is wrong with the disk is told when the journal itself meets it.
        }
    }

    /**
     * Delivers the frames of the last whole checkpoint and all that were appended since, in order, and makes the journal ready for more. What is damaged
     * is reported, logged and set aside, and never an exception. On the way the frames are copied to a new generation: a queue that a killed process left
     * is never written to again.
     *
     * @throws RuntimeException what the handler threw; the journal is as it was before
     */
    public ReplayReport replay(final FrameHandler handler) {
        if (state != JournalState.OPENED) {
            throw new IllegalStateException("the journal is " + state.label() + "; it is replayed once, after it was opened");
        }
        final List<String> faults = new ArrayList<>();
        final Replay replay = new Replay(store, settings, handler, faults);
        try {
            replay.run();
            current = replay.takeTarget();
            checkpointBytes = replay.checkpointBytes();
            currentGeneration = replay.generation();
        } catch (IOException e) {
            faults.add("the journal cannot be read or written (" + e + ")");
        }
        faults.forEach(fault -> LOGGER.warn("journal fault=host replay directory={} {}", store.root(), fault));
        state = JournalState.RUNNING;
        if (current == null) {
            suspend(replay.targetFailure());
        }
        return replay.report();
    }

    /**
     * Appends a frame. It is counted as dropped when the journal is {@link JournalState#INCOMPLETE}, {@link JournalState#SUSPENDED} or closed and no
     * checkpoint runs.
     *
     * @param lengthBytes 0 to {@link #MAX_FRAME_BYTES}
     */
    public void append(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        checkLength(lengthBytes);
        if (state == JournalState.OPENED) {
            throw new IllegalStateException("the journal must be replayed before frames are appended");
        }
        boolean isKept = false;
        if (checkpoint != null) {
            isKept = appendTo(checkpoint, buffer, offset, lengthBytes);
        }
        if (state == JournalState.RUNNING) {
            isKept |= appendTo(current, buffer, offset, lengthBytes);
        }
        if (isKept) {
            frames++;
            bytes += lengthBytes;
        } else {
            dropped();
        }
    }

    private boolean appendTo(final GenerationWriter writer, final DirectBuffer buffer, final int offset, final int lengthBytes) {
        try {
            writer.append(buffer, offset, lengthBytes);
            return true;
        } catch (IOException e) {
            if (writer == checkpoint) {
                failCheckpoint(e);
            } else {
                suspend(e);
            }
            return false;
        }
    }

    static void checkLength(final int lengthBytes) {
        if (lengthBytes < 0 || lengthBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("lengthBytes=" + lengthBytes + " > MAX_FRAME_BYTES=" + MAX_FRAME_BYTES + "; split the frame");
        }
    }

    private void dropped() {
        droppedFrames++;
        if (!isGapMarked) {
            isGapMarked = true;
            markOnDisk();
        }
    }

    private void markOnDisk() {
        try {
            Files.deleteIfExists(store.path(currentGeneration).resolve(GenerationWriter.GAPLESS_FILE));
        } catch (IOException e) {
            LOGGER.warn("journal fault=host cannot mark generation {} in {} as incomplete ({}); a restart would take it for whole",
                    currentGeneration, store.root(), e.toString());
        }
    }

    /** A frame was lost before it came here: what is on disk ends there until a checkpoint is committed, and a restart will say so. */
    void markGap() {
        abandonCheckpoint();
        if (state == JournalState.RUNNING) {
            state = JournalState.INCOMPLETE;
            closeCurrent();
            notBeforeNs = clockNs.getAsLong();
            isGapMarked = true;
            markOnDisk();
        }
    }

    /** Changes were not appended: a restart will say so until a checkpoint that begins from now on is committed. Frames go on being appended. */
    void markIncomplete() {
        abandonCheckpoint();
        if (state == JournalState.RUNNING && !isGapMarked) {
            isGapMarked = true;
            markOnDisk();
        }
    }

    private void closeCurrent() {
        if (current != null) {
            current.closeQuietly();
            current = null;
        }
    }

    private void suspend(final IOException cause) {
        state = JournalState.SUSPENDED;
        closeCurrent();
        notBeforeNs = clockNs.getAsLong() + settings.retryIntervalNs();
        LOGGER.error("journal fault=host suspended directory={} {} reserveBytes={}; forwarding and routes are not affected, but a restart would not "
                + "know the changes from now on. Free space on that file system; the journal goes on by itself within {} s of it",
                store.root(), describe(cause), settings.reserveBytes(), Math.max(1, settings.retryIntervalNs() / 1_000_000_000L));
    }

    private String describe(final IOException cause) {
        if (cause instanceof DiskShortException) {
            return cause.getMessage();
        }
        return "freeBytes=" + freeBytes() + " cause=\"" + cause.getMessage() + '"';
    }

    private String freeBytes() {
        try {
            return Long.toString(Files.getFileStore(store.root()).getUsableSpace());
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * A checkpoint is due: because enough was appended since the last one, or because frames were dropped and there is room now. Cheap enough to be asked
     * in every turn.
     */
    public boolean needsCheckpoint() {
        if (checkpoint != null || clockNs.getAsLong() - notBeforeNs < 0) {
            return false;
        }
        return switch (state) {
            case RUNNING -> current.appendedBytes() > Math.max(settings.minimumChurnBytes(), settings.churnFactor() * checkpointBytes);
            case INCOMPLETE, SUSPENDED -> hasRoom();
            case OPENED, CLOSED -> false;
        };
    }

    private boolean hasRoom() {
        try {
            GenerationWriter.requireRoom(store.root(), checkpointBytes + CHECKPOINT_OVERHEAD_BYTES + settings.reserveBytes());
            return true;
        } catch (IOException e) {
            notBeforeNs = clockNs.getAsLong() + settings.retryIntervalNs();
            return false;
        }
    }

    /** Opens the next generation; returns false when the disk does not allow it, or when one is open already. */
    public boolean beginCheckpoint() {
        if (checkpoint != null || state == JournalState.OPENED || state == JournalState.CLOSED) {
            return false;
        }
        try {
            checkpointGeneration = store.next();
            checkpoint = GenerationWriter.create(store.path(checkpointGeneration), settings.reserveBytes());
            return true;
        } catch (IOException e) {
            failCheckpoint(e);
            return false;
        }
    }

    /** A checkpoint runs: it was begun, and neither committed nor given up by the caller or because of the disk. */
    public boolean isCheckpointing() {
        return checkpoint != null;
    }

    /** Appends a frame to the checkpoint that runs; when none does any more, nothing happens. */
    public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        checkLength(lengthBytes);
        if (checkpoint != null) {
            appendTo(checkpoint, buffer, offset, lengthBytes);
        }
    }

    /** Puts the checkpoint in force and deletes the generation before it; returns false when there is none or the disk failed. */
    public boolean commitCheckpoint() {
        if (checkpoint == null) {
            return false;
        }
        try {
            checkpoint.endCheckpoint();
            checkpoint.sync();
            store.commit(checkpointGeneration);
        } catch (IOException e) {
            failCheckpoint(e);
            return false;
        }
        closeCurrent();
        deleteQuietly(currentGeneration);
        takeOver();
        return true;
    }

    private void takeOver() {
        current = checkpoint;
        currentGeneration = checkpointGeneration;
        checkpointBytes = current.checkpointBytes();
        checkpoint = null;
        isGapMarked = false;
        isCheckpointFaultLogged = false;
        if (state != JournalState.RUNNING) {
            LOGGER.info("journal running directory={} was={} droppedFrames={}", store.root(), state.label(), droppedFrames);
        }
        state = JournalState.RUNNING;
    }

    /** Gives up the checkpoint that runs, if any; the generation in force stays. */
    public void abandonCheckpoint() {
        if (checkpoint != null) {
            checkpoint.closeQuietly();
            checkpoint = null;
            deleteQuietly(checkpointGeneration);
        }
    }

    private void failCheckpoint(final IOException cause) {
        if (!isCheckpointFaultLogged) {
            LOGGER.error("journal fault=host checkpoint failed directory={} {} reserveBytes={}; free space on that file system",
                    store.root(), describe(cause), settings.reserveBytes());
            isCheckpointFaultLogged = true;
        }
        abandonCheckpoint();
        // What a begin that failed left. The number is that of the generation in force when no new one was found.
        if (checkpointGeneration != currentGeneration) {
            deleteQuietly(checkpointGeneration);
        }
        notBeforeNs = clockNs.getAsLong() + settings.retryIntervalNs();
    }

    private void deleteQuietly(final long generation) {
        try {
            store.delete(generation);
        } catch (IOException e) {
            // What stays is deleted at the next start.
            LOGGER.warn("journal fault=host cannot delete generation {} in {} ({})", generation, store.root(), e.toString());
        }
    }

    public JournalState state() {
        return state;
    }

    /** Whether a restart now would say that changes are missing. */
    public boolean isIncomplete() {
        return isGapMarked;
    }

    /** Frames appended since the journal was opened. */
    public long frames() {
        return frames;
    }

    /** Bytes in {@link #frames}. */
    public long bytes() {
        return bytes;
    }

    /** Frames that came while the journal did not take any. */
    public long droppedFrames() {
        return droppedFrames;
    }

    /** Bytes of the last checkpoint. */
    public long checkpointBytes() {
        return checkpointBytes;
    }

    /** Gives up a checkpoint that runs and lets the journal go. Everything appended is with the kernel. */
    @Override
    public void close() {
        abandonCheckpoint();
        closeCurrent();
        state = JournalState.CLOSED;
        lock.close();
    }
}
