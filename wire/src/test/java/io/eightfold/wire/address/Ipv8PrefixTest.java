// SPDX-License-Identifier: Apache-2.0
// Tests of prefixes and interface addresses.
package io.eightfold.wire.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.TestSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv8PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "64496.10.1.0.0/16,          48, 64496.10.1.0.0/16",
        "64496-10.1.0.0/16,          48, 64496.10.1.0.0/16",
        "0.0.251.240.10.1.0.0/48,    48, 64496.10.1.0.0/16",
        "64496.10.1.0.1/32,          64, 64496.10.1.0.1/32",
        "0.0.251.240.10.1.0.1/64,    64, 64496.10.1.0.1/32",
        "64496.0.0.0.0/0,            32, 64496.0.0.0.0/0",
        "0.0.251.240.0.0.0.0/32,     32, 64496.0.0.0.0/0",
        "127.2.0.0-10.0.0.0/8,       40, 127.2.0.0.10.0.0.0/40",
        "127.2.0.0.10.0.0.0/56,      56, 127.2.0.0.10.0.0.0/56",
        "2130837504.10.0.0.0/24,     56, 127.2.0.0.10.0.0.0/56",
        "10.0.0.0/8,                 40, 10.0.0.0/8",
        "0.10.0.0.0/8,               40, 10.0.0.0/8",
        "0.0.0.0/0,                  32, 0.0.0.0/0",
        "0.0.0.0.0.0.0.0/32,         32, 0.0.0.0/0",
        "0.0.0.0.0.0.0.0/0,           0, 0.0.0.0.0.0.0.0/0",
        "127.0.0.0.0.0.0.0/8,         8, 127.0.0.0.0.0.0.0/8",
        "255.255.255.254.0.0.0.0/31, 31, 255.255.255.254.0.0.0.0/31"
    })
    void shouldReadAndPrintCanonically(String text, int lengthBits, String canonical) {
        final Ipv8Prefix prefix = Ipv8Prefix.parse(text);
        assertEquals(lengthBits, prefix.lengthBits());
        assertEquals(lengthBits - 32, prefix.hostLength());
        assertEquals(canonical, prefix.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "64496.10.1.0.0/33        | 64496.10.1.0.0/33: prefix length is 33; in this form it counts host bits, 0 to 32",
        "10.0.0.0/33              | 10.0.0.0/33: prefix length is 33; in this form it counts host bits, 0 to 32",
        "0.0.251.240.10.1.0.0/65  | 0.0.251.240.10.1.0.0/65: prefix length is 65; after eight octets it counts all bits, 0 to 64",
        "64496.10.1.0.0/          | 64496.10.1.0.0/: prefix length is empty; in this form it counts host bits, 0 to 32",
        "64496.10.1.0.0           | 64496.10.1.0.0: the prefix length is missing; add / and a number "
            + "(in this form it counts host bits, 0 to 32)",
        "64496.10.1.0.0/016       | 64496.10.1.0.0/016: prefix length is 016; leading zeros are not allowed, write 16",
        "64496.10.1.0.0/+16       | 64496.10.1.0.0/+16: prefix length is \"+16\"; only the digits 0 to 9 are allowed",
        "64496.10.1.0.0/-1        | 64496.10.1.0.0/-1: prefix length is \"-1\"; only the digits 0 to 9 are allowed",
        "64496.10.1.0.0/16/16     | 64496.10.1.0.0/16/16: prefix length is \"16/16\"; only the digits 0 to 9 are allowed",
        "/16                      | /16: the address is empty; write it like 64496.192.0.2.1 or 192.0.2.1",
        "64496.10.1.0.256/16      | 64496.10.1.0.256/16: host octet 4 is 256; octets are 0 to 255",
        "64496.10.1.0.1/24        | 64496.10.1.0.1/24: bits below the length are not zero; write 64496.10.1.0.0/24",
        "10.0.0.1/8               | 10.0.0.1/8: bits below the length are not zero; write 10.0.0.0/8",
        "127.1.0.0.0.0.0.0/8      | 127.1.0.0.0.0.0.0/8: bits below the length are not zero; write 127.0.0.0.0.0.0.0/8"
    })
    void shouldNameWhatIsWrong(String text, String message) {
        assertEquals(message, assertThrows(AddressParseException.class, () -> Ipv8Prefix.parse(text)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "64496.10.1.0.1/24,      64496.10.1.0.1,  64496.10.1.0.0/24, 64496.10.1.0.1/24",
        "64496-222.0.0.1/31,     64496.222.0.0.1, 64496.222.0.0.0/31, 64496.222.0.0.1/31",
        "192.0.2.1/24,           192.0.2.1,       192.0.2.0/24, 192.0.2.1/24",
        "0.0.251.240.10.1.0.1/56, 64496.10.1.0.1, 64496.10.1.0.0/24, 64496.10.1.0.1/24",
        "127.2.3.4.10.0.0.1/8,   127.2.3.4.10.0.0.1, 127.0.0.0.0.0.0.0/8, 127.2.3.4.10.0.0.1/8"
    })
    void shouldKeepTheHostOfAnInterfaceAddress(String text, String address, String prefix, String canonical) {
        final InterfaceAddress parsed = InterfaceAddress.parse(text);
        assertEquals(Ipv8Address.parse(address), parsed.address());
        assertEquals(Ipv8Prefix.parse(prefix), parsed.prefix());
        assertEquals(canonical, parsed.toString());
    }

    @Test
    void shouldRefuseAnInterfaceAddressOutsideItsPrefix() {
        final Ipv8Prefix prefix = Ipv8Prefix.parse("64496.10.1.0.0/24");
        final Ipv8Address outside = Ipv8Address.parse("64496.10.2.0.1");
        assertThrows(IllegalArgumentException.class, () -> new InterfaceAddress(outside, prefix));
    }

    @Test
    void shouldRefuseBitsBelowTheLengthAndLengthsOutOfRange() {
        final Ipv8Address address = Ipv8Address.parse("64496.10.1.0.1");
        assertThrows(IllegalArgumentException.class, () -> new Ipv8Prefix(address, 63));
        assertThrows(IllegalArgumentException.class, () -> new Ipv8Prefix(address, -1));
        assertThrows(IllegalArgumentException.class, () -> Ipv8Prefix.of(address, 65));
        assertEquals("64496.10.1.0.0/31", Ipv8Prefix.of(address, 63).toString());
    }

    @Test
    void shouldTellDefaultFromPrefixesAcrossAsns() {
        assertTrue(Ipv8Prefix.DEFAULT.isDefault());
        assertFalse(Ipv8Prefix.DEFAULT.spansAsns());
        assertTrue(Ipv8Prefix.parse("127.0.0.0.0.0.0.0/8").spansAsns());
        assertTrue(Ipv8Prefix.parse("128.0.0.0.0.0.0.0/1").spansAsns());
        assertFalse(Ipv8Prefix.parse("64496.0.0.0.0/0").spansAsns());
        assertFalse(Ipv8Prefix.parse("0.0.0.0/0").isDefault());
    }

    @Test
    void shouldContainExactlyTheAddressesThatShareItsLeadingBits() {
        final Random random = TestSeed.random("Ipv8PrefixTest");
        for (int i = 0; i < 100_000; i++) {
            final int lengthBits = random.nextInt(65);
            final Ipv8Prefix prefix = Ipv8Prefix.of(Ipv8Address.ofBits(random.nextLong()), lengthBits);
            final int flippedBit = random.nextInt(64);
            final Ipv8Address near = Ipv8Address.ofBits(prefix.address().bits() ^ 1L << 63 - flippedBit);
            assertTrue(prefix.contains(prefix.address()));
            assertEquals(flippedBit >= lengthBits, prefix.contains(near), () -> prefix + " " + near);
            assertEquals(prefix, Ipv8Prefix.parse(prefix.toString()));
        }
    }

    @Test
    void shouldOrderByAddressThenShorterFirst() {
        final Ipv8Prefix shorter = Ipv8Prefix.parse("64496.10.0.0.0/8");
        assertTrue(shorter.compareTo(Ipv8Prefix.parse("64496.10.0.0.0/16")) < 0);
        assertTrue(shorter.compareTo(Ipv8Prefix.parse("64497.10.0.0.0/8")) < 0);
        assertEquals(0, shorter.compareTo(Ipv8Prefix.parse("64496-10.0.0.0/8")));
    }
}
