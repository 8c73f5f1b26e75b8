// SPDX-License-Identifier: Apache-2.0
// The journal on a small file system that really fills up.
package io.eightfold.controlplane.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FullDiskIT {
    private static final int FRAME_BYTES = 30_000;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final JournalSettings WITH_RESERVE = new JournalSettings(16 << 20, 3, 8 << 20, RETRY_NS, 1 << 20);
    private static final JournalSettings NO_RESERVE = new JournalSettings(16 << 20, 3, 0, RETRY_NS, 1 << 20);

    @TempDir
    Path base;
    private Path mount;
    private boolean isMounted;

    @BeforeEach
    void mountSmallFileSystem() throws Exception {
        mount = Files.createDirectory(base.resolve("small"));
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount.toString());
        assumeTrue(isMounted, "a tmpfs cannot be mounted here; run as root with CAP_SYS_ADMIN");
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            assertTrue(run("umount", "-l", mount.toString()));
        }
    }

    private static boolean run(final String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private Path directory() {
        return mount.resolve("journal");
    }

    private Path filler() {
        return mount.resolve("filler");
    }

    /** Writes until nothing fits any more, or so much. */
    private void fill(final long mostBytes) throws IOException {
        try (OutputStream file = Files.newOutputStream(filler())) {
            final byte[] block = new byte[4096];
            for (long bytes = 0; bytes < mostBytes; bytes += block.length) {
                file.write(block);
            }
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("No space left"), e.getMessage());
        }
    }

    private ReplayReport assertReplays(final JournalSettings settings, final long last, final JournalState state) throws Exception {
        final JournalFrames frames = new JournalFrames();
        try (RouteJournal journal = RouteJournal.open(directory(), settings)) {
            final ReplayReport report = journal.replay(frames);
            frames.assertRange(1, last);
            assertEquals(state, journal.state());
            return report;
        }
    }

    @Test
    void shouldSuspendBeforeItsReserveAndGoOnWithACheckpointWhenThereIsRoom() throws Exception {
        try (RouteJournal journal = RouteJournal.open(directory(), WITH_RESERVE)) {
            journal.replay(new JournalFrames());
            fill(30 << 20);
            long number = 0;
            while (journal.state() == JournalState.RUNNING) {
                JournalFrames.append(journal, ++number, FRAME_BYTES);
            }
            assertEquals(JournalState.SUSPENDED, journal.state());
            assertEquals(number - 1, journal.frames());
            assertEquals(1, journal.droppedFrames());
            assertTrue(Files.getFileStore(mount).getUsableSpace() >= WITH_RESERVE.reserveBytes(), "the reserve is left to others");
            Thread.sleep(50);
            assertFalse(journal.needsCheckpoint(), "there is no room yet");
            Files.delete(filler());
            Thread.sleep(50);
            assertTrue(journal.needsCheckpoint());
            assertTrue(journal.beginCheckpoint());
            journal.appendCheckpoint(JournalFrames.frame(1, FRAME_BYTES), 0, FRAME_BYTES);
            JournalFrames.append(journal, 2, FRAME_BYTES);
            assertTrue(journal.commitCheckpoint());
            assertEquals(JournalState.RUNNING, journal.state());
            JournalFrames.append(journal, 3, FRAME_BYTES);
        }
        assertTrue(assertReplays(WITH_RESERVE, 3, JournalState.RUNNING).isComplete());
    }

    @Test
    void shouldKeepWhatItHasWhenAnotherFileTakesTheLastByteMeanwhile() throws Exception {
        long kept;
        try (RouteJournal journal = RouteJournal.open(directory(), NO_RESERVE)) {
            journal.replay(new JournalFrames());
            final Thread other = Thread.ofPlatform().start(() -> {
                try {
                    fill(Long.MAX_VALUE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            long number = 0;
            while (journal.state() == JournalState.RUNNING) {
                JournalFrames.append(journal, ++number, FRAME_BYTES);
            }
            other.join();
            JournalFrames.append(journal, ++number, FRAME_BYTES);
            kept = journal.frames();
            assertTrue(kept > 0 && journal.droppedFrames() == number - kept, "kept " + kept + " of " + number);
        }
        for (int restart = 0; restart < 2; restart++) {
            // The disk is full: what is there replays, is not copied, and stays.
            final ReplayReport report = assertReplays(NO_RESERVE, kept, JournalState.SUSPENDED);
            assertFalse(report.isComplete(), "frames were dropped");
        }
        Files.delete(filler());
        assertReplays(NO_RESERVE, kept, JournalState.RUNNING);
        assertTrue(assertReplays(NO_RESERVE, kept, JournalState.RUNNING).isComplete());
    }

    @Test
    void shouldGiveUpOnlyTheCheckpointWhenThatFindsNoRoom() throws Exception {
        try (RouteJournal journal = RouteJournal.open(directory(), NO_RESERVE)) {
            journal.replay(new JournalFrames());
            JournalFrames.append(journal, 1, FRAME_BYTES);
            fill(60 << 20);
            assertTrue(journal.beginCheckpoint());
            for (int i = 0; i < 1000 && journal.isCheckpointing(); i++) {
                journal.appendCheckpoint(JournalFrames.frame(99, FRAME_BYTES), 0, FRAME_BYTES);
            }
            assertFalse(journal.isCheckpointing());
            assertFalse(journal.commitCheckpoint());
            assertEquals(JournalState.RUNNING, journal.state());
            JournalFrames.append(journal, 2, FRAME_BYTES);
        }
        Files.delete(filler());
        assertReplays(NO_RESERVE, 2, JournalState.RUNNING);
    }
}
