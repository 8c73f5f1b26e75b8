// SPDX-License-Identifier: Apache-2.0
// Tests of a trace's JSON and text, with every stage.
package io.eightfold.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.cli.Golden;
import io.eightfold.dataplane.trace.PacketTrace;
import io.eightfold.dataplane.trace.PacketTrace.Step;
import io.eightfold.dataplane.trace.TraceFilter;
import io.eightfold.dataplane.trace.TraceStage;
import io.eightfold.dataplane.trace.TraceView;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceTextTest {
    private static final byte[] FRAME = HexFormat.of().parseHex("0200000001010200000000098080870000300000000040110000" + "0000fbf00a0100090000fbf10a090009");
    private static final TraceStage.Received RECEIVED = new TraceStage.Received("eth1", "default", 62, false, Ipv8Address.parse("64496.10.1.0.9"),
        Ipv8Address.parse("64497.10.9.0.9"), 17, 64, FRAME);
    private static final TraceStage NEIGHBOR = new TraceStage.NextHop("neighbor", "eth2", 0x02_00_00_00_EE_10L, false, 1500);
    private static final TraceStage IPV8 = new TraceStage.Checked("ipv8");

    @Test
    void shouldShowEveryStageOfEachPacket() throws IOException {
        final TraceView view = view(7, packet(1, 0, RECEIVED, IPV8, new TraceStage.LookedUp("default", "next-hop", -1, 12), NEIGHBOR,
                new TraceStage.Forwarded("eth2", 62, FRAME)),
            packet(2, 1, RECEIVED, IPV8, new TraceStage.LookedUp("default", "group", 3, 13), NEIGHBOR, new TraceStage.Fragmented("eth2", 1400)),
            packet(3, 0, RECEIVED, IPV8, new TraceStage.LookedUp("management", "no-route-to-asn", -1, -1), new TraceStage.Dropped("no-route-to-asn"),
                new TraceStage.IcmpError(3, 6), new TraceStage.Sent("eth1", 104, FRAME)),
            packet(4, 0, new TraceStage.Received("eth1", "default", 9000, true, null, null, null, null, new byte[] {1, 2, 3}), new TraceStage.Checked("other"),
                new TraceStage.Dropped("segmented")),
            packet(5, 0, RECEIVED, IPV8, new TraceStage.LookedUp("default", "next-hop", -1, 2), new TraceStage.NextHop("local", "eth1", 0, false, 1500),
                new TraceStage.HandedOver("deliver"), new TraceStage.Delivered(), new TraceStage.Waiting("eth1"), new TraceStage.Lost("neighbor-unresolved")),
            packet(6, 0, RECEIVED, new TraceStage.Checked("ipv4-group"), new TraceStage.HandedOver("punt"), new TraceStage.Punted("eth1")),
            packet(7, 0, RECEIVED, IPV8, new TraceStage.LookedUp("default", "next-hop", -1, 4),
                new TraceStage.NextHop("neighbor", "eth2", 0x02_00_00_00_EE_11L, true, 1500), new TraceStage.Dropped("ipv4-only-neighbor"),
                new TraceStage.IcmpSuppressed(3, 1)),
            packet(8, 0, RECEIVED, new TraceStage.Decapsulated(Ipv8Address.parse("203.0.113.1"), "udp"), IPV8, new TraceStage.LookedUp("default", "next-hop", -1, 5),
                new TraceStage.NextHop("tunnel", "wan", 0x02_00_00_00_EE_12L, false, 1480, Ipv8Address.parse("198.51.100.1"), "protocol"),
                new TraceStage.Encapsulated(Ipv8Address.parse("198.51.100.1"), "protocol"), new TraceStage.Forwarded("wan", 82, FRAME)));
        final Set<Class<?>> shown = view.packets().stream().flatMap(p -> p.steps().stream()).map(s -> s.stage().getClass()).collect(Collectors.toSet());
        assertEquals(Set.of(TraceStage.class.getPermittedSubclasses()), shown, "every stage there is");
        Golden.assertKeys("trace.keys.txt", TraceJson.of(view));
        final String text = TraceText.of(TraceJson.of(view));
        Golden.assertText("trace.txt", text);
        assertTrue(text.lines().noneMatch(line -> line.endsWith(" ")), text);
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNothing() {
        assertTrue(TraceText.of(TraceJson.of(view(0))).contains("ipv8 trace add N"));
        assertTrue(TraceText.of(TraceJson.of(view(5))).contains("waiting for 5"));
    }

    private static TraceView view(final int left, final PacketTrace... packets) {
        return new TraceView(left, TraceFilter.ALL, Instant.parse("2026-01-01T00:00:00Z"), List.of(packets));
    }

    /** What follows on being handed over or dropped takes time. */
    private static PacketTrace packet(final int number, final int worker, final TraceStage... stages) {
        final int last = Math.min(5, stages.length);
        return new PacketTrace(number, 1_000_000L * number, worker, IntStream.range(0, stages.length)
            .mapToObj(i -> new Step(i < last ? 0 : 12_300L * (i - last + 1), stages[i])).toList());
    }
}
