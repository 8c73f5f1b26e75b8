// SPDX-License-Identifier: Apache-2.0
// Both ends of a cable.
package io.eightfold.lab.conformance.frame;

import io.eightfold.wire.address.MacAddress;

/** MACs of the tester's port and of the router behind it. Thread: any. */
public record Stations(long testerMac, long routerMac) {

    /** {@code router}, {@code tester}, {@code broadcast}, or the digits. */
    String name(long mac) {
        if (mac == MacAddress.BROADCAST) {
            return "broadcast";
        }
        return mac == routerMac ? "router" : mac == testerMac ? "tester" : MacAddress.format(mac);
    }

    long mac(String text) {
        return switch (text) {
            case "router" -> routerMac;
            case "tester" -> testerMac;
            case "broadcast" -> MacAddress.BROADCAST;
            default -> MacAddress.parse(text);
        };
    }
}
