// SPDX-License-Identifier: Apache-2.0
// Tests of MAC address text and questions.
package io.eightfold.wire.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @ParameterizedTest
    @CsvSource({
        "02:00:00:00:00:01, 020000000001, 02:00:00:00:00:01",
        "Fe:DC:ba:98:76:54, fedcba987654, fe:dc:ba:98:76:54",
        "ff:ff:ff:ff:ff:ff, ffffffffffff, ff:ff:ff:ff:ff:ff",
        "00:00:00:00:00:00, 0,            00:00:00:00:00:00"
    })
    void shouldReadAndPrint(String text, String hex, String canonical) {
        final long mac = Long.parseLong(hex, 16);
        assertEquals(mac, MacAddress.parse(text));
        assertEquals(canonical, MacAddress.format(mac));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:00:00:00:00", "02:00:00:00:00:0", "02:00:00:00:00:001", "02-00-00-00-00-01",
        "02:00:00:00:00:0g", "02:00:00:00:0:001", "020000000001", "02:00:00:00:00:\u0661\u0661", "02:00:00:00:00: 1",
        "02:00:00:00:00:+1", "02:00:00:00:00:\u01411"})
    void shouldRefuseAnythingElse(String text) {
        assertThrows(AddressParseException.class, () -> MacAddress.parse(text));
    }

    @Test
    void shouldNameTheWrongByte() {
        assertEquals("02:00:0x:00:00:01: MAC byte 3 is wrong at character 8; write two hexadecimal digits a byte, joined by colons",
            assertThrows(AddressParseException.class, () -> MacAddress.parse("02:00:0x:00:00:01")).getMessage());
    }

    @Test
    void shouldTellStationsFromGroups() {
        assertTrue(MacAddress.isMulticast(MacAddress.BROADCAST));
        assertTrue(MacAddress.isMulticast(MacAddress.parse("01:00:5e:00:00:01")));
        assertFalse(MacAddress.isMulticast(MacAddress.parse("02:00:00:00:00:01")));
        assertTrue(MacAddress.isUnicast(MacAddress.parse("02:00:00:00:00:01")));
        assertFalse(MacAddress.isUnicast(MacAddress.parse("01:00:5e:00:00:01")));
        assertFalse(MacAddress.isUnicast(0));
    }
}
