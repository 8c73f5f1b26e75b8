// SPDX-License-Identifier: Apache-2.0
// Numbered frames, and a handler that checks them.
package io.eightfold.controlplane.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Numbered frames whose bytes follow from the number, and a handler that checks them. */
final class JournalFrames implements FrameHandler {
    final List<Long> numbers = new ArrayList<>();

    /** The frame of a number: 8 bytes of it, then a pattern. */
    static UnsafeBuffer frame(final long number, final int lengthBytes) {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[lengthBytes]);
        frame.putLong(0, number);
        for (int i = Long.BYTES; i < lengthBytes; i++) {
            frame.putByte(i, (byte) (number * 31 + i));
        }
        return frame;
    }

    static void append(final RouteJournal journal, final long number, final int lengthBytes) {
        journal.append(frame(number, lengthBytes), 0, lengthBytes);
    }

    @Override
    public void onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final long number = buffer.getLong(offset);
        for (int i = Long.BYTES; i < lengthBytes; i++) {
            if (buffer.getByte(offset + i) != (byte) (number * 31 + i)) {
                assertEquals((byte) (number * 31 + i), buffer.getByte(offset + i), "frame " + number + " byte " + i);
            }
        }
        numbers.add(number);
    }

    /** Checks that the numbers are {@code first} to {@code last} without a gap. */
    void assertRange(final long first, final long last) {
        assertEquals(Math.max(0, last - first + 1), numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(first + i, numbers.get(i));
        }
    }

    /** Disk blocks below a directory, in bytes; holes do not count. */
    static long diskBytes(final Path directory) throws Exception {
        final Process du = new ProcessBuilder("du", "-s", "-B1", directory.toString()).start();
        return Long.parseLong(new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s")[0]);
    }

    static Path queueFile(final Path generation) throws IOException {
        try (Stream<Path> files = Files.list(generation)) {
            return files.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }
}
