// SPDX-License-Identifier: Apache-2.0
// Both ends of the channel over real Aeron.
package io.eightfold.fibprotocol.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.FibWire;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FibChannelIT {
    private static final long LIMIT_NS = 20_000_000_000L;
    @TempDir
    private Path directory;
    private ChannelConfig config;
    private DataplaneChannel dataplane;
    private ControlChannel control;

    @BeforeEach
    void open() {
        config = ChannelConfig.ipc(directory.resolve("dataplane.aeron"));
    }

    @AfterEach
    void close() {
        if (control != null) {
            control.close();
        }
        if (dataplane != null) {
            dataplane.close();
        }
    }

    private static void await(final String what, final BooleanSupplier condition) {
        final long limitNs = System.nanoTime() + LIMIT_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < limitNs, what);
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** A frame of some length that says its number. */
    private static UnsafeBuffer frame(final int number, final int lengthBytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[lengthBytes]);
        buffer.setMemory(0, lengthBytes, (byte) number);
        buffer.putInt(0, number);
        return buffer;
    }

    private static void send(final FibChannel from, final int number, final int lengthBytes) {
        await("frame " + number + " not taken", () -> from.offer(frame(number, lengthBytes), 0, lengthBytes));
    }

    /** Reads until as many have come; they must be whole. */
    private static List<Integer> receive(final FibChannel to, final int count) {
        final List<Integer> numbers = new ArrayList<>();
        await("frames missing", () -> {
            to.poll((buffer, offset, length) -> {
                final int number = buffer.getInt(offset);
                assertEquals((byte) number, buffer.getByte(offset + length - 1), "whole");
                numbers.add(number);
            }, 8);
            return numbers.size() >= count;
        });
        return numbers;
    }

    private void connect() {
        control = ControlChannel.open(config);
        await("no connection", () -> control.answerStream() != 0 && control.isConnected());
        dataplane.answerTo(control.answerStream());
        send(dataplane, 1, 100);
        assertEquals(List.of(1), receive(control, 1));
    }

    @Test
    void shouldCarryFramesBothWaysInOrder() {
        dataplane = DataplaneChannel.open(config);
        connect();
        exchange(300);
    }

    private void exchange(final int count) {
        final List<Integer> expected = new ArrayList<>();
        final List<Integer> received = new ArrayList<>();
        for (int i = 10; i < 10 + count; i++) {
            send(control, i, i % 3 == 0 ? FibWire.MAX_FRAME_BYTES : 16 + i % 5000);
            expected.add(i);
            received.addAll(receive(dataplane, 1));
        }
        assertEquals(expected, received);
        for (int i = 0; i < 20; i++) {
            send(dataplane, i, FibWire.MAX_FRAME_BYTES);
            assertEquals(List.of(i), receive(control, 1));
        }
    }

    @Test
    void shouldLoseNothingThatWasTakenWhileNobodyReads() {
        dataplane = DataplaneChannel.open(config);
        connect();
        final List<Integer> taken = new ArrayList<>();
        int number = 0;
        for (int refused = 0; refused < 100; number++) {
            if (control.offer(frame(number, 20_000), 0, 20_000)) {
                taken.add(number);
            } else {
                refused++;
            }
            assertTrue(taken.size() < 10_000, "there is an end to what fits");
        }
        assertTrue(taken.size() > 10, taken.size() + " taken");
        assertEquals(taken, receive(dataplane, taken.size()));
        send(control, 77, 100);
        assertEquals(List.of(77), receive(dataplane, 1));
    }

    @Test
    void shouldServeOneControlPlaneAfterTheOther() {
        dataplane = DataplaneChannel.open(config);
        connect();
        final int before = control.answerStream();
        send(dataplane, 5, 100);
        control.close();
        connect();
        assertNotEquals(before, control.answerStream());
        exchange(20);
    }

    @Test
    void shouldFindDataplaneThatWasReplaced() throws IOException {
        dataplane = DataplaneChannel.open(config);
        connect();
        final long before = control.generation();
        final Path driver = Path.of(Files.readString(config.rendezvous()).strip());
        dataplane.close();
        assertFalse(Files.exists(driver), "shared memory is given back");
        assertFalse(Files.exists(config.rendezvous()));
        dataplane = DataplaneChannel.open(config);
        await("not found again", () -> control.generation() > before && control.isConnected());
        dataplane.answerTo(control.answerStream());
        exchange(20);
    }

    @Test
    void shouldWaitForDataplaneThatComesLater() {
        control = ControlChannel.open(config);
        assertEquals(0, control.answerStream());
        assertFalse(control.isConnected());
        assertFalse(control.offer(frame(1, 10), 0, 10));
        dataplane = DataplaneChannel.open(config);
        await("not found", control::isConnected);
        assertEquals(1, control.generation());
    }

    @Test
    void shouldRemoveWhatDeadPredecessorLeft() throws IOException {
        final Path left = Rendezvous.newDriverDirectory();
        Files.createDirectories(left);
        Files.writeString(left.resolve("cnc.dat"), "dead");
        Files.writeString(config.rendezvous(), left + "\n");
        dataplane = DataplaneChannel.open(config);
        assertFalse(Files.exists(left.getParent()));
        assertNotEquals(left.toString(), Files.readString(config.rendezvous()).strip());
    }

    @Test
    void shouldNotRemoveWhatIsNotOurs() throws IOException {
        final Path foreign = Files.createDirectories(directory.resolve("precious/aeron"));
        Files.writeString(config.rendezvous(), foreign + "\n");
        dataplane = DataplaneChannel.open(config);
        assertTrue(Files.exists(foreign));
    }

    @Test
    void shouldGoOnLookingAfterFileThatCannotBeRead() throws IOException {
        Files.createDirectory(config.rendezvous());
        control = ControlChannel.open(config);
        await("the file was not looked at", () -> Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("e8-fib-channel")));
        final long untilNs = System.nanoTime() + 200_000_000L;
        await("time", () -> System.nanoTime() > untilNs);
        Files.delete(config.rendezvous());
        dataplane = DataplaneChannel.open(config);
        await("not found", control::isConnected);
    }

    @Test
    void shouldLeadOverUdp() throws IOException {
        config = new ChannelConfig(directory.resolve("unused"), "127.0.0.1:" + freePort(), "127.0.0.1:" + freePort());
        dataplane = DataplaneChannel.open(config);
        connect();
        exchange(50);
        // Not to find each other: so that a successor gives back the shared memory of one that was killed.
        for (final String file : List.of("unused", "unused-control")) {
            assertTrue(Files.isDirectory(Path.of(Files.readString(directory.resolve(file)).strip()).getParent()), file);
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldThrowWhatTheHandlerThrewAndGiveNothingBehindIt() {
        dataplane = DataplaneChannel.open(config);
        control = ControlChannel.open(config);
        await("not connected", control::isConnected);
        dataplane.answerTo(control.answerStream());
        await("no way back", () -> dataplane.offer(frame(1, 64), 0, 64));
        send(dataplane, 2, 64);
        send(control, 1, 10_000);
        send(control, 2, 10_000);
        for (final FibChannel end : List.of(dataplane, control)) {
            final List<Integer> seen = new ArrayList<>();
            final IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> await("nothing came", () -> end.poll((buffer, offset, length) -> {
                seen.add(buffer.getInt(offset));
                throw new IllegalStateException("ours");
            }, 8) < 0));
            assertEquals("ours", thrown.getMessage());
            assertEquals(List.of(1), seen);
        }
    }
}
