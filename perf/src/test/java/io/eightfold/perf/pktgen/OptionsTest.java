// SPDX-License-Identifier: Apache-2.0
// Rates, sizes, devices and traffic as the operator writes them.
package io.eightfold.perf.pktgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.DpdkException;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static double pps(final String rate) {
        return Rate.parse(rate).pps(new FrameSizes("64", new int[] {64}).averageL1Bits(), 10_000);
    }

    private static String refusal(final Runnable action) {
        return assertThrows(RuntimeException.class, action::run).getMessage();
    }

    @Test
    void shouldReadRates() {
        assertEquals(1000, pps("1000"));
        assertEquals(500_000, pps("500k"));
        assertEquals(1_500_000, pps("1.5M"));
        assertEquals(2_000_000, pps("2Mpps"));
        assertEquals(14_880_952, pps("100%"), 1, "line rate of 10GbE with 64-byte frames");
        assertEquals(7_440_476, pps("50%"), 1);
        assertEquals(Double.POSITIVE_INFINITY, pps("max"));
    }

    @Test
    void shouldRefuseOtherRates() {
        for (final String rate : new String[] {"", "-1", "0", "101%", "0%", "1x", "2G", "fast"}) {
            assertTrue(refusal(() -> Rate.parse(rate)).contains("--rate"), rate);
        }
        assertTrue(refusal(() -> Rate.parse("10%").pps(672, 0)).contains("does not know its line's speed"));
    }

    @Test
    void shouldReadSizes() {
        assertEquals(12, FrameSizes.parse("IMIX").pattern().length);
        assertEquals((7 * 64 + 4 * 570 + 1518) / 12.0 * 8 + 160, FrameSizes.parse("imix").averageL1Bits(), 0.001);
        for (final String size : new String[] {"63", "9019", "big", ""}) {
            assertTrue(refusal(() -> FrameSizes.parse(size)).contains("--size"), size);
        }
    }

    @Test
    void shouldReadDevices() {
        final DeviceArguments memif = Devices.parse("--tx", "net_memif0,role=client,socket=/run/m.sock", "tx");
        assertEquals("net_memif_tx,role=client,socket=/run/m.sock", memif.text());
        assertEquals("0000:03:00.0", Devices.parse("--tx", "03:00.0", "tx").text());
        assertEquals("0000:03:00.0", Devices.parse("--tx", "0000:03:00.0", "tx").text());
        assertEquals("net_af_packet_rx,iface=eth1", Devices.parse("--rx", "eth1", "rx").text());
        assertEquals("net_af_xdp_rx,iface=eth1", Devices.parse("--rx", "net_af_xdp,iface=eth1", "rx").text());
    }

    @Test
    void shouldRefuseOtherDevices() {
        assertTrue(assertThrows(DpdkException.class, () -> Devices.parse("--tx", "net_memory", "tx")).getMessage().contains("net_memif"));
        assertTrue(refusal(() -> Devices.parse("--tx", "net_memif,client", "tx")).contains("KEY=VALUE"));
        assertTrue(refusal(() -> Devices.parse("--tx", "", "tx")).contains("--tx is empty"));
    }

    @Test
    void shouldRefuseTrafficThatCannotBe() {
        assertTrue(refusal(() -> TestTraffic.ipv8("64", 1 << 20, 8)).contains("4194304 streams"));
        assertTrue(refusal(() -> TestTraffic.ipv8("64", 1, 16_385)).contains("--flows 16385"));
        final Traffic ipv8 = TestTraffic.ipv8("64", 1, 1);
        assertTrue(refusal(() -> new Traffic(4, ipv8.sizes(), ipv8.source(), ipv8.destinations(), 1, 1, 2, 0x8080, 64)).contains("--version 4"));
        assertTrue(refusal(() -> new Traffic(6, ipv8.sizes(), ipv8.source(), ipv8.destinations(), 1, 1, 2, 0x8080, 64)).contains("--version 6"));
    }
}
