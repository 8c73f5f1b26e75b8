// SPDX-License-Identifier: Apache-2.0
// Kills a process that writes the journal, again and again, and looks at what is left.
package io.eightfold.controlplane.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JournalKillIT {
    private static final int KILLS = 24;
    private static final JournalSettings SETTINGS = new JournalSettings(300_000, 3, 0, 50_000_000, 1 << 20);

    @TempDir
    Path directory;

    /** The state of numbered frames: a frame of 8 bytes is a checkpoint and stands for all numbers up to its own; the others come one by one. */
    private static final class Last implements FrameHandler {
        private long number;

        @Override
        public void onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
            final long next = buffer.getLong(offset);
            if (lengthBytes != Long.BYTES && next != number + 1) {
                throw new IllegalStateException("frame " + next + " follows " + number);
            }
            number = next;
        }
    }

    /** Replays, reports the last number as a negative one, then appends and reports each number, with a checkpoint whenever one is due. */
    public static final class Appender {
        private Appender() {
        }

        public static void main(final String[] arguments) throws Exception {
            final DataOutputStream reports = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
            final RouteJournal journal = RouteJournal.open(Path.of(arguments[0]), SETTINGS);
            final Last last = new Last();
            if (!journal.replay(last).isComplete()) {
                throw new IllegalStateException("the replay is not complete");
            }
            reports.writeLong(-last.number);
            final Random random = new Random();
            long number = last.number;
            long commitAt = 0;
            while (true) {
                JournalFrames.append(journal, ++number, 9 + random.nextInt(3000));
                reports.writeLong(number);
                if (journal.needsCheckpoint()) {
                    journal.beginCheckpoint();
                    journal.appendCheckpoint(JournalFrames.frame(number, Long.BYTES), 0, Long.BYTES);
                    commitAt = number + random.nextInt(20);
                }
                if (journal.isCheckpointing() && number >= commitAt) {
                    journal.commitCheckpoint();
                }
            }
        }
    }

    @Test
    void shouldReplayEverythingReportedHoweverTheWriterDies() throws Exception {
        final Random random = new Random(20261124);
        long reported = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // Every third dies while it starts and replays, the others while they write.
            reported = runAndKill(random.nextInt(250), kill % 3 == 2, reported);
        }
        assertTrue(reported > KILLS * 10, "frames " + reported);
        final Last last = new Last();
        try (RouteJournal journal = RouteJournal.open(directory, SETTINGS)) {
            final ReplayReport report = journal.replay(last);
            assertEquals(List.of(), report.faults());
        }
        assertTrue(last.number >= reported && last.number <= reported + 1, "replayed " + last.number + ", reported " + reported);
    }

    private long runAndKill(final int afterMs, final boolean isEarly, final long before) throws IOException, InterruptedException {
        final Process writer = start();
        long reported = before;
        try (DataInputStream reports = new DataInputStream(writer.getInputStream())) {
            if (isEarly) {
                Thread.sleep(100 + 3L * afterMs);
                kill(writer);
            } else {
                final long replayed = -reports.readLong();
                assertTrue(replayed >= before && replayed <= before + 1, "replayed " + replayed + ", reported " + before);
                final JournalException refusal = assertThrows(JournalException.class, () -> RouteJournal.open(directory, SETTINGS));
                assertTrue(refusal.getMessage().contains("is in use by another control plane"), refusal.getMessage());
                Thread.ofVirtual().start(() -> killAfter(writer, afterMs));
            }
            while (true) {
                reported = Math.max(reported, Math.abs(reports.readLong()));
            }
        } catch (EOFException e) {
            return reported;
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
        }
    }

    private static void killAfter(final Process process, final int afterMs) {
        try {
            Thread.sleep(afterMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(process);
    }

    /** SIGKILL. Process.destroyForcibly would also close the stream, with reports in it. */
    private static void kill(final Process process) {
        process.toHandle().destroyForcibly();
    }

    private Process start() throws IOException {
        final List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        // The same opens as this test, and not its collector, heap or agents.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("--") || each.equals("-ea")).forEach(command::add);
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                Appender.class.getName(), directory.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
