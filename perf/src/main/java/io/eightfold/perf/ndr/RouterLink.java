// SPDX-License-Identifier: Apache-2.0
// What generator and router under test agree on.
package io.eightfold.perf.ndr;

import io.eightfold.perf.pktgen.Destinations;
import io.eightfold.perf.pktgen.Expectation;
import io.eightfold.perf.pktgen.FrameSizes;
import io.eightfold.perf.pktgen.Traffic;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** Addresses, table and memif arguments. Thread: any. */
final class RouterLink {
    /** One /16 in each; a power of two, so that every random destination has a route. */
    static final int ASNS = 131_072;
    static final int FIRST_ASN = ASNS;
    static final int HOST_PREFIX = 10 << 24 | 1 << 16;
    static final int DESTINATIONS = 65_536;
    static final long ROUTER_IN_MAC = 0x02E8_0000_0001L;
    static final long ROUTER_OUT_MAC = 0x02E8_0000_0002L;
    static final long NEIGHBOR_MAC = 0x02E8_0000_0100L;
    static final long GENERATOR_MAC = 0x02E8_0000_00FFL;
    static final int ETHER_TYPE = 0x8080;
    private static final int TTL = 64;
    private static final long SEED = 0x1BF8_2026L;
    private static final int FRAME_BYTES = 64;

    private RouterLink() {
    }

    /** The traffic: 64-byte frames to random ASNs, one flow each. */
    static Traffic traffic() {
        final InterfaceAddress first = InterfaceAddress.parse("0.2.0.0.10.1.0.1/15");
        return new Traffic(8, new FrameSizes(Integer.toString(FRAME_BYTES), new int[] {FRAME_BYTES}), Ipv8Address.parse("64496.10.1.0.2"),
            new Destinations(first, Destinations.STEP_ASN_BITS, DESTINATIONS, true, SEED), 1, GENERATOR_MAC, ROUTER_IN_MAC, ETHER_TYPE, TTL);
    }

    /** What the router makes of every frame. */
    static Expectation expectation() {
        return new Expectation(TTL - 1, NEIGHBOR_MAC, ROUTER_OUT_MAC, ROUTER_IN_MAC);
    }

    /**
     * Arguments of one end. The socket is in the abstract name space: nothing is left in the file system, however the processes end.
     * @param ringBits log2 of the descriptors in each ring.
     */
    static Map<String, String> memif(final String role, final String socket, final int ringBits) {
        final Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("role", role);
        arguments.put("socket", socket);
        arguments.put("rsize", Integer.toString(ringBits));
        return arguments;
    }
}
