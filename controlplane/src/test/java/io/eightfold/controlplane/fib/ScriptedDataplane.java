// SPDX-License-Identifier: Apache-2.0
// A dataplane that does what a test says.
package io.eightfold.controlplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameFault;
import io.eightfold.fibprotocol.FrameSink;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.StatusEncoder;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.UpdateDecoder;
import io.eightfold.fibprotocol.UpdateHandler;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Channel and dataplane in one: reads each frame as it is offered, checks the order and the digest, and answers only when told to. */
final class ScriptedDataplane implements FibChannel, UpdateHandler {
    long instance = 77;
    long configuration;
    long generation = 1;
    int stream = 5;
    boolean takesFrames = true;
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final ArrayDeque<byte[]> answers = new ArrayDeque<>();
    private StatusEncoder status = new StatusEncoder(instance, this::answer);
    final List<Long> connects = new ArrayList<>();
    final List<Long> epochs = new ArrayList<>();
    final Map<Integer, List<NextHop>> sets = new HashMap<>();
    /** {@code vrf address/length} to set number. */
    final Map<String, Integer> routes = new TreeMap<>();
    private final TableDigest digest = new TableDigest();
    long expected;
    long batch;
    int batchRoutes;
    int mostBatchRoutes;
    long snapshotEnd;
    long heartbeats;
    long routeMessages;

    /** Another dataplane from now on. */
    void restart(final long newInstance) {
        instance = newInstance;
        status = new StatusEncoder(instance, this::answer);
    }

    private void answer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        answers.add(frame);
    }

    void hello(final long epoch, final long peer) {
        status.hello(epoch, peer, configuration, List.of(new StatusHandler.Port("p0", 0, 2, 1500, true, 0)));
    }

    void ack(final long ofBatch, final long refused) {
        status.ack(epochs.getLast(), ofBatch, digest.routes(), digest.value(), refused);
    }

    void ackAll() {
        ack(batch, 0);
    }

    void resync(final ResyncCause cause) {
        status.resync(epochs.getLast(), 1, 2, cause);
    }

    void resync(final long epoch, final ResyncCause cause) {
        status.resync(epoch, 1, 2, cause);
    }

    void gateways(final int part, final boolean isLast, final StatusHandler.Gateway... list) {
        status.gateways(List.of(list), part, isLast);
    }

    void garbage() {
        answers.add(new byte[] {1, 2, 3});
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (takesFrames) {
            assertTrue(lengthBytes <= FibWire.MAX_FRAME_BYTES);
            assertEquals(FrameFault.NONE, decoder.decode(buffer, offset, lengthBytes, this));
        }
        return takesFrames;
    }

    @Override
    public int poll(final FrameSink handler, final int frames) {
        int polled = 0;
        for (; polled < frames && !answers.isEmpty(); polled++) {
            final byte[] frame = answers.poll();
            handler.frame(new UnsafeBuffer(frame), 0, frame.length);
        }
        return polled;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public void close() {
    }

    @Override
    public void onConnect(final long peer, final int answerStream) {
        assertEquals(stream, answerStream);
        connects.add(peer);
    }

    @Override
    public boolean onSequence(final long epoch, final long sequence, final boolean isOpen) {
        if (isOpen) {
            assertTrue(epochs.isEmpty() || epoch > epochs.getLast(), "epochs grow");
            assertEquals(0, sequence);
            expected = 0;
        } else {
            assertEquals(epochs.getLast(), epoch);
        }
        assertEquals(expected++, sequence);
        return true;
    }

    @Override
    public void onHeartbeat(final long epoch, final long sequence) {
        assertEquals(epochs.getLast(), epoch);
        assertEquals(expected - 1, sequence);
        heartbeats++;
    }

    @Override
    public void onOpen(final long epoch) {
        epochs.add(epoch);
        sets.clear();
        routes.clear();
        digest.clear();
        batch = 0;
        snapshotEnd = 0;
    }

    @Override
    public void onBatchBegin(final long number) {
        assertEquals(batch + 1, number);
        batch = number;
        batchRoutes = 0;
    }

    @Override
    public void onHopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        if (hops.isEmpty()) {
            assertTrue(sets.remove(setId) != null, "set " + setId);
        } else {
            sets.put(setId, hops);
            digest.set(setId, hops);
        }
    }

    @Override
    public void onRoute(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance) {
        routeMessages++;
        mostBatchRoutes = Math.max(mostBatchRoutes, ++batchRoutes);
        final Integer before = routes.remove(vrf + " " + address + "/" + hostLength);
        if (before != null) {
            digest.remove(before, vrf, address, hostLength);
        }
        if (setId != FibWire.WITHDRAWN) {
            assertTrue(sets.containsKey(setId), "set " + setId);
            routes.put(vrf + " " + address + "/" + hostLength, setId);
            digest.add(setId, vrf, address, hostLength);
        }
    }

    @Override
    public void onBatchEnd(final long number, final long routeCount, final long value, final boolean isSnapshotEnd) {
        assertEquals(batch, number);
        assertEquals(digest.routes(), routeCount);
        assertEquals(digest.value(), value);
        snapshotEnd = isSnapshotEnd ? number : snapshotEnd;
    }
}
