// SPDX-License-Identifier: Apache-2.0
// Tests how a packet socket reports what it cannot open.
package io.eightfold.host.link;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PacketSocketLinkTest {
    @Test
    void shouldNameMissingInterfaceAndRemedy() {
        String message = assertThrows(LinkException.class, () -> PacketSocketLink.open("e8t-none")).getMessage();

        assertTrue(message.contains("e8t-none"), message);
        assertTrue(message.contains("no such interface"), message);
        assertTrue(message.contains("ip link"), message);
    }

    @Test
    void shouldRefuseNamesLongerThanLinuxAllows() {
        String message = assertThrows(LinkException.class, () -> PacketSocketLink.open("sixteen-letters!")).getMessage();

        assertTrue(message.contains("16 characters"), message);
    }

    @Test
    void shouldRefuseWhatIsNotEthernetOrNotPermitted() {
        String message = assertThrows(LinkException.class, () -> PacketSocketLink.open("lo")).getMessage();

        // Root learns that loopback is hardware type 772; anyone else that opening needs a capability.
        assertTrue(message.contains("hardware type 772") || message.contains("CAP_NET_RAW"), message);
    }
}
