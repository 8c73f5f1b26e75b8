// SPDX-License-Identifier: Apache-2.0
// JMH: changes of a table with one peer that is told them.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.policy.RoutePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time for 1000 announcements and their withdrawal on a table of 10,000, each a message: decoded, decided, installed, and told to another peer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BgpRibBenchmark {
    static final int BASE = 10_000;
    private static final int CHANGED = 1_000;
    private static final int LENGTH_BITS = 48;
    private static final int FROM_ASN = 64_501;
    private static final int TO_ASN = 64_502;

    private final List<UnsafeBuffer> base = new ArrayList<>();
    private final List<UnsafeBuffer> announcements = new ArrayList<>();
    private final List<UnsafeBuffer> withdrawals = new ArrayList<>();
    private final Outside outside = new Outside();
    private BgpRib rib;
    private int from;
    private long nowNs;

    /** All that is around the RIB; counts what is installed and told. */
    private static final class Outside implements PeerOutput, RouteInstaller, NextHops {
        private static final int ROOM = 1 << 30;
        private long installed;
        private long told;

        @Override
        public int room(final int peer) {
            return ROOM;
        }

        @Override
        public void send(final int peer, final byte[] message) {
            told++;
        }

        @Override
        public void reset(final int peer, final MessageError error) {
            throw new IllegalStateException(error.toString());
        }

        @Override
        public void cease(final int peer, final int subcode, final String cause, final int restartS) {
            throw new IllegalStateException(cause);
        }

        @Override
        public void install(final long address, final int lengthBits, final boolean isExternal, final int originAsn, final int metric, final int nextHop) {
            installed++;
        }

        @Override
        public void withdraw(final long address, final int lengthBits, final boolean isExternal) {
            installed--;
        }

        @Override
        public int hold(final long nextHop) {
            return 0;
        }

        @Override
        public void release(final int id) {
            // One for all.
        }

        @Override
        public boolean isUsable(final int id) {
            return true;
        }
    }

    /** A table of 10,000 that both peers have, and the messages of the changes. */
    @Setup(Level.Trial)
    public void open() {
        final SessionOptions sender = options(FROM_ASN);
        rib = new BgpRib(new LocalSettings(64_500, 1, 1), outside, outside, RouteJudge.NONE, outside, BgpRibListener.NONE);
        from = rib.addPeer(settings("192.0.2.1", 1));
        final int to = rib.addPeer(settings("192.0.2.2", 2));
        rib.up(from, sender, 1, nowNs);
        rib.up(to, options(TO_ASN), 1, nowNs);
        for (int i = 0; i < BASE + CHANGED; i++) {
            announce(i < BASE ? base : announcements, i);
        }
        for (int i = 0; i < CHANGED; i++) {
            final UpdateEncoder encoder = new UpdateEncoder(sender, Carrier.NATIVE);
            encoder.beginWithdraw(whole -> withdrawals.add(new UnsafeBuffer(whole)));
            encoder.withdraw(address(BASE + i), LENGTH_BITS, 0);
            encoder.end();
        }
        take(base);
    }

    private static void announce(final List<UnsafeBuffer> to, final int index) {
        // Seven prefixes in a row share their attributes.
        final AttributeSet attributes = new AttributeSet.Builder().asPath(AsPath.of(FROM_ASN, 131_072 + index / 7, 131_071)).nextHop(0xC000_0201L).build();
        final UpdateEncoder encoder = new UpdateEncoder(options(TO_ASN), Carrier.NATIVE);
        encoder.begin(attributes, 0, whole -> to.add(new UnsafeBuffer(whole)));
        encoder.announce(address(index), LENGTH_BITS, 0);
        encoder.end();
    }

    private static long address(final int index) {
        return 131_071L << 32 | index + 256L << 16;
    }

    private static PeerSettings settings(final String name, final int address) {
        return new PeerSettings(name, address, RoutePolicy.PERMIT, RoutePolicy.PERMIT, false, false, 0, true, 0, 75, false, 0, 0, 0, 0);
    }

    private static SessionOptions options(final int peerAsn) {
        return new SessionOptions(64_500, peerAsn, 1, peerAsn, 90, Set.of(Carrier.NATIVE), Set.of(), Set.of(), true, false, true, false, null, Map.of(), null, null);
    }

    private void take(final List<UnsafeBuffer> messages) {
        for (final UnsafeBuffer message : messages) {
            rib.update(from, message, 0, message.capacity(), ++nowNs);
        }
        while (rib.hasWork()) {
            rib.turn(++nowNs);
        }
    }

    /** Routes installed. */
    long installed() {
        return outside.installed;
    }

    /** Messages told to the other peer so far. */
    @Benchmark
    public long announceAndWithdraw1000() {
        take(announcements);
        take(withdrawals);
        return outside.told;
    }

    /** Routes installed in the middle of a round. */
    long announceOnly() {
        take(announcements);
        return outside.installed;
    }
}
