// SPDX-License-Identifier: Apache-2.0
// Tests of addresses in all their text forms.
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

class Ipv8AddressTest {

    @ParameterizedTest
    @CsvSource({
        "64496.192.0.2.1,             0000FBF0C0000201",
        "0.0.251.240.192.0.2.1,       0000FBF0C0000201",
        "64496-192.0.2.1,             0000FBF0C0000201",
        "127.2.0.0-10.0.0.5,          7F0200000A000005",
        "127.2.0.0.10.0.0.5,          7F0200000A000005",
        "2130837504.10.0.0.5,         7F0200000A000005",
        "2130837504-10.0.0.5,         7F0200000A000005",
        "1.0.0.0-0.0.0.0,             0100000000000000",
        "192.0.2.1,                   00000000C0000201",
        "0.192.0.2.1,                 00000000C0000201",
        "0-192.0.2.1,                 00000000C0000201",
        "0.0.0.0.192.0.2.1,           00000000C0000201",
        "0.0.0.0,                     0000000000000000",
        "255.255.255.255,             00000000FFFFFFFF",
        "4294967295.255.255.255.255,  FFFFFFFFFFFFFFFF",
        "255.255.255.255-255.255.255.255, FFFFFFFFFFFFFFFF",
        "255.255.0.1.224.0.0.5,       FFFF0001E0000005"
    })
    void shouldReadEveryTextForm(String text, String bits) {
        assertEquals(Long.parseUnsignedLong(bits, 16), Ipv8Address.parse(text).bits());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "64496.192.0.2.256          | 64496.192.0.2.256: host octet 4 is 256; octets are 0 to 255",
        "192.0.256.1                | 192.0.256.1: host octet 3 is 256; octets are 0 to 255",
        "0.0.251.999.192.0.2.1      | 0.0.251.999.192.0.2.1: ASN octet 4 is 999; octets are 0 to 255",
        "0.0.251.240.192.0.2.300    | 0.0.251.240.192.0.2.300: host octet 4 is 300; octets are 0 to 255",
        "4294967296.192.0.2.1       | 4294967296.192.0.2.1: ASN is 4294967296; ASNs are 0 to 4294967295",
        "99999999999999999999.1.2.3.4 | 99999999999999999999.1.2.3.4: ASN is 99999999999999999999; ASNs are 0 to 4294967295",
        "18446744073709551617.1.2.3.4 | 18446744073709551617.1.2.3.4: ASN is 18446744073709551617; ASNs are 0 to 4294967295",
        "64496.192.0.2.01           | 64496.192.0.2.01: host octet 4 is 01; leading zeros are not allowed, write 1",
        "064496.192.0.2.1           | 064496.192.0.2.1: ASN is 064496; leading zeros are not allowed, write 64496",
        "64496.192.0.00.1           | 64496.192.0.00.1: host octet 3 is 00; leading zeros are not allowed, write 0",
        "64496.192..2.1             | 64496.192..2.1: host octet 2 is empty; octets are 0 to 255",
        ".192.0.2.1                 | .192.0.2.1: ASN is empty; ASNs are 0 to 4294967295",
        "192.0.2.                   | 192.0.2.: host octet 4 is empty; octets are 0 to 255",
        "64496.+1.0.2.1             | 64496.+1.0.2.1: host octet 1 is \"+1\"; only the digits 0 to 9 are allowed",
        "64496.192.0.2.0x1          | 64496.192.0.2.0x1: host octet 4 is \"0x1\"; only the digits 0 to 9 are allowed",
        "64496. 192.0.2.1           | 64496. 192.0.2.1: host octet 1 is \" 192\"; only the digits 0 to 9 are allowed",
        "64496.192.0.2.1/24         | 64496.192.0.2.1/24: host octet 4 is \"1/24\"; only the digits 0 to 9 are allowed",
        "64496.192.0.2.\u0661       | 64496.192.0.2.\\u0661: host octet 4 is \"\\u0661\"; only the digits 0 to 9 are allowed",
        "-1.192.0.2.1               | -1.192.0.2.1: the host address after the hyphen has 5 parts; it has 4 octets",
        "-192.0.2.1                 | -192.0.2.1: ASN is empty; ASNs are 0 to 4294967295",
        "64496-192.0.2              | 64496-192.0.2: the host address after the hyphen has 3 parts; it has 4 octets",
        "64496-                     | 64496-: the host address after the hyphen has 1 part; it has 4 octets",
        "64496-192.0.2.1-5          | 64496-192.0.2.1-5: host octet 4 is \"1-5\"; only the digits 0 to 9 are allowed",
        "127.2.0-10.0.0.5           | 127.2.0-10.0.0.5: the ASN before the hyphen has 3 parts; it is one number or 4 octets",
        "0.0.251.240-192.0.2.1      | 0.0.251.240-192.0.2.1: ASN octet 1 is 0; before a hyphen such an ASN is written as the number 64496",
        "127.2.0.256-10.0.0.5       | 127.2.0.256-10.0.0.5: ASN octet 4 is 256; octets are 0 to 255",
        "1                          | 1: the address has 1 part; it has 4 (IPv4), 5 (ASN and 4 host octets) or 8 (octets)",
        "1.2.3                      | 1.2.3: the address has 3 parts; it has 4 (IPv4), 5 (ASN and 4 host octets) or 8 (octets)",
        "1.2.3.4.5.6                | 1.2.3.4.5.6: the address has 6 parts; it has 4 (IPv4), 5 (ASN and 4 host octets) or 8 (octets)",
        "1.2.3.4.5.6.7              | 1.2.3.4.5.6.7: the address has 7 parts; it has 4 (IPv4), 5 (ASN and 4 host octets) or 8 (octets)",
        "1.2.3.4.5.6.7.8.9          | 1.2.3.4.5.6.7.8.9: the address has 9 parts; it has 4 (IPv4), 5 (ASN and 4 host octets) or 8 (octets)",
        "host.example.a.b           | host.example.a.b: host octet 1 is \"host\"; only the digits 0 to 9 are allowed"
    })
    void shouldNameThePartThatIsWrong(String text, String message) {
        assertEquals(message, assertThrows(AddressParseException.class, () -> Ipv8Address.parse(text)).getMessage());
    }

    @Test
    void shouldNameEmptyText() {
        assertEquals("\"\": the address is empty; write it like 64496.192.0.2.1 or 192.0.2.1",
            assertThrows(AddressParseException.class, () -> Ipv8Address.parse("")).getMessage());
    }

    @Test
    void shouldBoundAndCleanWhatTheErrorShows() {
        final String message = assertThrows(AddressParseException.class,
            () -> Ipv8Address.parse("\u001b[2J" + "x".repeat(100_000))).getMessage();
        assertTrue(message.startsWith("\\u001b[2Jxxx"), message);
        assertTrue(message.length() < 200, message);
    }

    @Test
    void shouldPrintEveryForm() {
        final Ipv8Address address = new Ipv8Address(64496, 0xC0000201);
        assertEquals("64496.192.0.2.1", address.dotted());
        assertEquals("0.0.251.240.192.0.2.1", address.octets());
        assertEquals("64496.192.0.2.1", address.conventional());
        assertEquals("64496.192.0.2.1", address.toString());
        assertFalse(address.isIpv4());

        final Ipv8Address ipv4 = Ipv8Address.ofIpv4(0xC0000201);
        assertEquals("0.192.0.2.1", ipv4.dotted());
        assertEquals("0.0.0.0.192.0.2.1", ipv4.octets());
        assertEquals("192.0.2.1", ipv4.toString());
        assertTrue(ipv4.isIpv4());

        assertEquals("127.1.0.0.10.0.0.1", Ipv8Address.parse("2130771968.10.0.0.1").toString(), "zones are known by their octets");
        assertEquals("2130771968.10.0.0.1", Ipv8Address.parse("127.1.0.0.10.0.0.1").dotted());
        assertEquals("4294967295.255.255.255.255", Ipv8Address.ofBits(-1).toString());
    }

    @Test
    void shouldReadBackWhatItPrints() {
        final Random random = TestSeed.random("Ipv8AddressTest");
        for (int i = 0; i < 100_000; i++) {
            // Small ASNs and round hosts must turn up, not only the middle of the space.
            final long bits = random.nextLong() >>> random.nextInt(64) << random.nextInt(16);
            final Ipv8Address address = Ipv8Address.ofBits(bits);
            assertEquals(bits, address.bits());
            assertEquals(address, Ipv8Address.parse(address.dotted()));
            assertEquals(address, Ipv8Address.parse(address.octets()));
            assertEquals(address, Ipv8Address.parse(address.conventional()));
            assertEquals(address, Ipv8Address.parse(address.dotted().replaceFirst("\\.", "-")));
        }
    }

    @Test
    void shouldNeverFailOtherThanWithItsOwnException() {
        final Random random = TestSeed.random("Ipv8AddressTest garbage");
        final String alphabet = "0123456789.-/+ x:\u0661";
        for (int i = 0; i < 200_000; i++) {
            final StringBuilder text = new StringBuilder();
            // Mostly digits, dots and hyphens, so that much of it is nearly an address; then sometimes one foreign character.
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(12)));
            }
            if (random.nextInt(8) == 0) {
                text.insert(random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                // What is accepted must be equal to what its own canonical text means.
                final Ipv8Address address = Ipv8Address.parse(text.toString());
                assertEquals(address, Ipv8Address.parse(address.toString()));
            } catch (AddressParseException e) {
                assertTrue(e.getMessage().contains(": "), e.getMessage());
            }
        }
    }

    @Test
    void shouldOrderUnsignedByAsnThenHost() {
        assertTrue(Ipv8Address.parse("1.0.0.0.2").compareTo(Ipv8Address.parse("1.0.0.0.1")) > 0);
        assertTrue(Ipv8Address.parse("4294967295.0.0.0.0").compareTo(Ipv8Address.parse("1.255.255.255.255")) > 0);
        assertTrue(Ipv8Address.parse("1.192.0.0.0").compareTo(Ipv8Address.parse("1.10.0.0.0")) > 0);
    }
}
