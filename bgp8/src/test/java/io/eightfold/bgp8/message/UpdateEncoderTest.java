// SPDX-License-Identifier: Apache-2.0
// What is written, byte by byte, and what cannot be.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class UpdateEncoderTest {
    private static final int LOCAL = 64_500;
    private static final int PEER = 64_496;
    private static final String MARKER = "ff".repeat(16);
    private final List<byte[]> messages = new ArrayList<>();

    @Test
    void shouldWriteTheEndOfATable() {
        assertEquals(MARKER + "0017" + "02" + "0000" + "0000", hex(UpdateEncoder.endOfRib(Carrier.IPV4)));
        assertEquals(MARKER + "001d" + "02" + "0000" + "0006" + "800f03" + "000180", hex(UpdateEncoder.endOfRib(Carrier.VPNV4)));
        assertEquals(MARKER + "001d" + "02" + "0000" + "0006" + "800f03" + "800801", hex(UpdateEncoder.endOfRib(Carrier.NATIVE)));
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void shouldReadTheEndOfATable(final Carrier carrier) {
        final byte[] message = UpdateEncoder.endOfRib(carrier);
        assertEquals(List.of("end-of-rib " + carrier.word()), read(message, options(false, true)));
    }

    @Test
    void shouldWriteWithdrawals() {
        assertEquals(MARKER + "001b" + "02" + "0004" + "18c63364" + "0000", withdrawn(Carrier.IPV4, false));
        assertEquals(MARKER + "001f" + "02" + "0008" + "00000007" + "18c63364" + "0000", withdrawn(Carrier.IPV4, true));
        assertEquals(MARKER + "0026" + "02" + "0000" + "000f" + "900f000b" + "800801" + "380000fbf1c63364", withdrawn(Carrier.NATIVE, false));
        assertEquals(MARKER + "002d" + "02" + "0000" + "0016" + "900f0012" + "000180" + "70" + "800000" + "0000fbf10000ffff" + "c63364", withdrawn(Carrier.VPNV4, false));
    }

    @Test
    void shouldFillMessagesAndNoMore() {
        for (final Carrier carrier : Carrier.values()) {
            for (final boolean isExtended : new boolean[] {false, true}) {
                messages.clear();
                final SessionOptions options = options(false, isExtended);
                final UpdateEncoder encoder = new UpdateEncoder(options, carrier);
                assertTrue(encoder.begin(SoundUpdates.shortSet(LOCAL), PEER, messages::add));
                for (int i = 0; i < 20_000; i++) {
                    encoder.announce((long) PEER << 32 | 0x1000_0000L + i, 64, 0);
                }
                encoder.end();
                for (final byte[] message : messages) {
                    assertTrue(message.length <= options.maxMessageBytes(), () -> "length=" + message.length);
                    assertTrue(message == messages.getLast() || message.length > options.maxMessageBytes() - 50, () -> "length=" + message.length + " is not full");
                }
            }
        }
    }

    @Test
    void shouldRefuseAttributesThatDoNotFit() {
        final AttributeSet large = SoundUpdates.shortSet(LOCAL).with().unknown(List.of(new UnknownAttribute(0xD0, 99, new byte[4050]))).build();
        for (final Carrier carrier : Carrier.values()) {
            final UpdateEncoder encoder = new UpdateEncoder(options(false, false), carrier);
            assertFalse(encoder.begin(large, PEER, messages::add));
            encoder.announce((long) PEER << 32, 40, 0);
            encoder.end();
            assertEquals(List.of(), messages);
            assertEquals(1, encoder.tooLarge());
            assertTrue(encoder.begin(SoundUpdates.shortSet(LOCAL), PEER, messages::add), "the next ones may fit");
            encoder.announce((long) PEER << 32, 40, 0);
            encoder.end();
            assertEquals(1, messages.size());
            messages.clear();
            assertTrue(new UpdateEncoder(options(false, true), carrier).begin(large, PEER, messages::add), "extended messages have room for them");
        }
    }

    @Test
    void shouldNotSayADefaultRouteWithoutAsnWhereTheCarrierCannot() {
        for (final Carrier carrier : Carrier.values()) {
            messages.clear();
            final UpdateEncoder encoder = new UpdateEncoder(options(false, true), carrier);
            encoder.begin(SoundUpdates.shortSet(LOCAL), PEER, messages::add);
            encoder.announce(0, 0, 0);
            encoder.end();
            assertEquals(carrier == Carrier.NATIVE ? 1 : 0, messages.size());
            assertEquals(carrier == Carrier.NATIVE ? 0 : 1, encoder.notCarried());
        }
    }

    @Test
    void shouldNameOnlyTheRoutesOwnAsn() {
        final AttributeSet set = SoundUpdates.shortSet(LOCAL).with().largeCommunities(LOCAL, 5, 0, LOCAL, 6, 1, PEER, 7, 0).build();
        final UpdateEncoder encoder = new UpdateEncoder(options(false, true), Carrier.IPV4);
        encoder.begin(set, 70_000, messages::add);
        encoder.announce(70_000L << 32 | 0xC633_6400L, 56, 0);
        encoder.end();
        final String community = "c02024" + "0000fbf0" + "00000007" + "00000000" + "0000fbf4" + "00000006" + "00000001" + "0000fbf4" + "00011170" + "00000000";
        assertTrue(hex(messages.getFirst()).contains(community), () -> hex(messages.getFirst()));
        encoder.begin(set, 0, messages::add);
        encoder.announce(0xC633_6400L, 56, 0);
        encoder.end();
        assertTrue(hex(messages.get(1)).contains("c02018" + "0000fbf0" + "00000007" + "00000000" + "0000fbf4" + "00000006" + "00000001"), () -> hex(messages.get(1)));
    }

    @Test
    void shouldKeepConfederationsOutOfTheNewPathOfOldPeers() {
        final AsPath path = new AsPath.Builder().segment(AsPath.CONFED_SEQUENCE, 65_001).segment(AsPath.AS_SEQUENCE, 70_000).build();
        final SessionOptions old = new SessionOptions(LOCAL, LOCAL, 1, 2, 90, EnumSet.of(Carrier.IPV4), Set.of(), Set.of(), false, false, true, true, null, Map.of(), null, null);
        final UpdateEncoder encoder = new UpdateEncoder(old, Carrier.IPV4);
        encoder.begin(SoundUpdates.shortSet(LOCAL).with().asPath(path).build(), 0, messages::add);
        encoder.announce(0xC633_6400L, 56, 0);
        encoder.end();
        final String written = hex(messages.getFirst());
        assertTrue(written.contains("400208" + "0301fde9" + "02015ba0") && written.contains("c01106" + "020100011170"), written);
        final List<String> lines = read(messages.getFirst(), old);
        assertTrue(lines.getFirst().contains("as-path=[(65001) 70000]"), lines.toString());
    }

    private String withdrawn(final Carrier carrier, final boolean hasIds) {
        messages.clear();
        final UpdateEncoder encoder = new UpdateEncoder(options(hasIds, false), carrier);
        encoder.beginWithdraw(messages::add);
        encoder.withdraw(64_497L << 32 | 0xC633_6400L, 56, 7);
        encoder.end();
        final List<String> lines = read(messages.getFirst(), options(hasIds, false));
        assertEquals(List.of("withdraw " + carrier.word() + (carrier == Carrier.IPV4 ? " " : " 64497.") + "198.51.100.0 bits=56" + (hasIds ? " path-id=7" : "")), lines);
        return hex(messages.getFirst());
    }

    private static List<String> read(final byte[] message, final SessionOptions options) {
        final UpdateTranscript told = new UpdateTranscript();
        new UpdateDecoder(options, false).decode(new UnsafeBuffer(message), 0, message.length, told);
        return told.lines();
    }

    private static String hex(final byte... message) {
        return HexFormat.of().formatHex(message);
    }

    private static SessionOptions options(final boolean hasIds, final boolean isExtended) {
        final Set<Carrier> ids = hasIds ? EnumSet.allOf(Carrier.class) : Set.of();
        return new SessionOptions(LOCAL, PEER, 1, 2, 90, EnumSet.allOf(Carrier.class), ids, ids, true, isExtended, true, true, null, Map.of(), null, null);
    }
}
