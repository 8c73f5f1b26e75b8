// SPDX-License-Identifier: Apache-2.0
// The blocks of a configuration file.
package io.eightfold.controlplane.config;

/** The blocks of a configuration file; {@link #TOP} is the level outside all of them. */
enum Block {
    TOP("top level"),
    DPDK("dpdk"),
    DATAPLANE("dataplane"),
    CONTROL_PLANE("control-plane"),
    WHOIS8("whois8"),
    INTERFACE("interface NAME"),
    ROUTER_BGP8("router bgp8 ASN"),
    ROUTE_MAP("route-map NAME ACTION NUMBER");

    private final String title;

    Block(String title) {
        this.title = title;
    }

    /** The line that opens the block, for messages and the manual. */
    String title() {
        return title;
    }
}
