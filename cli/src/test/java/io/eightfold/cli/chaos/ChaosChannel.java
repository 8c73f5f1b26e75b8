// SPDX-License-Identifier: Apache-2.0
// A way between two sides that does everything a way can do wrong.
package io.eightfold.cli.chaos;

import io.eightfold.fibprotocol.FrameSink;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One direction's frames wait here with the time they arrive at. Faults are drawn from the seed's random numbers, and end when told to. */
final class ChaosChannel implements FibChannel {
    /** What was done to frames. */
    static final class Faults {
        long lost;
        long repeated;
        long reordered;
        long damaged;
        long refused;

        @Override
        public String toString() {
            return "lost " + lost + " repeated " + repeated + " reordered " + reordered + " damaged " + damaged + " refused " + refused;
        }
    }

    private record Frame(byte[] bytes, long arrivesNs) {
    }

    private static final int CAPACITY = 64;
    private final Random random;
    private final Faults faults;
    private final List<Frame> toPeer = new ArrayList<>();
    private ChaosChannel peer;
    private long generation = 1;
    /** Of a thousand frames, those that suffer each fault. */
    int permille;
    /** The next so many frames are lost, whatever is drawn. */
    int loseNext;
    long nowNs;

    ChaosChannel(final Random random, final Faults faults) {
        this.random = random;
        this.faults = faults;
    }

    void connect(final ChaosChannel other) {
        peer = other;
        other.peer = this;
    }

    /** Everything on its way is lost. */
    void rebuild() {
        toPeer.clear();
        peer.toPeer.clear();
        generation++;
    }

    private boolean happens() {
        return random.nextInt(1000) < permille;
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (toPeer.size() >= CAPACITY || happens()) {
            faults.refused++;
            return false;
        }
        if (loseNext > 0 || happens()) {
            loseNext = Math.max(0, loseNext - 1);
            faults.lost++;
            return true;
        }
        final byte[] bytes = new byte[lengthBytes];
        buffer.getBytes(offset, bytes);
        final long delayNs = 100_000L + (happens() ? random.nextInt(400_000_000) : 0);
        if (happens()) {
            faults.damaged++;
            bytes[random.nextInt(lengthBytes)] ^= (byte) (1 + random.nextInt(255));
        }
        toPeer.add(new Frame(bytes, nowNs + delayNs));
        if (happens()) {
            faults.repeated++;
            toPeer.add(new Frame(bytes, nowNs + delayNs));
        }
        if (toPeer.size() > 1 && happens()) {
            faults.reordered++;
            toPeer.add(random.nextInt(toPeer.size()), toPeer.removeLast());
        }
        return true;
    }

    @Override
    public int poll(final FrameSink handler, final int frames) {
        int polled = 0;
        while (polled < frames && !peer.toPeer.isEmpty() && peer.toPeer.getFirst().arrivesNs <= nowNs) {
            final byte[] bytes = peer.toPeer.removeFirst().bytes;
            // Not at the start of the array, as in a log buffer.
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[bytes.length + 24]);
            buffer.putBytes(16, bytes);
            handler.frame(buffer, 16, bytes.length);
            polled++;
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
}
