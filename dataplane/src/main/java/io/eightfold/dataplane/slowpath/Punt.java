// SPDX-License-Identifier: Apache-2.0
// Frames to and from the kernel.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.SlowTrace;
import io.eightfold.dpdk.Mempool;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/**
 * A TAP per port, after the manner of VPP's linux-cp: what is for the kernel goes up as it came in, what the kernel sends goes out as it is.
 * The kernel resolves its own neighbours, so answers to ARP are copied to it. Thread: control.
 */
final class Punt {
    private static final int FRAMES_A_ROUND = 32;
    private final List<RouterPort> ports;
    private final PacketBuffers buffers;
    private final Egress egress;
    private final int dataRoomBytes;
    private final SlowTrace trace;

    Punt(final List<RouterPort> ports, final PacketBuffers buffers, final Egress egress, final Mempool pool, final SlowTrace trace) {
        this.trace = trace;
        this.ports = ports;
        this.buffers = buffers;
        this.egress = egress;
        this.dataRoomBytes = pool.dataRoomBytes();
    }

    /** Ends a received frame at the kernel, or as dropped when its queue is full. */
    void toKernel(final long mbuf, final long frame, final int lengthBytes, final int port) {
        if (ports.get(port).hasTap() && ports.get(port).tap().write(frame, lengthBytes) == 0) {
            buffers.count(port, PortCounter.PUNTED);
            trace.punted(mbuf, port);
            buffers.free(mbuf);
        } else {
            buffers.drop(mbuf, DropReason.PUNT_FULL, port);
        }
    }

    /** Gives the kernel a copy; the frame's own end is the caller's. */
    void copyToKernel(final long frame, final int lengthBytes, final int port) {
        if (ports.get(port).tap().write(frame, lengthBytes) == 0) {
            buffers.count(port, PortCounter.PUNT_COPIES);
        }
    }

    /** Sends what the kernel has to send; how many frames. */
    int fromKernel() {
        int frames = 0;
        for (final RouterPort port : ports) {
            if (port.hasTap()) {
                frames += fromKernel(port);
            }
        }
        return frames;
    }

    private int fromKernel(final RouterPort port) {
        int frames = 0;
        while (frames < FRAMES_A_ROUND) {
            final long mbuf = buffers.allocate();
            if (mbuf == 0) {
                break;
            }
            final long frame = PacketBuffer.data(mbuf);
            final int length = port.tap().read(frame, dataRoomBytes);
            if (length <= 0) {
                buffers.free(mbuf);
                break;
            }
            frames++;
            final int type = length < EthernetLayout.LENGTH ? 0 : Memory.u16(frame + EthernetLayout.TYPE);
            if (type == EthernetLayout.IPV4 || type == EthernetLayout.ARP) {
                egress.sendFrame(mbuf, length, port.index());
            } else {
                buffers.count(port.index(), PortCounter.TAP_IGNORED);
                buffers.free(mbuf);
            }
        }
        return frames;
    }
}
