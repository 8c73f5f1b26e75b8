// SPDX-License-Identifier: Apache-2.0
// Frames and routes of the forwarding benchmark, and what must become of each frame.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.tunnel.TunnelHeader;
import io.eightfold.perf.table.Destinations;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes of any table, over {@value #NEIGHBORS} neighbours: a route's next-hop index modulo that number. Frames: UDP in IPv8, or in IPv4 where the
 * route is of ASN 0, 60 bytes without FCS, each to another destination drawn from all routes. The expected frame is computed with byte buffers, a
 * plain sum and a naive lookup, sharing no code with the worker.
 */
public final class TestTraffic {
    /** Of whatever is drawn. */
    public static final long SEED = 0x1BF8_2026L;
    /** Of the port that receives. */
    public static final long IN_MAC = 0x02E8_0000_0001L;
    /** Of the port that sends. */
    public static final long OUT_MAC = 0x02E8_0000_0002L;
    /** Of IPv8. */
    public static final int ETHER_TYPE = 0x8080;
    private static final int ETHER_TYPE_IPV4 = 0x0800;
    private static final long FROM_MAC = 0x02E8_0000_00FFL;
    private static final int NEIGHBORS = 16;
    private static final long FIRST_NEIGHBOR_MAC = 0x02E8_0000_0100L;
    private static final int FIRST_ASN = 1000;
    private static final int SIXTEEN_LENGTH = 48;
    private static final int FRAME_BYTES = 60;
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV8_BYTES = 28;
    private static final int IPV4_BYTES = 20;
    private static final int UDP_BYTES = 8;
    /** Where all frames come from. */
    static final int FROM_ASN = 64496;
    private static final int FROM_HOST = 10 << 24 | 1 << 16 | 2;
    /** Hosts that IPv8 frames come from, a power of two. */
    private static final int FROM_HOSTS = 1024;
    private static final int TTL = 64;
    private static final int MTU_BYTES = 1500;
    /** More draws than this for one destination: the table has hardly anything that unicast may go to. */
    private static final int TRIES = 10_000;

    private final RouteTable table;
    private final ForwardKind kind;
    private final int frameBytes;
    private final long[] destinations;
    private final List<byte[]> frames = new ArrayList<>();
    private final List<byte[]> expected = new ArrayList<>();

    /** To {@code asns} ASNs with a /16 each. */
    public TestTraffic(final int asns, final int frameCount) {
        this(oneSixteenAnAsn(asns), frameCount);
    }

    /**
     * To the routes of a table.
     * @throws IllegalArgumentException when (nearly) no destination in it may be forwarded to.
     */
    public TestTraffic(final RouteTable table, final int frameCount) {
        this(table, frameCount, ForwardKind.PLAIN);
    }

    /** The same with more to be done to each frame. */
    public TestTraffic(final RouteTable table, final int frameCount, final ForwardKind kind) {
        this(table, frameCount, kind, 0);
    }

    /** The same with frames that are longer by some bytes. */
    TestTraffic(final RouteTable table, final int frameCount, final ForwardKind kind, final int moreBytes) {
        this.table = table;
        frameBytes = FRAME_BYTES + moreBytes;
        this.kind = kind;
        destinations = drawDestinations(table, frameCount);
        final RouteOracle oracle = RouteOracle.of(table);
        for (int i = 0; i < frameCount; i++) {
            final long destination = destinations[i];
            final int neighbor = oracle.lookup(destination) % NEIGHBORS;
            final byte[] in = frame(IN_MAC, FROM_MAC, TTL, destination, i);
            final byte[] out = frame(FIRST_NEIGHBOR_MAC + neighbor, OUT_MAC, TTL - 1, destination, i);
            frames.add(kind.isOutOf() ? TunnelFrame.around(in, kind.encapsulation(), ForwardKind.FIRST_REMOTE_END, ForwardKind.LOCAL_END) : in);
            expected.add(kind.isInto() ? TunnelFrame.around(out, kind.encapsulation(), ForwardKind.LOCAL_END, ForwardKind.FIRST_REMOTE_END + neighbor) : out);
        }
    }

    /** One /16 in each of {@code asns} ASNs. ASNs in use are not dense: every third from 1000 on. */
    public static RouteTable oneSixteenAnAsn(final int asns) {
        final RouteTable.Builder table = new RouteTable.Builder(asns + "asns", asns);
        for (int i = 0; i < asns; i++) {
            table.add((FIRST_ASN + 3L * i) << 32 | (10L << 24 | (i & 0xFFL) << 16), SIXTEEN_LENGTH, i % NEIGHBORS);
        }
        return table.build();
    }

    /** The routes. */
    public RouteTable table() {
        return table;
    }

    /** Where each frame goes: ASN in the upper, host part in the lower 32 bits. */
    public long[] destinations() {
        return destinations.clone();
    }

    /** Frames as they come in. */
    public List<byte[]> frames() {
        return frames;
    }

    /** The same frames as they must go out. */
    public List<byte[]> expected() {
        return expected;
    }

    /** Installs the routes; neighbours are on port {@code port}. Returns the records of the neighbours. */
    public int[] install(final Fib fib, final NextHopTable nextHops, final int port) {
        final int[] hops = kind.isInto() ? tunnels(nextHops, port) : neighbors(nextHops, port);
        install(table, fib, hops);
        if (kind.isOutOf()) {
            // A packet is believed when its source is reached through the tunnel that it came out of.
            fib.put(FROM_ASN, 0, 0, tunnels(nextHops, port)[0]);
        }
        return hops;
    }

    private int[] tunnels(final NextHopTable nextHops, final int port) {
        final int[] under = neighbors(nextHops, port);
        final int[] hops = new int[NEIGHBORS];
        for (int i = 0; i < NEIGHBORS; i++) {
            final int remote = ForwardKind.FIRST_REMOTE_END + i;
            hops[i] = nextHops.addTunnel(under[i], MTU_BYTES - kind.encapsulation().overheadBytes(), ForwardKind.LOCAL_END, remote, kind.encapsulation().id(),
                TunnelHeader.sumOf(ForwardKind.LOCAL_END, remote, kind.encapsulation()));
        }
        return hops;
    }

    /** The same for a table whose frames are not wanted. */
    public static int[] install(final RouteTable table, final Fib fib, final NextHopTable nextHops, final int port) {
        final int[] hops = neighbors(nextHops, port, 0);
        install(table, fib, hops);
        return hops;
    }

    private int[] neighbors(final NextHopTable nextHops, final int port) {
        return neighbors(nextHops, port, NextHopTable.borderFlags(kind.border()));
    }

    private static int[] neighbors(final NextHopTable nextHops, final int port, final int borderFlags) {
        final int[] hops = new int[NEIGHBORS];
        for (int i = 0; i < NEIGHBORS; i++) {
            hops[i] = nextHops.addNeighbor(port, MTU_BYTES, OUT_MAC, ETHER_TYPE, borderFlags);
            nextHops.resolve(hops[i], FIRST_NEIGHBOR_MAC + i, false);
        }
        return hops;
    }

    private static void install(final RouteTable table, final Fib fib, final int[] hops) {
        fib.beginBatch();
        for (int i = 0; i < table.size(); i++) {
            TableInstaller.put(fib, table.prefix(i), table.lengthBits(i), hops[table.nextHop(i) % NEIGHBORS]);
        }
        fib.endBatch();
    }

    private static long[] drawDestinations(final RouteTable table, final int count) {
        final long[] drawn = new long[count];
        int found = 0;
        for (int round = 0; found < count; round++) {
            if (round == TRIES) {
                throw new IllegalArgumentException(table.name() + " has (nearly) no route that unicast may go to: a host part must not begin with 0, 127 or 224"
                    + " and above, nor an ASN with 0xFFFF; give another table");
            }
            for (final long destination : Destinations.uniform(table, count, SEED + round)) {
                if (found < count && isUnicast(destination)) {
                    drawn[found++] = destination;
                }
            }
        }
        return drawn;
    }

    /** RFC 1122 §3.2.1.3 for the host part; ASNs from 0xFFFF0000 on are multicast and broadcast. */
    private static boolean isUnicast(final long destination) {
        final int top = (int) destination >>> 24;
        return top != 0 && top != 127 && top < 224 && destination >>> 48 != 0xFFFF;
    }

    private byte[] frame(final long toMac, final long fromMac, final int ttl, final long destination, final int id) {
        final boolean isIpv4 = destination >>> 32 == 0;
        final int headerBytes = isIpv4 ? IPV4_BYTES : IPV8_BYTES;
        final ByteBuffer frame = ByteBuffer.allocate(frameBytes);
        frame.putShort((short) (toMac >>> 32)).putInt((int) toMac).putShort((short) (fromMac >>> 32)).putInt((int) fromMac)
            .putShort((short) (isIpv4 ? ETHER_TYPE_IPV4 : ETHER_TYPE));
        frame.put((byte) (isIpv4 ? 0x45 : 0x87)).put((byte) 0).putShort((short) (frameBytes - ETHERNET_BYTES)).putShort((short) id).putShort((short) 0)
            .put((byte) ttl).put((byte) 17).putShort((short) 0);
        if (isIpv4) {
            frame.putInt(FROM_HOST).putInt((int) destination);
        } else {
            frame.putInt(FROM_ASN).putInt(FROM_HOST + (id & FROM_HOSTS - 1) * 256).putLong(destination);
        }
        frame.putShort((short) 4000).putShort((short) 9).putShort((short) (frameBytes - ETHERNET_BYTES - headerBytes)).putShort((short) 0);
        assert frame.position() == ETHERNET_BYTES + headerBytes + UDP_BYTES : frame.position();
        frame.putInt(id);
        frame.putShort(ETHERNET_BYTES + 10, (short) checksum(frame, headerBytes));
        return frame.array();
    }

    private static int checksum(final ByteBuffer frame, final int headerBytes) {
        int sum = 0;
        for (int i = 0; i < headerBytes; i += 2) {
            sum += frame.getShort(ETHERNET_BYTES + i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
    }
}
