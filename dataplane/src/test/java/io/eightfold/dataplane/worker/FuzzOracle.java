// SPDX-License-Identifier: Apache-2.0
// Says how a frame must end, by rules written down a second time.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The router's rules in the order of RFC 1812 §5.2, from the frame's bytes and a list of routes; it shares no code with the
 * product but memory access, and every read is checked against the frame's length. It keeps the little state that frames can change: what
 * ARP taught about known neighbours, and who waits for the one that never answers.
 */
final class FuzzOracle {
    /** Outcomes; a drop is {@link #DROP} plus the reason's id. */
    static final int FORWARDED = 0;
    static final int DELIVERED = 1;
    /** Waits for the neighbour that never answers. */
    static final int WAITS = 2;
    static final int DROP = 16;

    private static final int ETHERNET = 14;

    /** What a route leads to. */
    enum Kind { NEIGHBOR, CONNECTED, OWN, BROADCAST, BLACKHOLE, UNREACHABLE, PROHIBIT, SILENT_NEIGHBOR }

    /** A station that the router knows. */
    static final class Station {
        final int port;
        final long address;
        long mac;
        boolean isIpv4Only;

        Station(final int port, final long address, final long mac, final boolean isIpv4Only) {
            this.port = port;
            this.address = address;
            this.mac = mac;
            this.isIpv4Only = isIpv4Only;
        }
    }

    /** A route: an ASN, a host prefix in it, and where it leads; several stations share by flow. */
    record Route(int asn, int host, int hostLength, Kind kind, List<Station> stations) {
        boolean covers(final int toAsn, final int toHost) {
            return asn == toAsn && (hostLength == 0 || (host ^ toHost) >>> 32 - hostLength == 0);
        }
    }

    /** A port: what it owns and what is on its link. */
    record Port(long mac, boolean hasIpv8, long own8, int own4, int mtuBytes) {
        boolean owns(final long address) {
            return address >>> 32 == 0 ? (int) address == own4 : hasIpv8 && address == own8;
        }

        /** Every link is a /24; an ARP sender without an ASN may also be a station of the IPv8 prefix. */
        boolean mayHold(final long address) {
            return address >>> 32 == 0 ? ((int) address ^ own4) >>> 8 == 0 || hasIpv8 && ((int) address ^ (int) own8) >>> 8 == 0
                : hasIpv8 && (address ^ own8) >>> 8 == 0;
        }
    }

    private record Heard(Station station, long mac, boolean isArp8) {
    }

    private final List<Port> ports;
    private final List<Route> routes = new ArrayList<>();
    private final List<Station> stations = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();
    private final int queuePackets;
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();

    // the frame at hand
    private long frame;
    private int length;
    private int port;
    private Route route;
    private boolean isTold;
    private int fragments;

    FuzzOracle(final List<Port> ports, final int queuePackets) {
        this.ports = List.copyOf(ports);
        this.queuePackets = queuePackets;
    }

    void add(final Route added) {
        routes.add(added);
        for (final Station station : added.stations()) {
            if (!stations.contains(station)) {
                stations.add(station);
            }
        }
    }

    /** How the frame ends. Within a burst a worker sees the state before it, so what ARP teaches counts from {@link #endBurst} on. */
    int expect(final int inPort, final long at, final int lengthBytes, final boolean isSegmented) {
        port = inPort;
        frame = at;
        length = lengthBytes;
        isTold = false;
        fragments = 0;
        route = null;
        return isSegmented ? drop(DropReason.SEGMENTED) : ethernet();
    }

    /** Applies what the burst's ARP frames taught, in their order. */
    void endBurst() {
        for (final Heard h : heard) {
            if (h.isArp8() || h.station().isIpv4Only || h.station().mac != h.mac()) {
                h.station().isIpv4Only = !h.isArp8();
                h.station().mac = h.mac();
            }
        }
        heard.clear();
    }

    /** Whether the last frame's end is followed by an ICMP error. */
    boolean isAnsweredWithError() {
        return isTold && mayCauseError();
    }

    /** Whether the last frame's end is one of which sources are told, if the rules allow it. */
    boolean isTold() {
        return isTold;
    }

    /** Fragments of the last frame; 0 when it needs none. */
    int fragments() {
        return fragments;
    }

    /** Route of the last frame, null when it did not come that far. */
    Route route() {
        return route;
    }

    /** Port of arrival of the packet that gives way when one more waits; -1 when there is room. */
    int enqueue(final int arrival) {
        waiting.add(arrival);
        return waiting.size() > queuePackets ? waiting.poll() : -1;
    }

    // --- Ethernet ---

    private int ethernet() {
        if (length < ETHERNET) {
            return drop(DropReason.TOO_SHORT);
        }
        final boolean isGroup = (u8(0) & 1) != 0;
        if (!isGroup && ((long) u16(0) << 32 | u32(2) & 0xFFFF_FFFFL) != ports.get(port).mac()) {
            return drop(DropReason.NOT_OUR_MAC);
        }
        return switch (u16(12)) {
            case 0x0806 -> arp();
            case 0x8080 -> ports.get(port).hasIpv8() ? packet(8, 28, isGroup) : drop(DropReason.IPV8_NOT_ENABLED);
            case 0x0800 -> packet(4, 20, isGroup);
            default -> drop(DropReason.UNKNOWN_ETHERTYPE);
        };
    }

    // --- IP ---

    private int packet(final int version, final int fixed, final boolean isGroupFrame) {
        final int available = length - ETHERNET;
        if (available < fixed) {
            return drop(DropReason.TOO_SHORT);
        }
        if (ip8(0) >> 4 != version) {
            return drop(DropReason.BAD_VERSION);
        }
        final int header = headerLength();
        if (header < fixed || header > available) {
            return drop(DropReason.BAD_HEADER_LENGTH);
        }
        if (total() < header || total() > available) {
            return drop(DropReason.BAD_TOTAL_LENGTH);
        }
        if (!addsUp(ETHERNET, header)) {
            return drop(DropReason.BAD_CHECKSUM);
        }
        // RFC 1122 §3.2.1.3: who learns its IPv4 address speaks from 0.0.0.0 to everybody.
        final boolean isLearning = version == 4 && ip32(12) == 0 && ip32(16) == -1;
        if (version == 8 && ip16(12) == 0xFFFF || !isHost(ip8(sourceHostAt())) && !isLearning) {
            return drop(DropReason.BAD_SOURCE);
        }
        final boolean isAsnGroup = version == 8 && ip16(20) == 0xFFFF;
        final int host = destinationHost();
        final int first = host >>> 24;
        final boolean isHostGroup = first >= 224 && first < 240 || host == -1;
        if (!isAsnGroup && !isHostGroup && !isHost(first)) {
            return drop(DropReason.BAD_DESTINATION);
        }
        if (isAsnGroup || isHostGroup) {
            return drop(version == 8 && ip32(20) == -1 || host == -1 ? DropReason.BROADCAST : DropReason.MULTICAST);
        }
        if (isGroupFrame) {
            return drop(DropReason.UNICAST_IN_L2_BROADCAST);
        }
        // Zones are apart unless configured, and none is here.
        if (version == 8 && ip32(12) >>> 24 == 127 && ip32(20) >>> 24 == 127 && ip32(12) != ip32(20)) {
            return drop(DropReason.ZONE_ISOLATION);
        }
        return unicast(version, version == 8 ? ip32(20) : 0, host);
    }

    private int unicast(final int version, final int asn, final int host) {
        boolean isAsnKnown = asn == 0;
        for (final Route candidate : routes) {
            isAsnKnown |= candidate.asn() == asn;
            if (candidate.covers(asn, host) && (route == null || candidate.hostLength() > route.hostLength())) {
                route = candidate;
            }
        }
        if (route == null) {
            return told(isAsnKnown ? DropReason.NO_ROUTE : DropReason.NO_ROUTE_TO_ASN);
        }
        return switch (route.kind()) {
            case OWN -> own();
            case BROADCAST -> drop(DropReason.BROADCAST);
            case BLACKHOLE -> drop(DropReason.BLACKHOLE);
            case UNREACHABLE -> told(DropReason.UNREACHABLE);
            case PROHIBIT -> told(DropReason.PROHIBITED);
            default -> ip8(8) <= 1 ? told(DropReason.TTL_EXPIRED) : onward(version);
        };
    }

    private int onward(final int version) {
        if (route.kind() == Kind.CONNECTED) {
            return told(DropReason.NEIGHBOR_TABLE_FULL);
        }
        if (route.kind() == Kind.SILENT_NEIGHBOR) {
            return WAITS;
        }
        final Station station = route.stations().getFirst();
        if (version == 8 && station.isIpv4Only) {
            return told(DropReason.IPV4_ONLY_NEIGHBOR);
        }
        final int mtu = ports.get(station.port).mtuBytes();
        if (total() <= mtu) {
            return FORWARDED;
        }
        if ((ip16(6) & 0x4000) != 0) {
            return told(DropReason.FRAGMENTATION_NEEDED);
        }
        // RFC 791 §3.2: pieces of a multiple of 8 bytes; the last one's offset has 13 bits.
        final int piece = (mtu - headerLength()) / 8 * 8;
        final int payload = total() - headerLength();
        final int pieces = (payload + piece - 1) / piece;
        if ((ip16(6) & 0x1FFF) + (pieces - 1) * piece / 8 > 0x1FFF) {
            return drop(DropReason.BAD_FRAGMENT);
        }
        fragments = pieces;
        return FORWARDED;
    }

    private int own() {
        final boolean isFragment = (ip16(6) & 0x3FFF) != 0;
        if (isFragment) {
            return drop(DropReason.FRAGMENT_TO_SELF);
        }
        if (ip8(9) != 1) {
            return told(DropReason.NO_LISTENER);
        }
        final int message = total() - headerLength();
        return message < 8 || !addsUp(ETHERNET + headerLength(), message) ? drop(DropReason.BAD_ICMP) : DELIVERED;
    }

    /** RFC 1812 §4.3.2.7, and no letters to ourselves. What it says about addresses was a reason to drop in silence already. */
    private boolean mayCauseError() {
        final long source = isIpv8() ? (long) ip32(12) << 32 | ip32(16) & 0xFFFF_FFFFL : ip32(12) & 0xFFFF_FFFFL;
        for (final Port p : ports) {
            if (p.owns(source)) {
                return false;
            }
        }
        if ((ip16(6) & 0x1FFF) != 0) {
            return false;
        }
        if (ip8(9) != 1) {
            return true;
        }
        if (headerLength() >= total()) {
            return false;
        }
        final int type = ip8(headerLength());
        return type == 0 || type == 8 || type == 9 || type == 10 || type >= 13 && type <= 18;
    }

    // --- ARP ---

    private int arp() {
        if (length - ETHERNET < 8) {
            return drop(DropReason.BAD_ARP);
        }
        final boolean isArp8 = ip16(2) == 0x8080;
        final int size = isArp8 ? 8 : 4;
        final int operation = ip16(6);
        if (ip16(0) != 1 || !isArp8 && ip16(2) != 0x0800 || ip8(4) != 6 || ip8(5) != size || operation != 1 && operation != 2) {
            return drop(DropReason.UNSUPPORTED_ARP);
        }
        if (length - ETHERNET < 20 + 2 * size) {
            return drop(DropReason.BAD_ARP);
        }
        final Port own = ports.get(port);
        if (isArp8 && !own.hasIpv8()) {
            return drop(DropReason.IPV8_NOT_ENABLED);
        }
        final long mac = (long) ip16(8) << 32 | ip32(10) & 0xFFFF_FFFFL;
        if (mac == 0 || (mac >>> 40 & 1) != 0) {
            return drop(DropReason.ARP_BAD_SENDER);
        }
        final long sender = arpAddress(14, isArp8);
        if (own.owns(sender)) {
            return drop(DropReason.ADDRESS_CONFLICT);
        }
        final boolean isAProbe = (int) sender == 0;
        if (!isAProbe && !own.mayHold(sender)) {
            return operation == 1 && own.owns(arpAddress(20 + size, isArp8)) ? DELIVERED : drop(DropReason.ARP_BAD_SENDER);
        }
        if (!isAProbe) {
            learn(sender, mac, isArp8);
        }
        return own.owns(arpAddress(20 + size, isArp8)) ? DELIVERED : drop(DropReason.ARP_NOT_FOR_US);
    }

    /** The table is full in this test, so only what is known already changes. */
    private void learn(final long sender, final long mac, final boolean isArp8) {
        for (final Station station : stations) {
            if (station.port == port && station.address == sender) {
                heard.add(new Heard(station, mac, isArp8));
            }
        }
    }

    private long arpAddress(final int at, final boolean isArp8) {
        return isArp8 ? (long) ip32(at) << 32 | ip32(at + 4) & 0xFFFF_FFFFL : ip32(at) & 0xFFFF_FFFFL;
    }

    // --- fields ---

    private int drop(final DropReason reason) {
        return DROP + reason.id();
    }

    private int told(final DropReason reason) {
        isTold = true;
        return drop(reason);
    }

    private boolean isIpv8() {
        return ip8(0) >> 4 == 8;
    }

    private int headerLength() {
        return (ip8(0) & 15) * 4;
    }

    private int total() {
        return ip16(2);
    }

    private int sourceHostAt() {
        return isIpv8() ? 16 : 12;
    }

    private int destinationHost() {
        return ip32(isIpv8() ? 24 : 16);
    }

    private static boolean isHost(final int firstOctet) {
        return firstOctet != 0 && firstOctet != 127 && firstOctet < 224;
    }

    private boolean addsUp(final int from, final int bytes) {
        int sum = 0;
        for (int i = 0; i < bytes; i += 2) {
            sum += u8(from + i) << 8;
            sum += i + 1 < bytes ? u8(from + i + 1) : 0;
        }
        return sum % 0xFFFF == 0 && sum != 0;
    }

    private int ip8(final int at) {
        return u8(ETHERNET + at);
    }

    private int ip16(final int at) {
        return u16(ETHERNET + at);
    }

    private int ip32(final int at) {
        return u32(ETHERNET + at);
    }

    private int u8(final int at) {
        if (at < 0 || at >= length) {
            throw new AssertionError("the oracle reads byte " + at + " of a frame of " + length);
        }
        return Memory.u8(frame + at);
    }

    private int u16(final int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    private int u32(final int at) {
        return u16(at) << 16 | u16(at + 2);
    }
}
