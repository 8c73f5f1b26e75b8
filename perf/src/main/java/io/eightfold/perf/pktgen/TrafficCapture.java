// SPDX-License-Identifier: Apache-2.0
// The traffic as a capture file, for other generators to replay.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.memory.Memory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Classic pcap, little-endian, microseconds, without FCS: what Pktgen-DPDK, TRex and tcpreplay read. The frames are those that a run
 * sends, but for the time stamps in the data, which are 0; the capture's own times follow the rate. Thread: any.
 */
public final class TrafficCapture {
    private static final int MAGIC_MICROSECONDS = 0xA1B2C3D4;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final int SNAP_LENGTH = 0xFFFF;
    private static final int LINKTYPE_ETHERNET = 1;
    private static final long US_PER_S = 1_000_000;
    /** Frames of one capture unless the operator says how many. */
    private static final long MAX_ROUND = 1_000_000;

    private TrafficCapture() {
    }

    /** Frames until every stream has had every size, at most a million. */
    public static long round(final Traffic traffic) {
        final long sizes = traffic.sizes().pattern().length;
        long a = traffic.streams();
        long b = sizes;
        while (b != 0) {
            final long rest = a % b;
            a = b;
            b = rest;
        }
        return Math.min(MAX_ROUND, traffic.streams() / a * sizes);
    }

    /**
     * Writes the first {@code count} frames of the traffic.
     * @param pps rate of the capture's times; infinite: all at time 0.
     */
    public static void write(final Path file, final Traffic traffic, final long count, final double pps) throws IOException {
        final Destinations destinations = traffic.destinations();
        final long buffer = Memory.allocate(traffic.sizes().maxBytes() + Long.BYTES);
        try (FrameTemplates templates = new FrameTemplates(traffic); OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(littleEndian(FILE_HEADER_BYTES).putInt(MAGIC_MICROSECONDS).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0)
                .putInt(SNAP_LENGTH).putInt(LINKTYPE_ETHERNET).array());
            for (long i = 0; i < count; i++) {
                final int template = (int) (i % templates.count());
                final int stream = (int) (i % traffic.streams());
                templates.write(buffer, template, destinations.at(stream % destinations.count()), stream / destinations.count(),
                    (int) (i / traffic.streams()), 0);
                final int length = templates.lengthBytes(template);
                final long timeUs = (long) (i / pps * US_PER_S);
                out.write(littleEndian(FRAME_HEADER_BYTES).putInt((int) (timeUs / US_PER_S)).putInt((int) (timeUs % US_PER_S)).putInt(length)
                    .putInt(length).array());
                out.write(Memory.toBytes(buffer, length));
            }
        } finally {
            Memory.free(buffer);
        }
    }

    private static ByteBuffer littleEndian(final int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
