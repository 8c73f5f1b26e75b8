// SPDX-License-Identifier: Apache-2.0
// A RIB whose surroundings keep nothing, so that what grows is the RIB.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.policy.RoutePolicy;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** A RIB whose surroundings keep nothing, so that what grows is the RIB; and peers with tables like those of the Internet. */
final class QuietWorld implements RouteInstaller, NextHops, PeerOutput {
    /** Prefixes with the same attributes, as in a table of the Internet. */
    static final int PREFIXES_A_SET = 7;

    final BgpRib rib = new BgpRib(RibWorld.LOCAL, this, this, RouteJudge.NONE, this, BgpRibListener.NONE);
    long installs;
    long sentBytes;
    private long nowNs = 1;

    int up(final int number, final int asn, final Carrier carrier) {
        final int id = rib.addPeer(RibWorld.settings("192.0.2." + number, number, RoutePolicy.PERMIT, RoutePolicy.PERMIT));
        rib.up(id, options(asn, carrier), 0x0A00_0001, nowNs);
        return id;
    }

    static SessionOptions options(final int asn, final Carrier carrier) {
        return RibWorld.options(asn, asn, Set.of(carrier));
    }

    static UpdateEncoder encoder(final int asn, final Carrier carrier) {
        return new UpdateEncoder(RibWorld.mirror(options(asn, carrier)), carrier);
    }

    /** Attributes of a table of the Internet: paths of two to six ASes, some communities. */
    static AttributeSet attributes(final int asn, final int number) {
        final int[] path = new int[2 + number % 5];
        path[0] = asn;
        for (int i = 1; i < path.length; i++) {
            path[i] = 65_600 + (number * 31 + i * 7919) % 50_000;
        }
        return new AttributeSet.Builder().asPath(AsPath.of(path)).nextHop(0x0A00_0020 + number % 2).communities(number, number + 1, asn << 16 | 3).build();
    }

    static long prefix(final int number) {
        return 70_000L + number / 200 << 32 | (long) (number % 200) << 16;
    }

    /** A peer says {@code count} prefixes from {@code first} on. */
    void table(final int id, final UpdateEncoder encoder, final int asn, final int first, final int count, final int variant) {
        for (int from = first; from < first + count; from += PREFIXES_A_SET) {
            encoder.begin(attributes(asn, from / PREFIXES_A_SET + variant), 0, message -> take(id, message));
            for (int i = from; i < Math.min(first + count, from + PREFIXES_A_SET); i++) {
                encoder.announce(prefix(i), 48, 0);
            }
            encoder.end();
        }
    }

    void withdraw(final int id, final UpdateEncoder encoder, final int first, final int count) {
        encoder.beginWithdraw(message -> take(id, message));
        for (int i = first; i < first + count; i++) {
            encoder.withdraw(prefix(i), 48, 0);
        }
        encoder.end();
    }

    private void take(final int id, final byte[] message) {
        rib.update(id, new UnsafeBuffer(message), 0, message.length, nowNs);
        turn();
    }

    void turn() {
        nowNs += 1000;
        rib.turn(nowNs);
    }

    void settle() {
        while (rib.hasWork()) {
            turn();
        }
    }

    /** Bytes in use after the collector has run. */
    static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    @Override
    public void install(final long address, final int lengthBits, final boolean isExternal, final int originAsn, final int metric, final int nextHop) {
        installs++;
    }

    @Override
    public void withdraw(final long address, final int lengthBits, final boolean isExternal) {
        installs--;
    }

    @Override
    public int hold(final long nextHop) {
        return (int) nextHop & 0xFF;
    }

    @Override
    public void release(final int id) {
    }

    @Override
    public boolean isUsable(final int id) {
        return true;
    }

    @Override
    public int room(final int peer) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void send(final int peer, final byte[] message) {
        sentBytes += message.length;
    }

    @Override
    public void reset(final int peer, final MessageError error) {
        throw new AssertionError(error);
    }

    @Override
    public void cease(final int peer, final int subcode, final String cause, final int restartS) {
        throw new AssertionError(cause);
    }
}
