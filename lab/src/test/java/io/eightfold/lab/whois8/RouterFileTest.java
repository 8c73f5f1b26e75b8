// SPDX-License-Identifier: Apache-2.0
// Tests the configuration of the validating router.
package io.eightfold.lab.whois8;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.topology.RouterText;
import io.eightfold.lab.topology.Whois8;
import org.junit.jupiter.api.Test;

class RouterFileTest {

    @Test
    void shouldCheckOnlyWhatLeavesTowardsOthers() {
        Whois8Bench bench = new Whois8Bench();
        bench.anchor("rir=lab key=AAAA asns=64496-64511");
        String text = RouterFile.of(RouterText.of(Whois8.topology().routers().getFirst(), "net_af_packet"), bench);
        assertTrue(text.endsWith("""
            !
            interface lan
             device net_af_packet
             ipv8 address 64496.10.1.0.1/24
             ip address 10.1.0.1/24
             punt tap
            !
            interface wan
             device net_af_packet
             ipv8 address 64496.10.2.0.1/24
             ip address 10.2.0.1/24
             punt tap
             egress-check whois8
            !
            whois8
             server http://192.0.2.11:8343
             server http://192.0.2.12:8343
             trust-anchor rir=lab key=AAAA asns=64496-64511
             validate api static
             refresh 5s
             retry 100ms
            !
            control-plane
             metrics listen 127.0.0.1:9342
            !
            router bgp8 64496
            """), text);
    }
}
