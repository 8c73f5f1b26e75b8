// SPDX-License-Identifier: Apache-2.0
// The layers of frames that cases speak of, and their fields.
package io.eightfold.lab.conformance.script;

import static io.eightfold.lab.conformance.script.FieldKind.ADDRESS;
import static io.eightfold.lab.conformance.script.FieldKind.CHECKSUM;
import static io.eightfold.lab.conformance.script.FieldKind.HEX;
import static io.eightfold.lab.conformance.script.FieldKind.MAC;
import static io.eightfold.lab.conformance.script.FieldKind.NUMBER;
import static io.eightfold.lab.conformance.script.FieldKind.WORD;

import java.util.LinkedHashMap;
import java.util.Map;

/** One declaration for the parser, the writer, the reader and the README. Thread: any. */
public enum LayerKind {
    ETH("eth", "dst", MAC, "src", MAC, "type", NUMBER, "cut", NUMBER),
    ARP8("arp8", "op", NUMBER, "sender", ADDRESS, "target", ADDRESS, "smac", MAC, "tmac", MAC, "htype", NUMBER, "ptype", NUMBER, "hlen", NUMBER, "plen", NUMBER),
    ARP("arp", "op", NUMBER, "sender", ADDRESS, "target", ADDRESS, "smac", MAC, "tmac", MAC, "htype", NUMBER, "ptype", NUMBER, "hlen", NUMBER, "plen", NUMBER),
    IPV8("ipv8", ip()),
    IPV4("ipv4", ip()),
    UDP("udp", "sport", NUMBER, "dport", NUMBER, "len", NUMBER, "checksum", CHECKSUM),
    TCP("tcp", "sport", NUMBER, "dport", NUMBER, "seq", NUMBER, "ack", NUMBER, "flags", NUMBER, "checksum", CHECKSUM),
    ICMP("icmp", "type", NUMBER, "code", NUMBER, "id", NUMBER, "seq", NUMBER, "mtu", NUMBER, "checksum", CHECKSUM, "quotes", WORD),
    DATA("data", "len", NUMBER, "hex", HEX);

    private final String word;
    private final Map<String, FieldKind> fields = new LinkedHashMap<>();

    LayerKind(String word, Object... fields) {
        this.word = word;
        for (int i = 0; i < fields.length; i += 2) {
            this.fields.put((String) fields[i], (FieldKind) fields[i + 1]);
        }
    }

    private static Object[] ip() {
        return new Object[] {"src", ADDRESS, "dst", ADDRESS, "version", NUMBER, "ihl", NUMBER, "tos", NUMBER, "len", NUMBER, "id", NUMBER, "rf", NUMBER, "df", NUMBER,
            "mf", NUMBER, "frag", NUMBER, "ttl", NUMBER, "proto", NUMBER, "checksum", CHECKSUM, "options", HEX, "payload", WORD};
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
