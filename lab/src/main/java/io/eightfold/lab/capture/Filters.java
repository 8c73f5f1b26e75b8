// SPDX-License-Identifier: Apache-2.0
// Capture filters for IPv8 and ARP8.
package io.eightfold.lab.capture;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.EthernetLayout;

/**
 * pcap-filter(7) knows neither IPv8 nor ARP8, so these count bytes from the start of the frame. ARP8 there:
 * <pre>
 *   12 EtherType 0x0806   16 protocol type 0x8080   20 operation
 *   22 sender MAC   28 sender ASN   32 sender host   36 target MAC   42 target ASN   46 target host
 * </pre>
 * Thread: any.
 */
public final class Filters {
    private static final String ARP8 = "ether proto 0x%04x and ether[16:2] = 0x8080".formatted(EthernetLayout.ARP);

    private Filters() {
    }

    /** Version 8 packets for one station. */
    public static String ipv8To(String mac) {
        return "ether proto 0x8080 and ether dst " + mac;
    }

    /** Gratuitous ARP8 of an address: sender and target are the same. */
    public static String gratuitousArp8(Ipv8Address address) {
        return ARP8 + " and " + address(28, address) + " and " + address(42, address);
    }

    /** ARP8 requests for an address. */
    public static String arp8RequestFor(Ipv8Address address) {
        return ARP8 + " and ether[20:2] = " + ArpLayout.REQUEST + " and " + address(42, address);
    }

    /** Plain ARP requests for the host part of an address. */
    public static String arpRequestFor(Ipv8Address address) {
        return "arp and ether[16:2] = 0x0800 and ether[20:2] = " + ArpLayout.REQUEST + " and ether[38:4] = " + word(address.host());
    }

    private static String address(int offset, Ipv8Address address) {
        return "ether[%d:4] = %s and ether[%d:4] = %s".formatted(offset, word(address.asn()), offset + 4, word(address.host()));
    }

    private static String word(int value) {
        return "0x%08x".formatted(value);
    }
}
