// SPDX-License-Identifier: Apache-2.0
// Messages of BGP8 as the tester writes them.
package io.eightfold.lab.conformance.tester;

import io.eightfold.lab.conformance.frame.Headers;
import io.eightfold.wire.address.Ipv8Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** RFC 4271 §4 with the native carrier (AFI 0x8008). Independent of the router's own encoder. Thread: any. */
final class BgpMessages {
    static final int OPEN = 1;
    static final int UPDATE = 2;
    static final int NOTIFICATION = 3;
    static final int KEEPALIVE = 4;
    static final int HEADER = 19;
    static final int AFI = 0x8008;
    private static final int MP_REACH = 14;
    private static final int MP_UNREACH = 15;
    private static final int ENDPOINT = 243;
    private static final int BUFFER_BYTES = 4096;

    private BgpMessages() {
    }

    /** Type and body with marker and length. */
    static byte[] message(int type, byte[] body) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + body.length);
        for (int i = 0; i < 16; i++) {
            out.put((byte) 0xFF);
        }
        return out.putShort((short) out.capacity()).put((byte) type).put(body).array();
    }

    static byte[] open(Map<String, String> fields) {
        long asn = Long.parseLong(fields.getOrDefault("as", "64497"));
        ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
        out.put((byte) Integer.parseInt(fields.getOrDefault("version", "4"))).putShort((short) (asn > 0xFFFF ? 23456 : asn));
        out.putShort((short) Integer.parseInt(fields.getOrDefault("hold", "30"))).putInt(Ipv8Address.parse(fields.getOrDefault("id", "192.0.2.2")).host());
        // Capabilities: multiprotocol for AFI 0x8008 SAFI 1, route refresh, 4-octet ASN.
        out.put((byte) 16).put((byte) 2).put((byte) 14);
        out.put((byte) 1).put((byte) 4).putShort((short) AFI).put((byte) 0).put((byte) 1);
        out.put((byte) 2).put((byte) 0);
        out.put((byte) 65).put((byte) 4).putInt((int) asn);
        return message(OPEN, bytes(out));
    }

    /** An announcement of one prefix. */
    static byte[] announce(String prefix, Map<String, String> fields) {
        ByteBuffer attributes = ByteBuffer.allocate(BUFFER_BYTES);
        attribute(attributes, 0x40, 1, new byte[] {(byte) Integer.parseInt(fields.getOrDefault("origin", "0"))});
        attribute(attributes, 0x40, 2, path(fields.getOrDefault("path", "64497")));
        if (fields.containsKey("endpoint")) {
            attribute(attributes, 0xC0, ENDPOINT, ByteBuffer.allocate(4).putInt(Ipv8Address.parse(fields.get("endpoint")).host()).array());
        }
        attributes.put(HexFormat.of().parseHex(fields.getOrDefault("attributes", "")));
        Ipv8Address nextHop = Ipv8Address.parse(fields.getOrDefault("next-hop", "64497.192.0.2.2"));
        byte[] nlri = nlri(prefix);
        int nextHopBytes = nextHop.isIpv4() ? 4 : 8;
        ByteBuffer reach = ByteBuffer.allocate(5 + nextHopBytes + nlri.length).putShort((short) AFI).put((byte) 1).put((byte) nextHopBytes);
        reach = nextHop.isIpv4() ? reach.putInt(nextHop.host()) : reach.putLong(nextHop.bits());
        attribute(attributes, 0x80, MP_REACH, reach.put((byte) 0).put(nlri).array());
        return update(bytes(attributes));
    }

    static byte[] withdraw(String prefix) {
        byte[] nlri = nlri(prefix);
        ByteBuffer attributes = ByteBuffer.allocate(BUFFER_BYTES);
        attribute(attributes, 0x80, MP_UNREACH, ByteBuffer.allocate(3 + nlri.length).putShort((short) AFI).put((byte) 1).put(nlri).array());
        return update(bytes(attributes));
    }

    private static byte[] update(byte[] attributes) {
        return message(UPDATE, ByteBuffer.allocate(4 + attributes.length).putShort((short) 0).putShort((short) attributes.length).put(attributes).array());
    }

    /** 4-octet ASNs in one sequence; an empty path for {@code none}. */
    private static byte[] path(String text) {
        if (text.equals("none")) {
            return new byte[0];
        }
        String[] asns = text.split(",");
        ByteBuffer out = ByteBuffer.allocate(2 + 4 * asns.length).put((byte) 2).put((byte) asns.length);
        Arrays.stream(asns).forEach(asn -> out.putInt((int) Long.parseLong(asn)));
        return out.array();
    }

    /** Length in bits, 32 of the ASN included, then as many bytes as that takes. */
    static byte[] nlri(String prefix) {
        int slash = prefix.indexOf('/');
        int bits = 32 + Integer.parseInt(prefix.substring(slash + 1));
        byte[] address = ByteBuffer.allocate(8).putLong(Ipv8Address.parse(prefix.substring(0, slash)).bits()).array();
        return ByteBuffer.allocate(1 + (bits + 7) / 8).put((byte) bits).put(address, 0, (bits + 7) / 8).array();
    }

    /** The prefixes of the native carrier in the attribute of this type: reach or unreach. */
    static boolean has(byte[] update, boolean isReach, byte[] nlri) {
        int at = HEADER + 2 + Headers.u16(update, HEADER);
        int end = at + 2 + Headers.u16(update, at);
        for (at += 2; at + 3 <= end;) {
            boolean isLong = (update[at] & 0x10) != 0;
            int length = isLong ? Headers.u16(update, at + 2) : update[at + 2] & 0xFF;
            int value = at + (isLong ? 4 : 3);
            if ((update[at + 1] & 0xFF) == (isReach ? MP_REACH : MP_UNREACH) && Headers.u16(update, value) == AFI
                && hasPrefix(update, value + (isReach ? 5 + (update[value + 3] & 0xFF) : 3), value + length, nlri)) {
                return true;
            }
            at = value + length;
        }
        return false;
    }

    private static boolean hasPrefix(byte[] update, int from, int end, byte[] nlri) {
        for (int at = from; at < end; at += 1 + ((update[at] & 0xFF) + 7) / 8) {
            if (at + nlri.length <= end && Arrays.equals(update, at, at + nlri.length, nlri, 0, nlri.length)) {
                return true;
            }
        }
        return false;
    }

    private static void attribute(ByteBuffer out, int flags, int type, byte[] value) {
        out.put((byte) flags).put((byte) type).put((byte) value.length).put(value);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
