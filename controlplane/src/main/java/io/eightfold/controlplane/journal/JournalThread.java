// SPDX-License-Identifier: Apache-2.0
// Owns the journal: takes messages from the ring and writes them to disk.
package io.eightfold.controlplane.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the journal: takes messages from the ring and writes them to disk, and publishes what came of it. Parks when there is nothing to do.
 * <p>Thread: its own; the methods that say so are for others.
 */
final class JournalThread implements Runnable {
    static final int MESSAGE_FRAME = 1;
    static final int MESSAGE_CHECKPOINT_FRAME = 2;
    /** Carries the checkpoint's number and the gaps that came before it, 8 bytes each. */
    static final int MESSAGE_BEGIN = 3;
    /** Carries the checkpoint's number, 8 bytes. */
    static final int MESSAGE_COMMIT = 4;
    /** Carries nothing. */
    static final int MESSAGE_INCOMPLETE = 5;
    private static final Logger LOGGER = LoggerFactory.getLogger(JournalThread.class);
    private static final int MESSAGE_LIMIT = 256;
    private static final long MAX_PARK_NS = TimeUnit.SECONDS.toNanos(1);

    private final RouteJournal journal;
    private final OneToOneRingBuffer ring;
    private final long parkNs;
    private final Thread thread;

    // Written by the journal thread.
    private volatile JournalStatus status;
    private volatile boolean isParked;
    private long openCheckpoint;
    private long committedCheckpoint;
    private long failedCheckpoint;
    private long handledGaps;

    // Written by the journal's owner.
    private volatile long gaps;
    private volatile long abandonedCheckpoint;
    private volatile boolean isClosing;

    JournalThread(final RouteJournal journal, final OneToOneRingBuffer ring, final long retryIntervalNs) {
        this.journal = journal;
        this.ring = ring;
        parkNs = Math.min(MAX_PARK_NS, retryIntervalNs);
        publish();
        thread = Thread.ofPlatform().daemon().name("journal").unstarted(this);
    }

    void start() {
        thread.start();
    }

    /** Thread: any. */
    JournalStatus status() {
        return status;
    }

    /** Says that a message is in the ring. Thread: the owner, after a full fence. */
    void wake() {
        if (isParked) {
            LockSupport.unpark(thread);
        }
    }

    /** A frame did not get into the ring, and none will before the next begin. Returns the gaps so far. Thread: the owner. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    long gap() {
        final long count = gaps + 1;
        gaps = count;
        LockSupport.unpark(thread);
        return count;
    }

    /** Gives up a checkpoint, whether its begin was read already or not. Thread: the owner. */
    void abandon(final long checkpoint) {
        abandonedCheckpoint = checkpoint;
        LockSupport.unpark(thread);
    }

    /** Ends the thread after it wrote all that is in the ring; returns false when that took longer. Thread: the owner. */
    boolean close(final long timeoutMs) {
        isClosing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(timeoutMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public void run() {
        while (true) {
            // Read before the ring: what the owner wrote before it closed is then seen.
            final boolean isLast = isClosing;
            final int work = turn();
            if (work == 0) {
                if (isLast) {
                    break;
                }
                park();
            }
        }
        journal.close();
        publish();
    }

    private int turn() {
        int work = 0;
        try {
            work = ring.read(this::onMessage, MESSAGE_LIMIT);
            abandonWhenAsked();
            if (work == 0) {
                handleGaps(gaps);
            }
        } catch (RuntimeException e) {
            LOGGER.error("journal fault=bug a frame was not written; a restart would not know it", e);
            markGap();
            work = 1;
        }
        publish();
        return work;
    }

    private void onMessage(final int kind, final MutableDirectBuffer buffer, final int offset, final int lengthBytes) {
        switch (kind) {
            case MESSAGE_FRAME -> {
                journal.append(buffer, offset, lengthBytes);
                noticeFailure();
            }
            case MESSAGE_CHECKPOINT_FRAME -> {
                journal.appendCheckpoint(buffer, offset, lengthBytes);
                noticeFailure();
            }
            case MESSAGE_BEGIN -> begin(buffer.getLong(offset), buffer.getLong(offset + Long.BYTES));
            case MESSAGE_COMMIT -> commit(buffer.getLong(offset));
            case MESSAGE_INCOMPLETE -> {
                journal.markIncomplete();
                noticeFailure();
            }
            default -> throw new IllegalStateException("message kind " + kind + " in the journal's ring");
        }
    }

    private void begin(final long number, final long gapsBefore) {
        handleGaps(gapsBefore);
        // A gap or an abandon that came after this begin was written is known before it is read.
        if (gapsBefore == handledGaps && number > abandonedCheckpoint && journal.beginCheckpoint()) {
            openCheckpoint = number;
        } else {
            failedCheckpoint = number;
        }
    }

    private void commit(final long number) {
        abandonWhenAsked();
        if (openCheckpoint == number) {
            openCheckpoint = 0;
            if (journal.commitCheckpoint()) {
                committedCheckpoint = number;
            } else {
                failedCheckpoint = number;
            }
        }
    }

    private void noticeFailure() {
        if (openCheckpoint != 0 && !journal.isCheckpointing()) {
            failedCheckpoint = openCheckpoint;
            openCheckpoint = 0;
        }
    }

    private void abandonWhenAsked() {
        if (openCheckpoint != 0 && openCheckpoint <= abandonedCheckpoint) {
            journal.abandonCheckpoint();
            noticeFailure();
        }
    }

    private void handleGaps(final long count) {
        if (count > handledGaps) {
            handledGaps = count;
            markGap();
        }
    }

    private void markGap() {
        journal.markGap();
        noticeFailure();
    }

    private void publish() {
        status = new JournalStatus(journal.state(), journal.frames(), journal.bytes(), journal.droppedFrames(), journal.checkpointBytes(),
                journal.needsCheckpoint(), journal.isIncomplete(), committedCheckpoint, failedCheckpoint);
    }

    private void park() {
        isParked = true;
        // The flag is set before the ring is looked at, and the owner looks at the flag after it wrote: one of the two sees the other.
        if (ring.size() == 0 && !isClosing && gaps == handledGaps) {
            LockSupport.parkNanos(this, parkNs);
        }
        isParked = false;
    }
}
