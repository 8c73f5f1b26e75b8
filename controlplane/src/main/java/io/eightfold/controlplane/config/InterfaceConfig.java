// SPDX-License-Identifier: Apache-2.0
// One interface of the router: device, addresses, MTU, EtherType, punt and queue sizes.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One interface of the router.
 * <p>Thread: any; immutable.
 *
 * @param name          how operators and routes call it; the rules of a Linux interface name
 * @param device        the DPDK device behind it
 * @param vrf           the routing table that its addresses and what it receives belong to
 * @param ipv8Addresses addresses with an ASN above 0, in the order of the file
 * @param ipv4Addresses addresses in ASN 0, in the order of the file
 * @param mtu           largest IPv8 or IPv4 packet in bytes, without the Ethernet header
 * @param etherType     EtherType of IPv8 on this interface, normally {@value #DEFAULT_ETHER_TYPE}
 * @param punt          what goes to the kernel
 * @param shutdown      configured, but neither sends nor receives
 * @param rxDescriptors receive ring size per queue
 * @param txDescriptors transmit ring size per queue
 * @param egressCheck   whether foreign ASNs are reached through it by valid routes only
 * @param border        what it lets in as a border of the AS, or null inside
 */
public record InterfaceConfig(
        String name,
        DeviceConfig device,
        Vrf vrf,
        List<InterfaceAddress> ipv8Addresses,
        List<InterfaceAddress> ipv4Addresses,
        int mtu,
        int etherType,
        PuntConfig punt,
        boolean shutdown,
        int rxDescriptors,
        int txDescriptors,
        boolean egressCheck,
        BorderConfig border) {
    /** IFNAMSIZ of Linux is 16 with the closing zero. */
    public static final int MAX_NAME_LENGTH = 15;
    public static final int MIN_MTU = 576;
    public static final int MAX_MTU = 9600;
    public static final int DEFAULT_MTU = 1500;
    public static final int DEFAULT_ETHER_TYPE = 0x8080;
    /** Smaller values are a length (IEEE 802.3), not a type. */
    public static final int MIN_ETHER_TYPE = 0x0600;
    public static final int MAX_ETHER_TYPE = 0xFFFF;
    /** EtherTypes that IPv8 may never be sent under, with what they belong to. */
    public static final Map<Integer, String> RESERVED_ETHER_TYPES = Map.of(
            0x0800, "IPv4; version 8 is never sent under it",
            0x0806, "ARP",
            0x86DD, "IPv6",
            0x8100, "VLAN tags (802.1Q)",
            0x88A8, "service VLAN tags (802.1ad)");
    public static final int MIN_DESCRIPTORS = 64;
    public static final int MAX_DESCRIPTORS = 8192;
    public static final int DEFAULT_DESCRIPTORS = 512;

    static final String NAME_RULE = "a name is 1 to " + MAX_NAME_LENGTH
            + " characters, a letter first, then letters, digits, '.', '_' or '-'";
    /** Words that have their own meaning where a route may name an interface. */
    static final List<String> RESERVED_NAMES = List.of("blackhole", "unreachable", "prohibit", "default", "vrf");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0," + (MAX_NAME_LENGTH - 1) + "}");

    public InterfaceConfig {
        Limits.require(isName(name), "name=" + name + " is not an interface name; " + NAME_RULE);
        ipv8Addresses = List.copyOf(ipv8Addresses);
        ipv4Addresses = List.copyOf(ipv4Addresses);
        Limits.require(ipv8Addresses.stream().noneMatch(a -> a.address().isIpv4()), "ipv8Addresses of " + name + " has one in ASN 0");
        Limits.require(ipv4Addresses.stream().allMatch(a -> a.address().isIpv4()), "ipv4Addresses of " + name + " has one outside ASN 0");
        Limits.require("mtu", mtu, MIN_MTU, MAX_MTU);
        Limits.require("etherType", etherType, MIN_ETHER_TYPE, MAX_ETHER_TYPE);
        Limits.require(!RESERVED_ETHER_TYPES.containsKey(etherType),
                "etherType=" + etherType + " belongs to " + RESERVED_ETHER_TYPES.get(etherType));
        Limits.require("rxDescriptors", rxDescriptors, MIN_DESCRIPTORS, MAX_DESCRIPTORS);
        Limits.require("txDescriptors", txDescriptors, MIN_DESCRIPTORS, MAX_DESCRIPTORS);
        Limits.require(device != null && vrf != null && punt != null, "interface " + name + " lacks device, vrf or punt");
    }

    /** Whether the text may name an interface here: a Linux interface name that no route word claims. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !RESERVED_NAMES.contains(text);
    }

    /** Whether the interface has any address. */
    public boolean hasAddress() {
        return !ipv8Addresses.isEmpty() || !ipv4Addresses.isEmpty();
    }
}
