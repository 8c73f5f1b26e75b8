// SPDX-License-Identifier: Apache-2.0
// The whole configuration of one router.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.Optional;

/**
 * The whole configuration of one router, as checked by {@link ConfigParser}.
 * <p>Thread: any; immutable.
 *
 * @param hostname    how the router calls itself in output and logs
 * @param ipv8Routing whether IPv8 packets are forwarded
 * @param localAsn    the router's own ASN, 1 to 4294967295, or null
 * @param dpdk        what DPDK is asked for
 * @param dataplane   workers and neighbours
 * @param controlPlane journal, FIB channel, metrics and log
 * @param whois8      how routes are validated, or null when they are not
 * @param bgp8        neighbours and what they are told, or null without the block; its ASN is {@code localAsn}
 * @param policies    lists and route-maps of BGP8
 * @param tunnelEnd   our end of 8to4 tunnels, or null without
 * @param zonePermits internal zones that may reach each other
 * @param interfaces  in the order of the file; the index is the port number
 * @param routes      static routes, one per routing table, prefix and distance, in the order of the file
 */
public record RouterConfig(
        String hostname,
        boolean ipv8Routing,
        Long localAsn,
        DpdkConfig dpdk,
        DataplaneSettings dataplane,
        ControlPlaneSettings controlPlane,
        Whois8Config whois8,
        Bgp8Config bgp8,
        PolicyConfig policies,
        TunnelEndConfig tunnelEnd,
        List<ZonePermit> zonePermits,
        List<InterfaceConfig> interfaces,
        List<StaticRouteConfig> routes) {
    public static final String DEFAULT_HOSTNAME = "eightfold";
    public static final long MAX_ASN = 0xFFFF_FFFFL;

    public RouterConfig {
        Limits.require(!hostname.isBlank(), "hostname is blank");
        if (localAsn != null) {
            Limits.require("localAsn", localAsn, 1, MAX_ASN);
        }
        Limits.require((localAsn == null) == (bgp8 == null), "localAsn=" + localAsn + " and the block of BGP8 come together");
        zonePermits = List.copyOf(zonePermits);
        interfaces = List.copyOf(interfaces);
        routes = List.copyOf(routes);
        Limits.require(interfaces.stream().map(InterfaceConfig::name).distinct().count() == interfaces.size(),
                "two interfaces have the same name");
        Limits.require(routes.stream().map(StaticRouteConfig::key).distinct().count() == routes.size(),
                "two routes have the same vrf, prefix and distance");
    }

    /** The interface of that name. */
    public Optional<InterfaceConfig> interfaceNamed(String name) {
        return interfaces.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    }
}
