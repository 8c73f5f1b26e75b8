// SPDX-License-Identifier: Apache-2.0
// Tests of address classes at every border of the table.
package io.eightfold.wire.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressClassTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,         ipv4-compatible",
        "0.0.0.1,         asn-unicast",
        "0.0.251.240,     asn-unicast",
        "99.255.255.255,  asn-unicast",
        "100.0.0.0,       rine",
        "100.255.255.255, rine",
        "101.0.0.0,       asn-unicast",
        "126.255.255.255, asn-unicast",
        "127.0.0.0,       internal-zone",
        "127.126.255.255, internal-zone",
        "127.127.0.0,     interop-dmz",
        "127.127.0.1,     internal-zone",
        "127.255.255.255, internal-zone",
        "128.0.0.0,       asn-unicast",
        "255.254.255.255, asn-unicast",
        "255.255.0.0,     cross-asn-multicast",
        "255.255.0.5,     cross-asn-multicast",
        "255.255.255.254, cross-asn-multicast",
        "255.255.255.255, broadcast"
    })
    void shouldClassifyAtEveryBorder(String asn, String label) {
        assertEquals(label, Ipv8Address.parse(asn + ".10.0.0.1").addressClass().label());
    }

    @Test
    void shouldKnowEveryInternalZone() {
        // The claim is about all 2^24 prefixes of 127/8, so all are looked at.
        int dmz = 0;
        for (int zone = 0; zone < 1 << 24; zone++) {
            final int asn = 127 << 24 | zone;
            assertTrue(AddressClass.isInternalAsn(asn));
            dmz += AddressClass.of(asn) == AddressClass.INTEROP_DMZ ? 1 : 0;
        }
        assertEquals(1, dmz);
        assertFalse(AddressClass.isInternalAsn(126 << 24 | 0xFFFFFF));
        assertFalse(AddressClass.isInternalAsn(128 << 24));
    }

    @ParameterizedTest
    @CsvSource({
        // host,          multicast, broadcast, loopback, this-network, reserved, interior, private
        "0.0.0.0,         false, false, false, true,  false, false, false",
        "0.255.255.255,   false, false, false, true,  false, false, false",
        "10.255.0.1,      false, false, false, false, false, false, true",
        "11.0.0.0,        false, false, false, false, false, false, false",
        "127.0.0.1,       false, false, true,  false, false, false, false",
        "172.15.255.255,  false, false, false, false, false, false, false",
        "172.16.0.0,      false, false, false, false, false, false, true",
        "172.31.255.255,  false, false, false, false, false, false, true",
        "172.32.0.0,      false, false, false, false, false, false, false",
        "192.168.0.0,     false, false, false, false, false, false, true",
        "192.169.0.0,     false, false, false, false, false, false, false",
        "221.255.255.255, false, false, false, false, false, false, false",
        "222.0.0.0,       false, false, false, false, false, true,  false",
        "222.255.255.255, false, false, false, false, false, true,  false",
        "223.255.255.255, false, false, false, false, false, false, false",
        "224.0.0.0,       true,  false, false, false, false, false, false",
        "239.255.255.255, true,  false, false, false, false, false, false",
        "240.0.0.0,       false, false, false, false, true,  false, false",
        "255.255.255.255, false, true,  false, false, true,  false, false"
    })
    void shouldAnswerAboutTheHostHalf(String text, boolean multicast, boolean broadcast, boolean loopback,
                                      boolean thisNetwork, boolean reserved, boolean interior, boolean isPrivate) {
        final int host = Ipv8Address.parse(text).host();
        assertEquals(multicast, AddressClass.isMulticastHost(host));
        assertEquals(broadcast, AddressClass.isBroadcastHost(host));
        assertEquals(loopback, AddressClass.isLoopbackHost(host));
        assertEquals(thisNetwork, AddressClass.isThisNetworkHost(host));
        assertEquals(reserved, AddressClass.isReservedHost(host));
        assertEquals(interior, AddressClass.isInteriorLink(host));
        assertEquals(isPrivate, AddressClass.isPrivateHost(host));
    }
}
