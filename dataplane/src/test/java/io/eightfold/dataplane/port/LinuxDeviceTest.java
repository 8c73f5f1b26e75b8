// SPDX-License-Identifier: Apache-2.0
// Tests of what devices on Linux interfaces are completed with.
package io.eightfold.dataplane.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dpdk.DeviceArguments;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinuxDeviceTest {
    private static final int PAGE_BYTES = 4096;

    @ParameterizedTest
    @ValueSource(ints = {576, 1500, 1900, 1921, 4000, 9000, 9600})
    void shouldGivePacketSocketsFramesThatHoldTheMtuAndFillTheirBlock(final int mtuBytes) {
        final int frameBytes = LinuxDevice.packetSocketFrameBytes(mtuBytes);
        assertTrue(frameBytes >= mtuBytes + 14, "mtu " + mtuBytes + " in " + frameBytes);
        assertTrue(PAGE_BYTES % frameBytes == 0 || frameBytes % PAGE_BYTES == 0, "the driver finds frames by size alone: " + frameBytes);
        assertTrue(PortOpener.dataRoomBytes(mtuBytes) >= frameBytes, "the driver wants buffers as large as its frames");
    }

    @Test
    void shouldSetRingFramesBeyondTheDefaultOnly() {
        assertEquals(Map.of("iface", "eth1"), complete(Map.of("iface", "eth1"), 1, 1500));
        assertEquals(Map.of("iface", "eth1", "blocksz", "12288", "framesz", "12288"), complete(Map.of("iface", "eth1"), 1, 9000));
    }

    @Test
    void shouldGiveEachWorkerAPairOfQueuesUnlessTold() {
        assertEquals(Map.of("iface", "eth1", "qpairs", "3"), complete(Map.of("iface", "eth1"), 3, 1500));
        assertEquals(Map.of("iface", "eth1", "qpairs", "8"), complete(Map.of("iface", "eth1", "qpairs", "8"), 3, 1500));
    }

    private static Map<String, String> complete(final Map<String, String> arguments, final int queues, final int mtuBytes) {
        return LinuxDevice.complete(DeviceArguments.virtual("net_af_packet", "t", arguments), queues, mtuBytes).arguments();
    }
}
