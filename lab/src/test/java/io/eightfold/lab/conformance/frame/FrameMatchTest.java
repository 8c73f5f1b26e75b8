// SPDX-License-Identifier: Apache-2.0
// Frames written, read and compared.
package io.eightfold.lab.conformance.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.conformance.script.Layer;
import io.eightfold.lab.conformance.script.Step;
import io.eightfold.lab.conformance.script.StepsFile;
import io.eightfold.wire.checksum.InternetChecksum;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameMatchTest {
    private static final Stations STATIONS = new Stations(0x02_00_00_00_00_01L, 0x02_00_00_00_00_02L);
    private final FrameWriter writer = new FrameWriter(new Random(1));

    private static List<Layer> layers(String text) {
        return ((Step.Send) StepsFile.parse("t", "send A " + text).getFirst().steps().getFirst()).layers();
    }

    private static List<Layer> pattern(String text) {
        return ((Step.Expect) StepsFile.parse("t", "expect A " + text).getFirst().steps().getFirst()).layers();
    }

    private Frame frame(String text) {
        return Frame.of("A", true, 0, writer.write(layers(text), STATIONS), STATIONS);
    }

    @Test
    void shouldWriteHeadersTheRouterCallsRight() {
        byte[] bytes = writer.write(layers("ipv8 src=64496.10.1.0.10 dst=64497.10.2.0.10 options=01010100 / udp"), STATIONS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            assertTrue(InternetChecksum.isValid(memory.address() + 14, 32));
        }
    }

    @Test
    void shouldReadWhatItWrote() {
        assertEquals(Optional.empty(), FrameMatch.difference(pattern("eth dst=router src=tester / ipv4 proto=253 / ipv8 ttl=1..7 checksum=ok / udp checksum=ok dport=9"),
            frame("ipv4 src=1.2.3.4 dst=5.6.7.8 / ipv8 dst=64497.10.2.0.10 ttl=5 / udp dport=9"), null));
        assertEquals(Optional.empty(), FrameMatch.difference(pattern("arp8 op=1 sender=1.10.0.0.1 target=1.10.0.0.2 plen=8"), frame("arp8 sender=1.10.0.0.1 target=1.10.0.0.2"), null));
    }

    @Test
    void shouldSayWhatDiffers() {
        Frame frame = frame("ipv8 dst=64497.10.2.0.10 ttl=5 checksum=bad / udp checksum=bad");
        assertEquals("ipv8 ttl is 5, wanted 6", FrameMatch.difference(pattern("ipv8 ttl=6"), frame, null).orElseThrow());
        assertEquals("ipv8 checksum is bad, wanted ok", FrameMatch.difference(pattern("ipv8 checksum=ok"), frame, null).orElseThrow());
        assertEquals("udp checksum is bad, wanted ok", FrameMatch.difference(pattern("ipv8 / udp checksum=ok"), frame, null).orElseThrow());
        assertEquals("no icmp at layer 2", FrameMatch.difference(pattern("ipv8 / icmp"), frame, null).orElseThrow());
        assertEquals("ipv8 ttl is 5, wanted not 5", FrameMatch.difference(pattern("ipv8 ttl!=5"), frame, null).orElseThrow());
    }

    @Test
    void shouldComparePayloadsAndQuotes() {
        Frame sent = frame("ipv8 dst=64497.10.2.0.10 / udp");
        Frame other = frame("ipv8 dst=64497.10.2.0.10 / udp");
        assertEquals(Optional.empty(), FrameMatch.difference(pattern("ipv8 payload=same"), sent, sent));
        assertTrue(FrameMatch.difference(pattern("ipv8 payload=same"), other, sent).isPresent());
        assertTrue(FrameMatch.difference(pattern("ipv8 payload=same"), other, null).isPresent());
        String quoted = java.util.HexFormat.of().formatHex(sent.bytes(), 14, 14 + 28 + 8);
        assertEquals(Optional.empty(), FrameMatch.difference(pattern("ipv8 / icmp quotes=sent"), frame("ipv8 dst=1.10.0.0.1 / icmp type=3 / data hex=" + quoted), sent));
        assertTrue(FrameMatch.difference(pattern("ipv8 / icmp quotes=sent"), frame("ipv8 dst=1.10.0.0.1 / icmp type=3 / data hex=" + quoted.replaceFirst("^48|^47|^87", "88")), sent)
            .isPresent());
    }

    @Test
    void shouldFindTheFrameThatIsMostLikeTheExpected() {
        List<Layer> wanted = pattern("ipv8 dst=64497.10.2.0.10 ttl=63 / udp dport=9");
        List<Integer> rising = java.util.stream.Stream.of("arp8 sender=1.10.0.0.1 target=1.10.0.0.2", "ipv4 dst=1.2.3.4 ttl=63", "ipv8 dst=1.10.0.0.1 ttl=63 / icmp", "ipv8 dst=64497.10.2.0.10 ttl=63 / icmp",
            "ipv8 dst=64497.10.2.0.10 ttl=5 / udp", "ipv8 dst=64497.10.2.0.10 ttl=63 / udp dport=9").map(text -> FrameMatch.closeness(wanted, frame(text), null)).toList();
        assertEquals(rising.stream().sorted().distinct().toList(), rising);
        assertEquals(0, rising.getFirst());
        assertEquals(0, FrameMatch.closeness(pattern("eth dst=router / ipv8"), frame("arp8 sender=1.10.0.0.1 target=1.10.0.0.2"), null));
        assertTrue(FrameMatch.closeness(pattern("eth dst=broadcast"), frame("arp8 sender=1.10.0.0.1 target=1.10.0.0.2"), null) > 0);
    }

    @Test
    void shouldReadRubbishToItsEnd() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = writer.write(layers("ipv4 dst=5.6.7.8 / ipv8 dst=64497.10.2.0.10 ttl=5 / icmp type=3 / ipv8 dst=1.10.0.0.1 / udp dport=8418"), STATIONS);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            Frame frame = Frame.of("A", false, 0, cut, STATIONS);
            assertTrue(frame.layers().stream().allMatch(layer -> layer.at() <= layer.end() && layer.end() <= cut.length), frame.toString());
        }
    }
}
