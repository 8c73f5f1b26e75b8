// SPDX-License-Identifier: Apache-2.0
// Frames, checkpoints, bounds and damage of the journal.
package io.eightfold.controlplane.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RouteJournalTest {
    private static final JournalSettings SMALL = new JournalSettings(256 * 1024, 3, 0, 50_000_000, 1 << 20);

    @TempDir
    Path directory;

    private RouteJournal opened(final JournalFrames frames) throws JournalException {
        final RouteJournal journal = RouteJournal.open(directory, SMALL);
        report = journal.replay(frames);
        return journal;
    }

    private ReplayReport report;

    private JournalFrames replayed() throws JournalException {
        final JournalFrames frames = new JournalFrames();
        opened(frames).close();
        return frames;
    }

    private void write(final long first, final long last, final int lengthBytes) throws JournalException {
        try (RouteJournal journal = opened(new JournalFrames())) {
            for (long number = first; number <= last; number++) {
                JournalFrames.append(journal, number, lengthBytes);
            }
            assertEquals(0, journal.droppedFrames());
        }
    }

    private Path current() throws IOException {
        return directory.resolve(Long.toString(CurrentFile.read(directory).generation()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldReplayFramesOfAllSizesInOrderAndAgainAfterEachRestart() throws Exception {
        final Random random = new Random(1);
        try (RouteJournal journal = opened(new JournalFrames())) {
            assertEquals(JournalState.RUNNING, journal.state());
            for (long number = 1; number <= 3000; number++) {
                JournalFrames.append(journal, number, number % 500 == 0 ? RouteJournal.MAX_FRAME_BYTES : Long.BYTES + random.nextInt(500));
            }
            assertEquals(3000, journal.frames());
        }
        for (int restart = 0; restart < 3; restart++) {
            replayed().assertRange(1, 3000);
            assertTrue(report.isComplete(), report.toString());
            assertEquals(3000, report.frames());
        }
        assertEquals(3, names().size(), names().toString());
    }

    @Test
    void shouldHoldMoreRecordsThanOneIndexPage() throws Exception {
        write(1, 100_000, 16);
        replayed().assertRange(1, 100_000);
    }

    @Test
    void shouldTakeLittleDiskWhenEmpty() throws Exception {
        try (RouteJournal journal = opened(new JournalFrames())) {
            assertTrue(JournalFrames.diskBytes(directory) < 512 * 1024, "bytes " + JournalFrames.diskBytes(directory));
            assertEquals(0, journal.checkpointBytes() / 1024);
        }
        assertEquals(0, replayed().numbers.size());
        assertTrue(report.isComplete());
    }

    @Test
    void shouldReplaceWhatWasBeforeByACheckpointAndKeepFramesAppendedWhileItRan() throws Exception {
        try (RouteJournal journal = opened(new JournalFrames())) {
            for (long number = 1; number <= 100; number++) {
                JournalFrames.append(journal, number, 100);
            }
            assertTrue(journal.beginCheckpoint());
            for (long number = 1000; number < 1100; number += 2) {
                journal.appendCheckpoint(JournalFrames.frame(number, 50), 0, 50);
                JournalFrames.append(journal, number + 1, 50);
            }
            assertTrue(journal.commitCheckpoint());
            JournalFrames.append(journal, 1100, 50);
        }
        replayed().assertRange(1000, 1100);
        assertEquals(3, names().size(), names().toString());
    }

    @Test
    void shouldForgetACheckpointThatWasNotCommitted() throws Exception {
        for (final boolean isAbandoned : new boolean[] {true, false}) {
            try (RouteJournal journal = opened(new JournalFrames())) {
                JournalFrames.append(journal, isAbandoned ? 1 : 4, 100);
                assertTrue(journal.beginCheckpoint());
                journal.appendCheckpoint(JournalFrames.frame(99, 100), 0, 100);
                JournalFrames.append(journal, isAbandoned ? 2 : 5, 100);
                if (isAbandoned) {
                    journal.abandonCheckpoint();
                }
                JournalFrames.append(journal, isAbandoned ? 3 : 6, 100);
            }
        }
        replayed().assertRange(1, 6);
    }

    @Test
    void shouldStayBoundedOnDiskWhileChurning() throws Exception {
        final int tableFrames = 200;
        final int frameBytes = 1000;
        long mostBytes = 0;
        int checkpoints = 0;
        long number = 0;
        for (int restart = 0; restart < 5; restart++) {
            try (RouteJournal journal = opened(new JournalFrames())) {
                for (int i = 0; i < 10 * tableFrames; i++) {
                    JournalFrames.append(journal, ++number, frameBytes);
                    if (journal.needsCheckpoint()) {
                        assertTrue(journal.beginCheckpoint());
                        for (int j = 0; j < tableFrames; j++) {
                            journal.appendCheckpoint(JournalFrames.frame(number, frameBytes), 0, frameBytes);
                        }
                        mostBytes = Math.max(mostBytes, JournalFrames.diskBytes(directory));
                        assertTrue(journal.commitCheckpoint());
                        checkpoints++;
                    }
                }
            }
        }
        // 50 tables of 200 kB were written. Two generations: one of a checkpoint and three times as much, and the next checkpoint.
        assertTrue(checkpoints >= 8, "checkpoints " + checkpoints);
        assertTrue(mostBytes < 2_500_000, "most bytes " + mostBytes);
        assertTrue(JournalFrames.diskBytes(directory) < 1_500_000, "bytes at the end " + JournalFrames.diskBytes(directory));
    }

    @Test
    void shouldRefuseASecondUserWithAClearMessage() throws Exception {
        final RouteJournal first = opened(new JournalFrames());
        final JournalException e = assertThrows(JournalException.class, () -> RouteJournal.open(directory, SMALL));
        assertEquals("the journal " + directory + " is in use by another control plane; stop that one, or use another id with -i", e.getMessage());
        first.close();
        opened(new JournalFrames()).close();
    }

    @Test
    void shouldMarkAGapAndTakeNoMoreBeforeTheNextCheckpoint() throws Exception {
        try (RouteJournal journal = opened(new JournalFrames())) {
            JournalFrames.append(journal, 1, 100);
            journal.markGap();
            JournalFrames.append(journal, 3, 100);
            assertEquals(JournalState.INCOMPLETE, journal.state());
            assertEquals(1, journal.droppedFrames());
            assertTrue(journal.needsCheckpoint());
        }
        replayed().assertRange(1, 1);
        assertFalse(report.isComplete());
        assertTrue(report.faults().toString().contains("lacks changes"), report.toString());
        try (RouteJournal journal = opened(new JournalFrames())) {
            assertTrue(report.isComplete(), "what a restart knows is whole again");
            journal.markGap();
            assertTrue(journal.beginCheckpoint());
            journal.appendCheckpoint(JournalFrames.frame(10, 100), 0, 100);
            JournalFrames.append(journal, 11, 100);
            assertTrue(journal.commitCheckpoint());
            assertEquals(JournalState.RUNNING, journal.state());
        }
        replayed().assertRange(10, 11);
        assertTrue(report.isComplete(), report.toString());
    }

    @Test
    void shouldReplayUpToARecordWhoseChecksumIsWrongAndSetTheRestAside() throws Exception {
        write(1, 100, 1000);
        final Path file = JournalFrames.queueFile(current());
        final byte[] bytes = Files.readAllBytes(file);
        final int at = new String(bytes, StandardCharsets.ISO_8859_1)
                .indexOf(new String(JournalFrames.frame(51, 1000).byteArray(), StandardCharsets.ISO_8859_1));
        bytes[at + 500] ^= 1;
        Files.write(file, bytes);
        replayed().assertRange(1, 50);
        assertFalse(report.isComplete());
        assertTrue(report.faults().toString().contains("its CRC32C is"), report.toString());
        assertTrue(names().stream().anyMatch(name -> name.startsWith("bad-")), names().toString());
        replayed().assertRange(1, 50);
        assertTrue(report.isComplete());
    }

    @Test
    void shouldSurviveEveryDamage() throws Exception {
        final long seed = 20261124;
        final Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Disk.delete(directory);
            write(1, 60, 20_000);
            final String what = damage(random, round % 6);
            final JournalFrames frames = new JournalFrames();
            final RouteJournal journal = opened(frames);
            frames.assertRange(1, frames.numbers.size());
            assertTrue(frames.numbers.size() <= 60, what);
            JournalFrames.append(journal, frames.numbers.size() + 1, 100);
            assertEquals(JournalState.RUNNING, journal.state(), what);
            journal.close();
            replayed().assertRange(1, frames.numbers.size() + 1);
            assertTrue(names().stream().filter(name -> name.startsWith("bad-")).count() <= GenerationStore.MAX_BAD);
        }
    }

    private String damage(final Random random, final int kind) throws IOException {
        final Path file = random.nextInt(5) == 0 ? current().resolve("metadata.cq4t") : JournalFrames.queueFile(current());
        final long length = Files.size(file);
        final long at = random.nextBoolean() ? random.nextLong(length) : random.nextLong(2000);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            switch (kind) {
                case 0 -> raw.setLength(at);
                case 1 -> raw.setLength(0);
                case 2, 3 -> {
                    final byte[] garbage = new byte[1 + random.nextInt(kind == 2 ? 8 : 5000)];
                    random.nextBytes(garbage);
                    raw.seek(at);
                    raw.write(garbage);
                }
                case 4 -> {
                    raw.seek(at);
                    raw.write(new byte[1 + random.nextInt(5000)]);
                }
                default -> Files.delete(file);
            }
        }
        return "damage " + kind + " of " + file.getFileName() + " at " + at;
    }

    @Test
    void shouldFindTheNewestWholeGenerationWithoutCurrent() throws Exception {
        write(1, 20, 100);
        Files.delete(directory.resolve(CurrentFile.NAME));
        // A next generation whose checkpoint was not finished.
        final GenerationWriter unfinished = GenerationWriter.create(directory.resolve("9"), 0);
        unfinished.append(JournalFrames.frame(99, 100), 0, 100);
        unfinished.close();
        replayed().assertRange(1, 20);
        assertTrue(report.faults().toString().contains("there is no file CURRENT; took generation"), report.toString());
        Files.writeString(directory.resolve(CurrentFile.NAME), "\u0000garbage");
        replayed().assertRange(1, 20);
        Files.writeString(directory.resolve(CurrentFile.NAME), "eightfold-journal 1 generation 77\n");
        replayed().assertRange(1, 20);
        assertFalse(report.isComplete());
    }

    @Test
    void shouldSetAsideWhatAnotherReleaseWroteAndKeepTwoOfThose() throws Exception {
        for (int round = 0; round < 4; round++) {
            write(1, 20, 100);
            final long generation = CurrentFile.read(directory).generation();
            Files.writeString(directory.resolve(CurrentFile.NAME), "eightfold-journal 2 generation " + generation + "\n");
            assertEquals(0, replayed().numbers.size());
            assertTrue(report.faults().getFirst().startsWith("version=2 of the format is not 1"), report.toString());
            assertTrue(names().contains("bad-" + generation), names().toString());
        }
        assertEquals(GenerationStore.MAX_BAD, names().stream().filter(name -> name.startsWith("bad-")).count());
    }

    @Test
    void shouldLeaveTheJournalAsItWasWhenTheHandlerThrows() throws Exception {
        write(1, 20, 100);
        final List<String> before = names();
        try (RouteJournal journal = RouteJournal.open(directory, SMALL)) {
            final IllegalStateException e = assertThrows(IllegalStateException.class, () -> journal.replay((buffer, offset, length) -> {
                throw new IllegalStateException("mine");
            }));
            assertEquals("mine", e.getMessage());
        }
        assertEquals(before, names());
        replayed().assertRange(1, 20);
    }

    @Test
    void shouldRefuseWhatOnlyAMistakeCanAskFor() throws Exception {
        try (RouteJournal journal = RouteJournal.open(directory, SMALL)) {
            final UnsafeBuffer large = new UnsafeBuffer(new byte[RouteJournal.MAX_FRAME_BYTES + 1]);
            assertThrows(IllegalStateException.class, () -> journal.append(large, 0, 1));
            journal.replay(new JournalFrames());
            assertThrows(IllegalArgumentException.class, () -> journal.append(large, 0, large.capacity()));
            assertThrows(IllegalStateException.class, () -> journal.replay(new JournalFrames()));
        }
        assertThrows(IllegalArgumentException.class, () -> new JournalSettings(1, 1, 0, 1, 1000));
    }

    @Test
    void shouldBringNothingThatCallsHomeOrUnpacksNativeLibraries() {
        for (final String name : List.of("net.openhft.chronicle.analytics.Analytics", "com.sun.jna.Native", "jnr.ffi.Runtime",
                "net.openhft.affinity.Affinity", "net.openhft.compiler.CompilerUtils")) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
        }
    }
}
