// SPDX-License-Identifier: Apache-2.0
// Tests of the ARP and ARP8 view on known bytes.
package io.eightfold.wire.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpViewTest {
    private static final String ARP =
        "0001080006040001" + "020000000001" + "0a010001" + "000000000000" + "0a01000a";
    private static final String ARP8 =
        "0001808006080002" + "020000000001" + "0000fbf00a010001" + "02000000000a" + "0000fbf00a01000a";

    private final GuardedMemory memory = new GuardedMemory(4096);
    private final ArpView view = new ArpView();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void shouldReadArp() {
        assertEquals(HeaderFault.OK, view.wrap(memory.place(HexFormat.of().parseHex(ARP)), 28));
        assertEquals(ArpView.ARP, view.kind());
        assertFalse(view.isArp8());
        assertEquals(ArpLayout.REQUEST, view.operation());
        assertEquals(0x020000000001L, view.senderMac());
        assertEquals(0x0A010001L, view.senderAddress());
        assertEquals(0, view.targetMac());
        assertEquals(0x0A01000AL, view.targetAddress());
    }

    @Test
    void shouldReadArp8() {
        assertEquals(HeaderFault.OK, view.wrap(memory.place(HexFormat.of().parseHex(ARP8)), 36));
        assertEquals(ArpView.ARP8, view.kind());
        assertTrue(view.isArp8());
        assertEquals(ArpLayout.REPLY, view.operation());
        assertEquals(0x020000000001L, view.senderMac());
        assertEquals(0x0000FBF00A010001L, view.senderAddress());
        assertEquals(0x02000000000AL, view.targetMac());
        assertEquals(0x0000FBF00A01000AL, view.targetAddress());
    }

    @Test
    void shouldWriteTheSameBytes() {
        long a = memory.atEnd(28);
        assertEquals(28, ArpView.writeArp(a, ArpLayout.REQUEST, 0x020000000001L, 0x0A010001, 0, 0x0A01000A));
        assertEquals(ARP, HexFormat.of().formatHex(Memory.toBytes(a, 28)));
        a = memory.atEnd(36);
        assertEquals(36, ArpView.writeArp8(a, ArpLayout.REPLY, 0x020000000001L, 0x0000FBF00A010001L, 0x02000000000AL,
            0x0000FBF00A01000AL));
        assertEquals(ARP8, HexFormat.of().formatHex(Memory.toBytes(a, 36)));
    }

    @Test
    void shouldKeepHighIpv4AddressesInAsnZero() {
        final long a = memory.atEnd(28);
        ArpView.writeArp(a, ArpLayout.REPLY, 1, 0xC0000201, 2, 0xFFFFFFFF);
        view.wrap(a, 28);
        assertEquals(0xC0000201L, view.senderAddress());
        assertEquals(0xFFFFFFFFL, view.targetAddress());
    }

    @Test
    void shouldAllowPaddingAndRefuseEveryTruncation() {
        for (String hex : new String[] {ARP, ARP8}) {
            final byte[] bytes = HexFormat.of().parseHex(hex);
            assertEquals(HeaderFault.OK, view.wrap(memory.place(Arrays.copyOf(bytes, 46)), 46));
            for (int length = 0; length < bytes.length; length++) {
                assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(Arrays.copyOf(bytes, length)), length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6",    // hardware type 6
        "0, 1",    // hardware type 257
        "3, 1",    // protocol type 0x8081
        "4, 8",    // hardware length 8
        "5, 4",    // protocol length 4 with ARP8's protocol type
        "5, 16",
        "5, 0",
        "7, 0",    // operation 0
        "7, 3",    // RARP request
        "6, 1"     // operation 258
    })
    void shouldRefuseOtherKindsOfArp(int offset, int value) {
        final byte[] bytes = HexFormat.of().parseHex(ARP8);
        bytes[offset] = (byte) value;
        assertEquals(HeaderFault.UNSUPPORTED, view.wrap(memory.place(bytes), bytes.length));
    }

    @Test
    void shouldRefuseArpWithTheAddressLengthOfArp8() {
        final byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(ARP), 46);
        bytes[5] = 8;
        assertEquals(HeaderFault.UNSUPPORTED, view.wrap(memory.place(bytes), bytes.length));
    }

    @Test
    void shouldWriteEthernetHeaders() {
        final long a = memory.atEnd(14);
        EthernetLayout.write(a, 0xFFFFFFFFFFFFL, 0x020000000001L, EthernetLayout.ARP);
        assertEquals("ffffffffffff0200000000010806", HexFormat.of().formatHex(Memory.toBytes(a, 14)));
    }
}
