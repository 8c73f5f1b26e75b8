// SPDX-License-Identifier: Apache-2.0
// The layers of frames that cases speak of, and their fields.
package io.eightfold.lab.conformance.script;

import static io.eightfold.lab.conformance.script.FieldKind.ADDRESS;
import static io.eightfold.lab.conformance.script.FieldKind.BIT;
import static io.eightfold.lab.conformance.script.FieldKind.BITS13;
import static io.eightfold.lab.conformance.script.FieldKind.BITS16;
import static io.eightfold.lab.conformance.script.FieldKind.BITS32;
import static io.eightfold.lab.conformance.script.FieldKind.BITS4;
import static io.eightfold.lab.conformance.script.FieldKind.BITS8;
import static io.eightfold.lab.conformance.script.FieldKind.CHECKSUM;
import static io.eightfold.lab.conformance.script.FieldKind.FRAME_BYTES;
import static io.eightfold.lab.conformance.script.FieldKind.HEX;
import static io.eightfold.lab.conformance.script.FieldKind.IPV4_ADDRESS;
import static io.eightfold.lab.conformance.script.FieldKind.MAC;
import static io.eightfold.lab.conformance.script.FieldKind.SAME;
import static io.eightfold.lab.conformance.script.FieldKind.SENT;

import java.util.LinkedHashMap;
import java.util.Map;

/** One declaration for the parser, the writer, the reader and the README. Thread: any. */
public enum LayerKind {
    ETH("eth", "dst", MAC, "src", MAC, "type", BITS16, "cut", FRAME_BYTES),
    ARP8("arp8", arp(ADDRESS)),
    ARP("arp", arp(IPV4_ADDRESS)),
    IPV8("ipv8", ip(ADDRESS)),
    IPV4("ipv4", ip(IPV4_ADDRESS)),
    UDP("udp", "sport", BITS16, "dport", BITS16, "len", BITS16, "checksum", CHECKSUM),
    TCP("tcp", "sport", BITS16, "dport", BITS16, "seq", BITS32, "ack", BITS32, "flags", BITS8, "checksum", CHECKSUM),
    ICMP("icmp", "type", BITS8, "code", BITS8, "id", BITS16, "seq", BITS16, "mtu", BITS16, "checksum", CHECKSUM, "quotes", SENT),
    DATA("data", "len", BITS16, "hex", HEX);

    private final String word;
    private final Map<String, FieldKind> fields = new LinkedHashMap<>();

    LayerKind(String word, Object... fields) {
        this.word = word;
        for (int i = 0; i < fields.length; i += 2) {
            this.fields.put((String) fields[i], (FieldKind) fields[i + 1]);
        }
    }

    private static Object[] arp(FieldKind address) {
        return new Object[] {"op", BITS16, "sender", address, "target", address, "smac", MAC, "tmac", MAC, "htype", BITS16, "ptype", BITS16, "hlen", BITS8, "plen", BITS8};
    }

    private static Object[] ip(FieldKind address) {
        return new Object[] {"src", address, "dst", address, "version", BITS4, "ihl", BITS4, "tos", BITS8, "len", BITS16, "id", BITS16, "rf", BIT, "df", BIT,
            "mf", BIT, "frag", BITS13, "ttl", BITS8, "proto", BITS8, "checksum", CHECKSUM, "options", HEX, "payload", SAME};
    }

    /** As cases write it. */
    public String word() {
        return word;
    }

    /** Fields by name. */
    public Map<String, FieldKind> fields() {
        return fields;
    }

    /** Whether a packet of a version of IP. */
    public boolean isIp() {
        return this == IPV8 || this == IPV4;
    }

    /** The kind of this word; null if there is none. */
    public static LayerKind of(String word) {
        for (LayerKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
