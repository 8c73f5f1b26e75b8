// SPDX-License-Identifier: Apache-2.0
// The steps of the topology two-asns.
package io.eightfold.lab.step;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/** In the order a person would try things: up, reach, path, limits, load, books, accident, record. */
public final class TwoAsnsSteps {
    private static final String HOST_8A = "64496.10.1.0.10";
    private static final String HOST_8B = "64497.10.2.0.10";
    private static final String HOST_4A = "10.1.0.20";
    private static final String HOST_4B = "10.2.0.20";
    /** What somebody writes who takes the IPv4 host b for an IPv8 one. */
    private static final String HOST_4B_AS_IPV8 = "64497.10.2.0.20";
    /** Of the documentation range, and in no table. */
    private static final String UNKNOWN_ASN = "64499.10.3.0.1";
    private static final int LONG_PING_BYTES = 3000;
    private static final int TRANSFER_MEBIBYTES = 64;

    private TwoAsnsSteps() {
    }

    /** The list. */
    public static List<Step> steps() {
        return List.of(
            Step.required("captures", "tcpdump on the link and at both IPv4 hosts", new Captures("ra", "wan")),
            Step.required("routers-up", "two router processes run", new RoutersUp()),
            Step.required("hosts-up", "two IPv8 hosts run", new HostsUp(List.of("h8a", "h8b"))),
            Step.of("gratuitous-arp8", "every IPv8 address is announced", new Announcements()),
            Step.of("ping-ipv8", "IPv8 host a to b", Ping8.answered("h8a", HOST_8B, 3)),
            Step.of("ping-ipv8-back", "IPv8 host b to a", Ping8.answered("h8b", HOST_8A, 3)),
            Step.of("ping-ipv4", "Linux IPv4 host a to b", Ping4.answered("h4a", HOST_4B, 3)),
            Step.of("ping-ipv4-back", "Linux IPv4 host b to a", Ping4.answered("h4b", HOST_4A, 3)),
            Step.of("ping-routers", "every address of both routers", new RouterPings("h8a", "h4a")),
            Step.of("traceroute-ipv8", "both routers show, IPv8", Trace.path("h8a", "64496.10.1.0.1", "64496.222.0.0.1", HOST_8B)),
            Step.of("traceroute-ipv4", "both routers show, IPv4", Trace.path("h4a", "10.1.0.1", "192.0.2.1", HOST_4B)),
            Step.of("fragments-ipv8", "IPv8 ping of 3000 bytes", Ping8.answered("h8a", HOST_8B, 2).withSize(LONG_PING_BYTES)),
            Step.of("fragments-ipv4", "IPv4 ping of 3000 bytes", Ping4.answered("h4a", HOST_4B, 2).withSize(LONG_PING_BYTES)),
            Step.of("ipv4-only-neighbor", "IPv8 to an IPv4 host is refused", Ping8.refused("h8a", HOST_4B_AS_IPV8, 2, "Destination Host Unreachable")),
            Step.of("version-selection", "no IPv4 host was sent version 8", new VersionSelection("h4b", Ipv8Address.parse(HOST_4B_AS_IPV8))),
            Step.of("no-route-to-asn", "an unknown ASN is refused", Ping8.refused("h8a", UNKNOWN_ASN, 1, "No route to the ASN")),
            Step.of("tcp-transfer", "kernel TCP through both routers", new Transfer("h4a", "h4b", HOST_4B, TRANSFER_MEBIBYTES)),
            Step.of("kernel-socket", "TCP to a router's own address", new KernelSocket("ra", "10.1.0.1", List.of("h4a", "h4b"))),
            Step.of("counters", "each received frame has one end", new CounterIdentity()),
            Step.of("router-restart", "kill -9 of rb, started again", new RouterRestart("rb",
                List.of(Ping8.answered("h8a", HOST_8B, 2), Ping4.answered("h4a", HOST_4B, 2)))),
            Step.of("capture-decodes", "tshark reads the link's capture", new CaptureDecodes()));
    }
}
