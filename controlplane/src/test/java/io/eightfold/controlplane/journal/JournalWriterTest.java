// SPDX-License-Identifier: Apache-2.0
// The ring before the journal: order, overruns, checkpoints larger than the ring, an idle thread that sleeps.
package io.eightfold.controlplane.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalWriterTest {
    private static final int FRAME_BYTES = 30_000;
    private static final JournalSettings SMALL = new JournalSettings(1 << 20, 3, 0, 50_000_000, 1 << 20);

    @TempDir
    Path directory;

    private JournalWriter unstarted() throws JournalException {
        final RouteJournal journal = RouteJournal.open(directory, SMALL);
        journal.replay(new JournalFrames());
        return new JournalWriter(journal, SMALL);
    }

    private static boolean append(final JournalWriter writer, final long number) {
        return writer.append(JournalFrames.frame(number, FRAME_BYTES), 0, FRAME_BYTES);
    }

    /** Tries until it is true; the condition may do something and is not called again after that. */
    private static void await(final BooleanSupplier condition) throws InterruptedException {
        boolean isTrue = condition.getAsBoolean();
        for (int i = 0; i < 10_000 && !isTrue; i++) {
            Thread.sleep(1);
            isTrue = condition.getAsBoolean();
        }
        assertTrue(isTrue);
    }

    private ReplayReport assertReplays(final long first, final long last) throws JournalException {
        final JournalFrames frames = new JournalFrames();
        try (RouteJournal journal = RouteJournal.open(directory, SMALL)) {
            final ReplayReport report = journal.replay(frames);
            frames.assertRange(first, last);
            return report;
        }
    }

    private static void checkpoint(final JournalWriter writer, final long first, final long last) throws InterruptedException {
        await(writer::beginCheckpoint);
        for (long number = first; number <= last; number++) {
            final long next = number;
            await(() -> writer.appendCheckpoint(JournalFrames.frame(next, FRAME_BYTES), 0, FRAME_BYTES) == JournalWriter.Offer.ACCEPTED);
        }
        await(() -> writer.commitCheckpoint() == JournalWriter.Offer.ACCEPTED);
    }

    @Test
    void shouldWriteEverythingInTheRingBeforeItCloses() throws Exception {
        final JournalWriter writer = unstarted();
        for (long number = 1; number <= 20; number++) {
            assertTrue(append(writer, number));
        }
        assertTrue(writer.lagBytes() > 20 * FRAME_BYTES);
        writer.startThread();
        writer.close();
        assertEquals(20, writer.status().frames());
        assertEquals(20L * FRAME_BYTES, writer.status().bytes());
        assertEquals(JournalState.CLOSED, writer.status().state());
        assertEquals(0, writer.lagBytes());
        assertTrue(assertReplays(1, 20).isComplete());
    }

    @Test
    void shouldEndBeforeAnOverrunAndSaySoAfterARestart() throws Exception {
        final JournalWriter writer = unstarted();
        long accepted = 0;
        while (append(writer, accepted + 1)) {
            accepted++;
        }
        assertFalse(append(writer, accepted + 2));
        assertEquals(2, writer.overruns());
        assertTrue(writer.needsCheckpoint());
        writer.startThread();
        final long last = accepted;
        await(() -> writer.status().frames() == last && writer.status().state() == JournalState.INCOMPLETE);
        assertFalse(append(writer, accepted + 3), "what came after the lost frame would be a journal with a hole");
        writer.close();
        assertFalse(assertReplays(1, accepted).isComplete());
    }

    @Test
    void shouldMakeUpForAnOverrunWithACheckpoint() throws Exception {
        final JournalWriter writer = unstarted();
        while (append(writer, 7)) {
            assertEquals(0, writer.overruns());
        }
        writer.startThread();
        await(writer::needsCheckpoint);
        checkpoint(writer, 1, 3);
        assertTrue(append(writer, 4));
        await(() -> writer.status().committedCheckpoint() == 1);
        await(() -> writer.status().state() == JournalState.RUNNING);
        assertFalse(writer.needsCheckpoint());
        writer.close();
        assertTrue(assertReplays(1, 4).isComplete());
    }

    @Test
    void shouldCallACheckpointOffWhenAFrameIsLostMeanwhile() throws Exception {
        final JournalWriter writer = unstarted();
        assertTrue(append(writer, 1));
        assertTrue(writer.beginCheckpoint());
        long number = 1;
        while (append(writer, number + 1)) {
            number++;
        }
        assertEquals(JournalWriter.Offer.ABANDONED, writer.appendCheckpoint(JournalFrames.frame(99, FRAME_BYTES), 0, FRAME_BYTES));
        assertEquals(JournalWriter.Offer.ABANDONED, writer.commitCheckpoint());
        writer.startThread();
        await(() -> writer.status().state() == JournalState.INCOMPLETE);
        assertTrue(writer.needsCheckpoint());
        writer.close();
        assertFalse(assertReplays(1, number).isComplete());
    }

    @Test
    void shouldGoOnButSayIncompleteWhenChangesWereNotAppended() throws Exception {
        final JournalWriter writer = unstarted();
        writer.startThread();
        assertTrue(append(writer, 1));
        assertFalse(writer.status().isIncomplete());
        writer.markIncomplete();
        assertTrue(append(writer, 2));
        await(() -> writer.status().isIncomplete());
        writer.close();
        assertFalse(assertReplays(1, 2).isComplete());
    }

    @Test
    void shouldBeCompleteAgainByACheckpointThatBeganAfterTheMarkAndTellTheOutcome() throws Exception {
        final JournalWriter writer = unstarted();
        writer.startThread();
        await(writer::beginCheckpoint);
        assertFalse(writer.isCommitted());
        writer.markIncomplete();
        await(writer::isLost);
        assertEquals(JournalWriter.Offer.ABANDONED, writer.commitCheckpoint());
        checkpoint(writer, 1, 3);
        await(writer::isCommitted);
        assertFalse(writer.isLost());
        await(() -> !writer.status().isIncomplete());
        writer.close();
        assertTrue(assertReplays(1, 3).isComplete());
    }

    @Test
    void shouldTakeCheckpointsLargerThanTheRingAndAskForThemInTime() throws Exception {
        final JournalWriter writer = unstarted();
        writer.startThread();
        long number = 0;
        int checkpoints = 0;
        while (checkpoints < 3) {
            final long next = ++number;
            await(() -> writer.lagBytes() < SMALL.ringBytes() / 2);
            assertTrue(append(writer, next));
            if (writer.needsCheckpoint()) {
                checkpoint(writer, 1, number);
                checkpoints++;
                final long expected = checkpoints;
                await(() -> writer.status().committedCheckpoint() == expected);
            }
        }
        assertTrue(number * FRAME_BYTES > SMALL.ringBytes());
        writer.close();
        assertTrue(assertReplays(1, number).isComplete());
    }

    @Test
    void shouldForgetAnAbandonedCheckpointAndTakeTheNext() throws Exception {
        final JournalWriter writer = unstarted();
        writer.startThread();
        assertTrue(append(writer, 1));
        assertTrue(writer.beginCheckpoint());
        assertEquals(JournalWriter.Offer.ACCEPTED, writer.appendCheckpoint(JournalFrames.frame(99, FRAME_BYTES), 0, FRAME_BYTES));
        writer.abandonCheckpoint();
        assertFalse(writer.isCheckpointing());
        assertEquals(JournalWriter.Offer.ABANDONED, writer.commitCheckpoint());
        assertTrue(append(writer, 2));
        await(() -> writer.status().failedCheckpoint() == 1);
        checkpoint(writer, 1, 2);
        assertTrue(append(writer, 3));
        writer.close();
        assertEquals(2, writer.status().committedCheckpoint());
        assertTrue(assertReplays(1, 3).isComplete());
    }

    @Test
    void shouldSleepWhenThereIsNothingToDo() throws Exception {
        final JournalWriter writer = unstarted();
        writer.startThread();
        append(writer, 1);
        await(() -> writer.status().frames() == 1);
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long id = Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().equals("journal")).findFirst().orElseThrow().threadId();
        Thread.sleep(100);
        final long beforeNs = threads.getThreadCpuTime(id);
        Thread.sleep(1000);
        final long usedNs = threads.getThreadCpuTime(id) - beforeNs;
        writer.close();
        // Woken every 50 ms here, to look whether anything is due.
        assertTrue(usedNs < 100_000_000, "CPU time in 1 s: " + usedNs + " ns");
    }
}
