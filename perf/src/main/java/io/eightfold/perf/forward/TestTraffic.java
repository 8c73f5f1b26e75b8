// SPDX-License-Identifier: Apache-2.0
// Frames and routes of the forwarding benchmark, and what must become of each frame.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Routes: one /16 in each of {@code asns} ASNs, over {@value #NEIGHBORS} neighbours. Frames: UDP in IPv8, 60 bytes without FCS, each to
 * another ASN drawn at random. The expected frame is computed with byte buffers and a plain sum, sharing no code with the worker.
 */
public final class TestTraffic {
    public static final long SEED = 0x1BF8_2026L;
    public static final long IN_MAC = 0x02E8_0000_0001L;
    public static final long OUT_MAC = 0x02E8_0000_0002L;
    public static final int ETHER_TYPE = 0x8080;
    private static final int NEIGHBORS = 16;
    private static final long FIRST_NEIGHBOR_MAC = 0x02E8_0000_0100L;
    private static final int FIRST_ASN = 1000;
    private static final int FRAME_BYTES = 60;
    private static final int ETHERNET_BYTES = 14;
    private static final int HEADER_BYTES = 28;
    private static final int TTL = 64;

    private final int asns;
    private final List<byte[]> frames = new ArrayList<>();
    private final List<byte[]> expected = new ArrayList<>();

    public TestTraffic(final int asns, final int frameCount) {
        this.asns = asns;
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < frameCount; i++) {
            final int index = random.nextInt(asns);
            final int host = hostPrefix(index) | random.nextInt(1, 0xFFFF);
            frames.add(frame(IN_MAC, 0x02E8_0000_00FFL, TTL, asn(index), host, i));
            expected.add(frame(FIRST_NEIGHBOR_MAC + index % NEIGHBORS, OUT_MAC, TTL - 1, asn(index), host, i));
        }
    }

    /** Frames as they come in. */
    public List<byte[]> frames() {
        return frames;
    }

    /** The same frames as they must go out. */
    public List<byte[]> expected() {
        return expected;
    }

    /** Installs the routes; neighbours are on port {@code port}. */
    public void install(final Fib fib, final NextHopTable nextHops, final int port) {
        final int[] hops = new int[NEIGHBORS];
        for (int i = 0; i < NEIGHBORS; i++) {
            hops[i] = nextHops.addNeighbor(port, 1500, OUT_MAC, ETHER_TYPE);
            nextHops.resolve(hops[i], FIRST_NEIGHBOR_MAC + i, false);
        }
        for (int i = 0; i < asns; i++) {
            fib.put(new Ipv8Prefix(new Ipv8Address(asn(i), hostPrefix(i)), 48), hops[i % NEIGHBORS]);
        }
    }

    /** ASNs in use are not dense: every third from 1000 on. */
    private static int asn(final int index) {
        return FIRST_ASN + 3 * index;
    }

    private static int hostPrefix(final int index) {
        return 10 << 24 | (index & 0xFF) << 16;
    }

    private static byte[] frame(final long toMac, final long fromMac, final int ttl, final int asn, final int host, final int id) {
        final ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        frame.putShort((short) (toMac >>> 32)).putInt((int) toMac).putShort((short) (fromMac >>> 32)).putInt((int) fromMac).putShort((short) ETHER_TYPE);
        frame.put((byte) 0x87).put((byte) 0).putShort((short) (FRAME_BYTES - ETHERNET_BYTES)).putShort((short) id).putShort((short) 0)
            .put((byte) ttl).put((byte) 17).putShort((short) 0).putInt(64496).putInt(10 << 24 | 1 << 16 | 2).putInt(asn).putInt(host);
        frame.putShort((short) 4000).putShort((short) 9).putShort((short) (FRAME_BYTES - ETHERNET_BYTES - HEADER_BYTES)).putShort((short) 0).putInt(id);
        frame.putShort(ETHERNET_BYTES + 10, (short) checksum(frame));
        return frame.array();
    }

    private static int checksum(final ByteBuffer frame) {
        int sum = 0;
        for (int i = 0; i < HEADER_BYTES; i += 2) {
            sum += frame.getShort(ETHERNET_BYTES + i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
    }
}
