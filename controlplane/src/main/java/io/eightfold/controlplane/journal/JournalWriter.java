// SPDX-License-Identifier: Apache-2.0
// How the RIB thread writes to the journal without ever waiting for a disk.
package io.eightfold.controlplane.journal;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the RIB thread writes to the journal without ever waiting for a disk: a ring leads to the thread that owns the {@link RouteJournal}.
 *
 * <p>When the ring is full, {@link #append} counts the frame as an overrun and gives it up. What is on disk then ends before that frame, is marked so that a
 * restart says it, and takes nothing more until a checkpoint; {@link #needsCheckpoint} asks for one. A checkpoint is {@link #beginCheckpoint}, then
 * {@link #appendCheckpoint} for everything there is, a few at a time between other work, then {@link #commitCheckpoint}. Each of them may find no room in
 * the ring and is then called again later; {@link #append} may come at any time between them.
 *
 * <pre>{@code
 *   if (writer.needsCheckpoint()) { isBegun = writer.beginCheckpoint(); }
 *   while (isBegun && hasNext()) {
 *       switch (writer.appendCheckpoint(frame, 0, length)) {
 *           case ACCEPTED -> advance();
 *           case FULL -> { return; }                    // go on in the next turn
 *           case ABANDONED -> { isBegun = false; }      // start over when needsCheckpoint() says so
 *       }
 *   }
 * }</pre>
 * <p>Thread: one owner (control) for the methods that write; any for {@link #status}, {@link #overruns}, {@link #lagBytes}.
 */
public final class JournalWriter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(JournalWriter.class);
    private static final long CLOSE_TIMEOUT_MS = 10_000;
    private static final int BEGIN_BYTES = 2 * Long.BYTES;

    /** What became of a checkpoint's frame. */
    public enum Offer {
        ACCEPTED,
        /** The ring has no room to spare for checkpoints now; offer the same frame again later. */
        FULL,
        /** The checkpoint is off: the disk, or a frame that was lost meanwhile. */
        ABANDONED
    }

    private final OneToOneRingBuffer ring;
    private final JournalThread thread;
    private final UnsafeBuffer control = new UnsafeBuffer(new byte[BEGIN_BYTES]);

    // Written by the owner.
    private volatile long overruns;
    private long gaps;
    private boolean isGapped;
    private boolean isOpen;
    /** The number of the checkpoint begun last, from 1. */
    private long checkpoint;

    /** With a thread that waits for {@link #startThread}. */
    JournalWriter(final RouteJournal journal, final JournalSettings settings) {
        ring = new OneToOneRingBuffer(new UnsafeBuffer(
                ByteBuffer.allocateDirect(settings.ringBytes() + RingBufferDescriptor.TRAILER_LENGTH)));
        thread = new JournalThread(journal, ring, settings.retryIntervalNs());
    }

    /** Starts the journal thread, which owns the replayed journal from now on and closes it at the end. */
    public static JournalWriter start(final RouteJournal journal, final JournalSettings settings) {
        if (journal.state() == JournalState.OPENED) {
            throw new IllegalStateException("the journal must be replayed before its thread starts");
        }
        final JournalWriter writer = new JournalWriter(journal, settings);
        writer.startThread();
        return writer;
    }

    void startThread() {
        thread.start();
    }

    /**
     * Hands a frame over; it is copied. Never waits.
     *
     * @return false when it is lost to the journal
     */
    public boolean append(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        RouteJournal.checkLength(lengthBytes);
        if (isGapped) {
            countOverrun();
            return false;
        }
        if (!offer(JournalThread.MESSAGE_FRAME, buffer, offset, lengthBytes)) {
            isGapped = true;
            isOpen = false;
            countOverrun();
            gaps = thread.gap();
            LOGGER.warn("journal fault=host overrun ringBytes={}; the disk is slower than the changes, a checkpoint will make up for it", ring.capacity());
            return false;
        }
        return true;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void countOverrun() {
        overruns++;
    }

    private boolean offer(final int kind, final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (!ring.write(kind, buffer, offset, lengthBytes)) {
            return false;
        }
        VarHandle.fullFence();
        thread.wake();
        return true;
    }

    /** A checkpoint is due, and none runs or is on its way to the disk. */
    public boolean needsCheckpoint() {
        final JournalStatus now = thread.status();
        if (checkpoint > Math.max(now.committedCheckpoint(), now.failedCheckpoint()) && !isGapped) {
            return false;
        }
        return now.wantsCheckpoint() || isGapped && now.state() != JournalState.SUSPENDED;
    }

    /** Begins a checkpoint, giving up one that runs; returns false when the ring has no room now. */
    public boolean beginCheckpoint() {
        abandonCheckpoint();
        control.putLong(0, checkpoint + 1);
        control.putLong(Long.BYTES, gaps);
        if (!offer(JournalThread.MESSAGE_BEGIN, control, 0, BEGIN_BYTES)) {
            return false;
        }
        checkpoint++;
        isOpen = true;
        // From here on frames go to the new generation, and the one with the gap takes none.
        isGapped = false;
        return true;
    }

    /** A checkpoint was begun and is neither committed nor off. */
    public boolean isCheckpointing() {
        if (isOpen && thread.status().failedCheckpoint() >= checkpoint) {
            isOpen = false;
        }
        return isOpen;
    }

    /** Hands a frame of the checkpoint over; it is copied. Half of the ring is left to {@link #append}. */
    public Offer appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        RouteJournal.checkLength(lengthBytes);
        if (!isCheckpointing()) {
            return Offer.ABANDONED;
        }
        if (ring.size() > ring.capacity() / 2 || !offer(JournalThread.MESSAGE_CHECKPOINT_FRAME, buffer, offset, lengthBytes)) {
            return Offer.FULL;
        }
        return Offer.ACCEPTED;
    }

    /** Hands over that the checkpoint is whole. */
    public Offer commitCheckpoint() {
        if (!isCheckpointing()) {
            return Offer.ABANDONED;
        }
        control.putLong(0, checkpoint);
        if (!offer(JournalThread.MESSAGE_COMMIT, control, 0, Long.BYTES)) {
            return Offer.FULL;
        }
        isOpen = false;
        return Offer.ACCEPTED;
    }

    /** The checkpoint begun last is on disk and in force. */
    public boolean isCommitted() {
        return thread.status().committedCheckpoint() >= checkpoint;
    }

    /** The checkpoint begun last was given up, by the caller or because of the disk or a lost frame. */
    public boolean isLost() {
        return thread.status().failedCheckpoint() >= checkpoint;
    }

    /**
     * What is kept lacks changes that were never appended, until a checkpoint begun from now on is committed; a restart before says so. Frames go on being kept: most of the
     * table is better than an old one.
     */
    public void markIncomplete() {
        if (!isGapped && !offer(JournalThread.MESSAGE_INCOMPLETE, control, 0, 0)) {
            isGapped = true;
            isOpen = false;
            gaps = thread.gap();
        }
    }

    /** Gives up the checkpoint that runs, if any. */
    public void abandonCheckpoint() {
        if (isCheckpointing()) {
            isOpen = false;
            thread.abandon(checkpoint);
        }
    }

    /** What the journal thread last said. */
    public JournalStatus status() {
        return thread.status();
    }

    /** Frames that found the ring full or came after such a one. */
    public long overruns() {
        return overruns;
    }

    /** Bytes handed over and not written yet. */
    public int lagBytes() {
        return ring.size();
    }

    /** Writes what is in the ring, ends the thread and lets the journal go. */
    @Override
    public void close() {
        if (!thread.close(CLOSE_TIMEOUT_MS)) {
            LOGGER.error("journal fault=host lagBytes={} were not written within {} ms; a restart would not know them", lagBytes(), CLOSE_TIMEOUT_MS);
        }
    }
}
