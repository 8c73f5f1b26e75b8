// SPDX-License-Identifier: Apache-2.0
// Tests of the rule which packets may cause an ICMP error.
package io.eightfold.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.TestSeed;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpErrorsTest {
    private static final String HOST = "64496.10.1.0.10";
    private static final String OTHER = "64497.10.2.0.10";

    private final GuardedMemory memory = new GuardedMemory(4096);

    @AfterEach
    void free() {
        memory.close();
    }

    private boolean mayCauseV8(String src, String dst, int flagsAndOffset, int protocol, int icmpType) {
        final long a = memory.atEnd(36);
        Ipv8View.write(a, 0, 36, 1, flagsAndOffset, 1, protocol, Ipv8Address.parse(src).bits(), Ipv8Address.parse(dst).bits());
        Memory.putU8(a + 28, icmpType);
        return IcmpWriter.mayCauseErrorV8(a, 36);
    }

    private boolean mayCauseV4(String src, String dst, int flagsAndOffset, int protocol, int icmpType) {
        final long a = memory.atEnd(28);
        Ipv4View.write(a, 0, 28, 1, flagsAndOffset, 1, protocol, Ipv8Address.parse(src).host(), Ipv8Address.parse(dst).host());
        Memory.putU8(a + 20, icmpType);
        return IcmpWriter.mayCauseErrorV4(a, 28);
    }

    @ParameterizedTest
    @CsvSource({
        "64496.10.1.0.10,        64497.10.2.0.10,      true",
        "127.2.0.0.10.0.0.5,     64497.10.2.0.10,      true",
        "100.0.0.1.10.0.0.5,     64497.10.2.0.10,      true",
        "64496.222.0.0.1,        64497.10.2.0.10,      true",
        "0.10.1.0.10,            64497.10.2.0.10,      true",
        "64496.10.1.0.10,        64497.240.0.0.1,      true",
        "64496.10.1.0.10,        64497.127.0.0.1,      true",
        "64496.0.0.0.0,          64497.10.2.0.10,      false",
        "0.0.0.0,                64497.10.2.0.10,      false",
        "64496.127.0.0.1,        64497.10.2.0.10,      false",
        "64496.224.0.0.1,        64497.10.2.0.10,      false",
        "64496.240.0.0.1,        64497.10.2.0.10,      false",
        "64496.255.255.255.255,  64497.10.2.0.10,      false",
        "255.255.0.1.10.0.0.1,   64497.10.2.0.10,      false",
        "4294967295.10.0.0.1,    64497.10.2.0.10,      false",
        "64496.10.1.0.10,        64496.224.0.0.5,      false",
        "64496.10.1.0.10,        64496.239.255.255.255, false",
        "64496.10.1.0.10,        64496.255.255.255.255, false",
        "64496.10.1.0.10,        255.255.0.1.10.0.0.1, false",
        "64496.10.1.0.10,        4294967295.10.0.0.1,  false"
    })
    void shouldLookAtBothAddresses(String src, String dst, boolean may) {
        assertEquals(may, mayCauseV8(src, dst, 0, Protocol.UDP, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.10,       10.2.0.10,       true",
        "0.0.0.0,         10.2.0.10,       false",
        "0.1.2.3,         10.2.0.10,       false",
        "127.0.0.1,       10.2.0.10,       false",
        "224.0.0.1,       10.2.0.10,       false",
        "255.255.255.255, 10.2.0.10,       false",
        "10.1.0.10,       224.0.0.1,       false",
        "10.1.0.10,       255.255.255.255, false"
    })
    void shouldLookAtBothAddressesOfIpv4(String src, String dst, boolean may) {
        assertEquals(may, mayCauseV4(src, dst, 0, Protocol.TCP, 0));
    }

    @Test
    void shouldStaySilentAboutIcmpErrorsAndUnknownTypes() {
        for (int type = 0; type < 256; type++) {
            final boolean query = type == 0 || type == 8 || type == 9 || type == 10 || type >= 13 && type <= 18;
            assertEquals(query, mayCauseV8(HOST, OTHER, 0, Protocol.ICMP, type), "type " + type);
            assertEquals(query, mayCauseV4(HOST, OTHER, 0, Protocol.ICMP, type), "type " + type);
        }
        assertTrue(mayCauseV8(HOST, OTHER, 0, Protocol.UDP, 3));
    }

    @Test
    void shouldAnswerOnlyFirstFragments() {
        assertTrue(mayCauseV8(HOST, OTHER, Ipv8Layout.MF, Protocol.UDP, 0));
        assertTrue(mayCauseV8(HOST, OTHER, Ipv8Layout.DF, Protocol.UDP, 0));
        assertFalse(mayCauseV8(HOST, OTHER, Ipv8Layout.MF | 1, Protocol.UDP, 0));
        assertFalse(mayCauseV8(HOST, OTHER, 1, Protocol.UDP, 0));
        assertFalse(mayCauseV4(HOST, OTHER, 1, Protocol.UDP, 0));
    }

    @Test
    void shouldFindTheIcmpTypeBehindOptions() {
        final long a = memory.atEnd(41);
        Ipv8View.write(a, 0, 41, 1, 0, 1, Protocol.ICMP, Ipv8Address.parse(HOST).bits(), Ipv8Address.parse(OTHER).bits());
        Memory.putU8(a, 0x8A);
        Memory.putU8(a + 40, 3);
        assertFalse(IcmpWriter.mayCauseErrorV8(a, 41));
        Memory.putU8(a + 40, 8);
        assertTrue(IcmpWriter.mayCauseErrorV8(a, 41));
        assertFalse(IcmpWriter.mayCauseErrorV8(a, 40), "the type is not there");
    }

    @Test
    void shouldNeverReadOutsideWhateverTheBytesAre() {
        final Random random = TestSeed.random("IcmpErrorsTest");
        int may = 0;
        for (int i = 0; i < 200_000; i++) {
            final byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 9 && random.nextBoolean()) {
                bytes[9] = Protocol.ICMP;
            }
            if (bytes.length > 7 && random.nextBoolean()) {
                bytes[6] = 0;
                bytes[7] = 0;
            }
            final long a = memory.place(bytes);
            may += IcmpWriter.mayCauseErrorV8(a, bytes.length) ? 1 : 0;
            may += IcmpWriter.mayCauseErrorV4(a, bytes.length) ? 1 : 0;
        }
        assertTrue(may > 1000);
    }
}
