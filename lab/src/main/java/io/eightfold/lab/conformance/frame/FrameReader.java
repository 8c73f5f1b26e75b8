// SPDX-License-Identifier: Apache-2.0
// Frames as lists of layers.
package io.eightfold.lab.conformance.frame;

import static io.eightfold.lab.conformance.frame.Headers.u16;
import static io.eightfold.lab.conformance.frame.Headers.u32;
import static io.eightfold.lab.conformance.frame.Headers.u48;
import static io.eightfold.lab.conformance.frame.Headers.u8;

import io.eightfold.lab.conformance.script.LayerKind;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads as far as the bytes reach; what is left is {@code data}. Thread: one owner. */
public final class FrameReader {
    private static final int ARP_TYPE = 0x0806;
    static final int IPV8_TYPE = 0x8080;
    static final int IPV4_TYPE = 0x0800;
    private static final int TUNNEL_PORT = 8418;
    /** Unreachable, redirect, time exceeded, parameter problem: a packet is quoted. */
    private static final Set<Integer> ERRORS = Set.of(3, 5, 11, 12);
    private final byte[] bytes;
    private final Stations stations;
    private final List<DecodedLayer> layers = new ArrayList<>();

    private FrameReader(byte[] bytes, Stations stations) {
        this.bytes = bytes;
        this.stations = stations;
    }

    /** The layers, the Ethernet header first. */
    public static List<DecodedLayer> read(byte[] frame, Stations stations) {
        FrameReader reader = new FrameReader(frame, stations);
        reader.ethernet();
        return reader.layers;
    }

    private void ethernet() {
        if (bytes.length < 14) {
            data(0, bytes.length);
            return;
        }
        int type = u16(bytes, 12);
        add(LayerKind.ETH, 0, 14, bytes.length, "dst", stations.name(u48(bytes, 0)), "src", stations.name(u48(bytes, 6)), "type", type, "cut", bytes.length);
        if (type == ARP_TYPE) {
            arp(14);
        } else if (type == IPV8_TYPE || type == IPV4_TYPE) {
            ip(14, bytes.length, false);
        } else {
            data(14, bytes.length);
        }
    }

    private void arp(int at) {
        if (bytes.length < at + 28) {
            data(at, bytes.length);
            return;
        }
        boolean isArp8 = u16(bytes, at + 2) == IPV8_TYPE && bytes.length >= at + 36;
        int address = isArp8 ? 8 : 4;
        add(isArp8 ? LayerKind.ARP8 : LayerKind.ARP, at, at + 20 + 2 * address, at + 20 + 2 * address, "op", u16(bytes, at + 6), "sender", address(at + 14, isArp8),
            "target", address(at + 20 + address, isArp8), "smac", stations.name(u48(bytes, at + 8)), "tmac", stations.name(u48(bytes, at + 14 + address)),
            "htype", u16(bytes, at), "ptype", u16(bytes, at + 2), "hlen", u8(bytes, at + 4), "plen", u8(bytes, at + 5));
    }

    /** @param isQuoted whether an ICMP error quotes it: then the end is missing, and sums of what is behind the header say nothing */
    private void ip(int at, int limit, boolean isQuoted) {
        boolean isIpv8 = at < limit && u8(bytes, at) >> 4 == 8;
        int fixed = isIpv8 ? 28 : 20;
        int header = at < limit ? Headers.length(bytes, at) : 0;
        if (header < fixed || at + header > limit || u16(bytes, at + 2) < header) {
            data(at, limit);
            return;
        }
        int end = Math.min(limit, at + u16(bytes, at + 2));
        int flags = u16(bytes, at + 6);
        add(isIpv8 ? LayerKind.IPV8 : LayerKind.IPV4, at, at + header, end, "src", address(at + 12, isIpv8), "dst", address(at + (isIpv8 ? 20 : 16), isIpv8),
            "version", u8(bytes, at) >> 4, "ihl", header / 4, "tos", u8(bytes, at + 1), "len", u16(bytes, at + 2), "id", u16(bytes, at + 4), "rf", flags >> 15,
            "df", flags >> 14 & 1, "mf", flags >> 13 & 1, "frag", flags & 0x1FFF, "ttl", u8(bytes, at + 8), "proto", u8(bytes, at + 9),
            "checksum", Sums.finish(Sums.add(0, bytes, at, at + header)) == 0 ? "ok" : "bad", "options", HexFormat.of().formatHex(bytes, at + fixed, at + header));
        if ((flags & 0x3FFF) != 0) {
            data(at + header, end);
        } else {
            transport(u8(bytes, at + 9), at, at + header, end, isQuoted);
        }
    }

    private void transport(int protocol, int ip, int at, int end, boolean isQuoted) {
        int length = end - at;
        if (protocol == 17 && length >= 8) {
            udp(ip, at, end, isQuoted);
        } else if (protocol == 6 && length >= 20) {
            add(LayerKind.TCP, at, at + 20, end, "sport", u16(bytes, at), "dport", u16(bytes, at + 2), "seq", u32(bytes, at + 4), "ack", u32(bytes, at + 8),
                "flags", u8(bytes, at + 13), "checksum", sum(ip, at, end, 6, isQuoted));
            data(at + 20, end);
        } else if (protocol == 1 && length >= 8) {
            icmp(at, end, isQuoted);
        } else if (protocol == 253 && length > 0 && u8(bytes, at) >> 4 == 8) {
            ip(at, end, isQuoted);
        } else {
            data(at, end);
        }
    }

    private void udp(int ip, int at, int end, boolean isQuoted) {
        String sum = u16(bytes, at + 6) == 0 ? "0" : sum(ip, at, end, 17, isQuoted);
        add(LayerKind.UDP, at, at + 8, end, "sport", u16(bytes, at), "dport", u16(bytes, at + 2), "len", u16(bytes, at + 4), "checksum", sum);
        if (u16(bytes, at + 2) == TUNNEL_PORT && end > at + 8) {
            ip(at + 8, end, isQuoted);
        } else {
            data(at + 8, end);
        }
    }

    private void icmp(int at, int end, boolean isQuoted) {
        add(LayerKind.ICMP, at, at + 8, end, "type", u8(bytes, at), "code", u8(bytes, at + 1), "id", u16(bytes, at + 4), "seq", u16(bytes, at + 6), "mtu", u16(bytes, at + 6),
            "checksum", isQuoted || Sums.finish(Sums.add(0, bytes, at, end)) == 0 ? "ok" : "bad");
        if (ERRORS.contains(u8(bytes, at)) && !isQuoted) {
            ip(at + 8, end, true);
        } else {
            data(at + 8, end);
        }
    }

    private String sum(int ip, int at, int end, int protocol, boolean isQuoted) {
        return isQuoted || Sums.finish(Sums.add(Sums.pseudo(bytes, ip, end, protocol), bytes, at, end)) == 0 ? "ok" : "bad";
    }

    private void data(int at, int end) {
        if (end > at) {
            add(LayerKind.DATA, at, end, end, "len", end - at, "hex", HexFormat.of().formatHex(bytes, at, end));
        }
    }

    private String address(int at, boolean isIpv8) {
        return (isIpv8 ? Ipv8Address.ofBits(Headers.u64(bytes, at)) : Ipv8Address.ofIpv4((int) u32(bytes, at))).toString();
    }

    private void add(LayerKind kind, int at, int body, int end, Object... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1].toString());
        }
        layers.add(new DecodedLayer(kind, fields, at, body, end));
    }
}
