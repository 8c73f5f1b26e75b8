// SPDX-License-Identifier: Apache-2.0
// Traffic of tests.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;

final class TestTraffic {
    static final long SOURCE_MAC = 0x02E8_0000_0001L;
    static final long ROUTER_MAC = 0x02E8_0000_0002L;
    static final int TTL = 64;

    private TestTraffic() {
    }

    static Traffic ipv8(final String sizes, final int destinations, final int flows) {
        return new Traffic(8, FrameSizes.parse(sizes), Ipv8Address.parse("64496.10.1.0.2"),
            new Destinations(InterfaceAddress.parse("64497.10.0.0.1/8"), 64, destinations, true, 3), flows, SOURCE_MAC, ROUTER_MAC, 0x8080, TTL);
    }

    static Traffic ipv4(final String sizes, final int destinations, final int flows) {
        return new Traffic(4, FrameSizes.parse(sizes), Ipv8Address.parse("198.18.0.2"),
            new Destinations(InterfaceAddress.parse("198.19.0.2/16"), 64, destinations, false, 0), flows, SOURCE_MAC, ROUTER_MAC, 0x8080, TTL);
    }
}
