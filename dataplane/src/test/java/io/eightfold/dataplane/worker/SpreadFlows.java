// SPDX-License-Identifier: Apache-2.0
// Flows whose packets are numbered, and the check that none of them comes out of order.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import java.util.ArrayList;
import java.util.List;

/** UDP of both versions that differs in addresses or only in ports; the payload carries the flow's number and the packet's. */
final class SpreadFlows {
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int ETHERNET = 14;
    private final int flows;
    private final int[] next;
    private final int[] expected;
    private long fed;

    SpreadFlows(final int flows) {
        this.flows = flows;
        next = new int[flows];
        expected = new int[flows];
    }

    /** The next frames, a packet of another flow each. */
    List<byte[]> burst(final int count) {
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int flow = (int) (fed++ * 7 % flows);
            frames.add(frame(flow, next[flow]++));
        }
        return frames;
    }

    static byte[] frame(final int flow, final int number) {
        final byte[] payload = new byte[UDP_HEADER + 8];
        Bytes.put32(payload, UDP_HEADER, flow);
        Bytes.put32(payload, UDP_HEADER + 4, number);
        final int host = 1 + flow / 4 % 200;
        final TestPacket packet = (flow & 1) == 0 ? TestPacket.ipv8("64496.10.1.0.9", "64497.10.0.0." + host) : TestPacket.ipv4("10.1.0.9", "10.9.0." + host);
        return packet.to(TestPorts.mac(0)).protocol(UDP).payload(payload).ports(1_000 + flow, 2_000).frame();
    }

    /** Takes what left the router; each flow's packets must come without a gap. Returns how many were of these flows. */
    int accept(final List<byte[]> frames) {
        return accept(frames, false);
    }

    /** The same where some were dropped on purpose: in order all the same. */
    int acceptWithGaps(final List<byte[]> frames) {
        return accept(frames, true);
    }

    private int accept(final List<byte[]> frames, final boolean hasGaps) {
        int count = 0;
        for (final byte[] frame : frames) {
            final int type = Bytes.u16(frame, 12);
            if (type == 0x8080 || type == 0x0800) {
                final int at = ETHERNET + ((frame[ETHERNET] & 0xF) << 2) + UDP_HEADER;
                final int flow = Bytes.u16(frame, at) << 16 | Bytes.u16(frame, at + 2);
                final int number = Bytes.u16(frame, at + 4) << 16 | Bytes.u16(frame, at + 6);
                assertTrue(hasGaps ? number >= expected[flow] : number == expected[flow], "flow " + flow + ": " + number + " after " + (expected[flow] - 1));
                expected[flow] = number + 1;
                count++;
            }
        }
        return count;
    }
}
