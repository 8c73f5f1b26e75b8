// SPDX-License-Identifier: Apache-2.0
// Copies one generation to the next and hands its frames out on the way.
package io.eightfold.controlplane.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies the generation in force to a new one and hands its frames out on the way. Thread: startup; used once. */
final class Replay implements GenerationReader.RecordHandler {
    private final GenerationStore store;
    private final JournalSettings settings;
    private final FrameHandler handler;
    private final List<String> faults;
    private long source;
    private long target;
    private GenerationWriter writer;
    private IOException targetFailure = new IOException("the directory cannot be read");
    private boolean isComplete;
    private boolean isCommitted;
    private long frames;
    private long bytes;

    Replay(final GenerationStore store, final JournalSettings settings, final FrameHandler handler, final List<String> faults) {
        this.store = store;
        this.settings = settings;
        this.handler = handler;
        this.faults = faults;
    }

    void run() throws IOException {
        source = new ReplaySource(store, faults).find();
        target = store.next();
        isComplete = faults.isEmpty();
        openTarget();
        try {
            final boolean isSourceGood = source == ReplaySource.NONE || readSource();
            commit(isSourceGood);
        } finally {
            if (!isCommitted) {
                dropTarget();
            }
        }
    }

    private void openTarget() throws IOException {
        try {
            writer = GenerationWriter.create(store.path(target), settings.reserveBytes());
        } catch (IOException e) {
            targetFailure = e;
            dropTarget();
        }
    }

    private boolean readSource() throws IOException {
        final GenerationReader reader = new GenerationReader(store.path(source));
        reader.read(this);
        if (reader.fault() != null) {
            faults.add("generation " + source + ": " + reader.fault() + "; replayed the " + frames + " frames before it and skipped the rest");
        } else if (!reader.hasCheckpoint()) {
            faults.add("generation " + source + " ends before its checkpoint does; replayed the " + frames + " frames that are there");
        }
        if (!Files.exists(store.path(source).resolve(GenerationWriter.GAPLESS_FILE))) {
            faults.add("generation " + source + " lacks changes from the end of the former process, which were dropped then");
        }
        isComplete &= faults.isEmpty();
        return reader.fault() == null && reader.hasCheckpoint();
    }

    @Override
    public void onFrame(final UnsafeBuffer buffer, final int offset, final int lengthBytes) throws IOException {
        handler.onFrame(buffer, offset, lengthBytes);
        frames++;
        bytes += lengthBytes;
        if (writer != null) {
            try {
                writer.append(buffer, offset, lengthBytes);
            } catch (IOException e) {
                targetFailure = e;
                dropTarget();
            }
        }
    }

    @Override
    public void onCheckpointEnd() throws IOException {
        if (writer != null) {
            try {
                writer.endCheckpoint();
            } catch (IOException e) {
                targetFailure = e;
                dropTarget();
            }
        }
    }

    private void commit(final boolean isSourceGood) throws IOException {
        if (writer == null) {
            return;
        }
        try {
            if (source == ReplaySource.NONE || !isSourceGood) {
                // What was read is all there is: it is the checkpoint now.
                writer.endCheckpoint();
            }
            writer.sync();
            store.commit(target);
            isCommitted = true;
        } catch (IOException e) {
            targetFailure = e;
            return;
        }
        if (source != ReplaySource.NONE) {
            leaveSource(isSourceGood);
        }
    }

    private void leaveSource(final boolean isSourceGood) {
        try {
            if (isSourceGood) {
                store.delete(source);
            } else {
                store.setAside(source);
            }
        } catch (IOException e) {
            faults.add("generation " + source + " cannot be removed (" + e + ")");
        }
    }

    private void dropTarget() throws IOException {
        if (writer != null) {
            writer.closeQuietly();
            writer = null;
        }
        store.delete(target);
    }

    /** The new generation, or null when the disk did not allow it. */
    GenerationWriter takeTarget() {
        return writer;
    }

    /** Why there is no new generation. */
    IOException targetFailure() {
        return targetFailure;
    }

    /** The generation in force after the replay. */
    long generation() {
        return isCommitted ? target : source;
    }

    long checkpointBytes() {
        return writer == null ? bytes : writer.checkpointBytes();
    }

    ReplayReport report() {
        return new ReplayReport(frames, bytes, isComplete && faults.isEmpty(), faults);
    }
}
