// SPDX-License-Identifier: Apache-2.0
// What workers and the slow path know of a port while the router runs.
package io.eightfold.dataplane.port;

import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.TapDevice;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/**
 * A started port. Immutable; any thread may read it.
 *
 * @param index         dense number of ours, in the order of the configuration.
 * @param dpdkId        DPDK's number.
 * @param mac           own MAC, first byte in bits 47 to 40.
 * @param mtuBytes      largest IP packet sent or received.
 * @param etherType     EtherType of version 8.
 * @param ipv8Addresses own addresses with an ASN; none means that version 8 is not spoken here.
 * @param ipv4Addresses own addresses of ASN 0.
 * @param tap           the kernel's side, or null.
 * @param puntsUnknown  whether unknown EtherTypes go to the TAP.
 * @param queues        who receives from it.
 * @param vrf           table that packets which come in here are looked up in; none crosses to a port of another.
 * @param border        what an external interface lets in; null inside the AS.
 */
public record RouterPort(int index, String name, int dpdkId, EthPort device, long mac, int mtuBytes, int etherType,
                         List<InterfaceAddress> ipv8Addresses, List<InterfaceAddress> ipv4Addresses, TapDevice tap, boolean puntsUnknown,
                         QueuePlan queues, Vrf vrf, Border border) {
    public RouterPort {
        ipv8Addresses = List.copyOf(ipv8Addresses);
        ipv4Addresses = List.copyOf(ipv4Addresses);
    }

    /** A port of the default table. */
    public RouterPort(final int index, final String name, final int dpdkId, final EthPort device, final long mac, final int mtuBytes,
                      final int etherType, final List<InterfaceAddress> ipv8Addresses, final List<InterfaceAddress> ipv4Addresses,
                      final TapDevice tap, final boolean puntsUnknown, final QueuePlan queues) {
        this(index, name, dpdkId, device, mac, mtuBytes, etherType, ipv8Addresses, ipv4Addresses, tap, puntsUnknown, queues, Vrf.DEFAULT, null);
    }

    /** A port of one worker. */
    public RouterPort(final int index, final String name, final int dpdkId, final EthPort device, final long mac, final int mtuBytes,
                      final int etherType, final List<InterfaceAddress> ipv8Addresses, final List<InterfaceAddress> ipv4Addresses,
                      final TapDevice tap, final boolean puntsUnknown) {
        this(index, name, dpdkId, device, mac, mtuBytes, etherType, ipv8Addresses, ipv4Addresses, tap, puntsUnknown, QueuePlan.single());
    }

    /**
     * A port as configured.
     * @param tapName name of the kernel's TAP, or null for none.
     * @param vrf     table it is bound to.
     * @param border  what it lets in when it is external; null inside the AS.
     */
    public record Config(String name, DeviceArguments device, List<InterfaceAddress> ipv8Addresses, List<InterfaceAddress> ipv4Addresses,
                         int mtuBytes, int etherType, String tapName, boolean puntsUnknown, int rxDescriptors, int txDescriptors, Vrf vrf,
                         Border border) {
        public Config {
            ipv8Addresses = List.copyOf(ipv8Addresses);
            ipv4Addresses = List.copyOf(ipv4Addresses);
        }

        /** Bound to the default table. */
        public Config(final String name, final DeviceArguments device, final List<InterfaceAddress> ipv8Addresses,
                      final List<InterfaceAddress> ipv4Addresses, final int mtuBytes, final int etherType, final String tapName,
                      final boolean puntsUnknown, final int rxDescriptors, final int txDescriptors) {
            this(name, device, ipv8Addresses, ipv4Addresses, mtuBytes, etherType, tapName, puntsUnknown, rxDescriptors, txDescriptors, Vrf.DEFAULT, null);
        }
    }

    /** Whether version 8 is spoken on this port. */
    public boolean hasIpv8() {
        return !ipv8Addresses.isEmpty();
    }

    /** Whether the AS ends here. */
    public boolean isExternal() {
        return border != null;
    }

    /** Whether the kernel has an interface for this port. */
    public boolean hasTap() {
        return tap != null;
    }

    /** Whether the address is one of this port's own. */
    public boolean owns(final long address) {
        for (final InterfaceAddress own : address >>> 32 == 0 ? ipv4Addresses : ipv8Addresses) {
            if (own.address().bits() == address) {
                return true;
            }
        }
        return false;
    }

    /** Whether the address lies on a prefix that is connected here. */
    public boolean isOnLink(final long address) {
        for (final InterfaceAddress own : address >>> 32 == 0 ? ipv4Addresses : ipv8Addresses) {
            if (own.prefix().contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The own address to speak from when talking to {@code peer}: on its prefix if there is one, else of its ASN, else the first.
     * @return null when the port has none of that family (ASN 0 or not).
     */
    public Ipv8Address sourceFor(final long peer) {
        final List<InterfaceAddress> candidates = peer >>> 32 == 0 ? ipv4Addresses : ipv8Addresses;
        InterfaceAddress best = null;
        for (final InterfaceAddress own : candidates) {
            if (own.prefix().contains(peer)) {
                return own.address();
            }
            if (best == null || own.address().asn() == (int) (peer >>> 32) && best.address().asn() != own.address().asn()) {
                best = own;
            }
        }
        return best == null ? null : best.address();
    }
}
