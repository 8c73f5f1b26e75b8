// SPDX-License-Identifier: Apache-2.0
// A burst of frames for the benchmarks of this package.
package io.eightfold.dataplane.worker;

import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;

/** {@value #SIZE} IPv8 frames and as many IPv4 frames, all different and good. Thread: its owner. */
final class Burst implements AutoCloseable {
    static final int SIZE = 32;
    static final int PACKET_BYTES = 46;
    static final int TTL = 64;
    /** As far apart as the packets of a mempool of 2 KiB buffers, headers included. */
    private static final int STRIDE_BYTES = 2304;

    private final long memory = Memory.allocate((long) 2 * SIZE * STRIDE_BYTES);

    Burst() {
        for (int i = 0; i < SIZE; i++) {
            final long source = 64496L << 32 | 0x0A01_0002L;
            final long destination = 64500L + 3 * i << 32 | 0x0A02_0003L + ((long) i << 16);
            EthernetLayout.write(frame(i), 0x02E8_0000_0001L, 0x02E8_0000_00FFL, EthernetLayout.IPV8);
            Ipv8View.write(ipv8Packet(i), 0, PACKET_BYTES, i, 0, TTL, Protocol.UDP, source, destination);
            Ipv4View.write(ipv4Packet(i), 0, PACKET_BYTES, i, 0, TTL, Protocol.UDP, (int) source, (int) destination);
        }
    }

    /** The Ethernet header of an IPv8 frame. */
    long frame(final int index) {
        return memory + (long) index * STRIDE_BYTES;
    }

    /** The header of an IPv8 packet. */
    long ipv8Packet(final int index) {
        return frame(index) + EthernetLayout.LENGTH;
    }

    /** The header of an IPv4 packet. */
    long ipv4Packet(final int index) {
        return frame(SIZE + index) + EthernetLayout.LENGTH;
    }

    @Override
    public void close() {
        Memory.free(memory);
    }
}
