// SPDX-License-Identifier: Apache-2.0
// Frames as a case describes them.
package io.eightfold.lab.conformance.frame;

import io.eightfold.lab.conformance.script.Layer;
import io.eightfold.lab.conformance.script.LayerKind;
import io.eightfold.wire.address.Ipv8Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What a case leaves open is filled in as a well-behaved sender would; what it says is written, right or wrong. Thread: one owner. */
public final class FrameWriter {
    private static final int DATA_BYTES = 32;
    private static final int LOCAL_EXPERIMENT = 0x88b5;
    private static final int ARP_TYPE = 0x0806;
    private static final int IPV8_TYPE = 0x8080;
    private static final int IPV4_TYPE = 0x0800;
    private final Random random;

    /** @param random source of identifications and payloads */
    public FrameWriter(Random random) {
        this.random = random;
    }

    /** The frame, from the destination MAC on. */
    public byte[] write(List<Layer> layers, Stations stations) {
        boolean hasEthernet = layers.getFirst().kind() == LayerKind.ETH;
        Layer ethernet = hasEthernet ? layers.getFirst() : new Layer(LayerKind.ETH, List.of());
        List<Layer> rest = hasEthernet ? layers.subList(1, layers.size()) : layers;
        byte[] payload = rest.isEmpty() ? new byte[0] : inner(rest, stations);
        LayerKind first = rest.isEmpty() ? LayerKind.DATA : rest.getFirst().kind();
        boolean isRequest = (first == LayerKind.ARP || first == LayerKind.ARP8) && rest.getFirst().number("op", 1) == 1;
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        putMac(frame, stations.mac(ethernet.text("dst", isRequest ? "broadcast" : "router")));
        putMac(frame, stations.mac(ethernet.text("src", "tester")));
        frame.putShort((short) ethernet.number("type", type(first))).put(payload);
        byte[] whole = frame.array();
        int cut = (int) ethernet.number("cut", Math.max(60, whole.length));
        return Arrays.copyOf(whole, cut);
    }

    private byte[] inner(List<Layer> layers, Stations stations) {
        Layer layer = layers.getFirst();
        List<Layer> rest = layers.subList(1, layers.size());
        return switch (layer.kind()) {
            case IPV8, IPV4 -> ip(layer, rest, stations);
            case ARP, ARP8 -> arp(layer, stations);
            case UDP -> udp(layer, below(rest, stations));
            case TCP -> tcp(layer, below(rest, stations));
            case ICMP -> icmp(layer, below(rest, stations));
            case DATA -> data(layer);
            case ETH -> throw new IllegalArgumentException("a frame inside of a frame");
        };
    }

    private byte[] below(List<Layer> rest, Stations stations) {
        return rest.isEmpty() ? randomBytes(DATA_BYTES) : inner(rest, stations);
    }

    private byte[] ip(Layer layer, List<Layer> rest, Stations stations) {
        boolean isIpv8 = layer.kind() == LayerKind.IPV8;
        byte[] options = HexFormat.of().parseHex(layer.text("options", ""));
        int fixed = isIpv8 ? 28 : 20;
        int header = fixed + (options.length + 3) / 4 * 4;
        byte[] payload = rest.isEmpty() ? randomBytes(DATA_BYTES) : inner(rest, stations);
        int protocol = (int) layer.number("proto", rest.isEmpty() ? 254 : protocol(rest.getFirst().kind()));
        ByteBuffer packet = ByteBuffer.allocate(header + payload.length);
        packet.put((byte) (layer.number("version", isIpv8 ? 8 : 4) << 4 | layer.number("ihl", header / 4)));
        packet.put((byte) layer.number("tos", 0));
        packet.putShort((short) layer.number("len", header + payload.length));
        packet.putShort((short) layer.number("id", random.nextInt(1 << 16)));
        packet.putShort((short) (layer.number("rf", 0) << 15 | layer.number("df", 0) << 14 | layer.number("mf", 0) << 13 | layer.number("frag", 0)));
        packet.put((byte) layer.number("ttl", 64)).put((byte) protocol).putShort((short) 0);
        putAddress(packet, layer.text("src", "0.0.0.0"), isIpv8);
        putAddress(packet, layer.text("dst", "0.0.0.0"), isIpv8);
        byte[] bytes = packet.put(options).array();
        System.arraycopy(payload, 0, bytes, header, payload.length);
        // A header whose IHL lies has the sum over what it says, so that nothing else is wrong with it.
        int summed = Math.min(bytes.length, Math.max(fixed, Headers.length(bytes, 0)));
        checksum(bytes, 10, layer.text("checksum", "ok"), Sums.add(0, bytes, 0, summed));
        if (!rest.isEmpty() && layer.number("frag", 0) == 0) {
            transportChecksum(bytes, header, fixed, protocol, rest.getFirst());
        }
        return bytes;
    }

    /** UDP and TCP have the addresses in their sum, so it is made here. */
    private static void transportChecksum(byte[] packet, int header, int fixed, int protocol, Layer layer) {
        if (layer.kind() != LayerKind.UDP && layer.kind() != LayerKind.TCP) {
            return;
        }
        int length = packet.length - header;
        long pseudo = Sums.add(protocol + length, packet, 12, fixed);
        checksum(packet, header + (layer.kind() == LayerKind.UDP ? 6 : 16), layer.text("checksum", "ok"), Sums.add(pseudo, packet, header, packet.length));
    }

    private static void checksum(byte[] bytes, int at, String wanted, long sum) {
        int right = Sums.finish(sum);
        int value = switch (wanted) {
            case "ok" -> right;
            case "bad" -> right ^ 0x0101;
            default -> Integer.parseInt(wanted);
        };
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private byte[] udp(Layer layer, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length).putShort((short) layer.number("sport", 1000)).putShort((short) layer.number("dport", 2000))
            .putShort((short) layer.number("len", 8 + payload.length)).putShort((short) 0).put(payload).array();
    }

    private byte[] tcp(Layer layer, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length).putShort((short) layer.number("sport", 1000)).putShort((short) layer.number("dport", 2000))
            .putInt((int) layer.number("seq", 1)).putInt((int) layer.number("ack", 0)).put((byte) 0x50).put((byte) layer.number("flags", 2))
            .putShort((short) 8192).putInt(0).put(payload).array();
    }

    private byte[] icmp(Layer layer, byte[] payload) {
        byte[] bytes = ByteBuffer.allocate(8 + payload.length).put((byte) layer.number("type", 8)).put((byte) layer.number("code", 0)).putShort((short) 0)
            .putShort((short) layer.number("id", layer.field("mtu").isPresent() ? 0 : 7)).putShort((short) layer.number("mtu", layer.number("seq", 1))).put(payload).array();
        checksum(bytes, 2, layer.text("checksum", "ok"), Sums.add(0, bytes, 0, bytes.length));
        return bytes;
    }

    private byte[] data(Layer layer) {
        return layer.field("hex").isPresent() ? HexFormat.of().parseHex(layer.text("hex", "")) : randomBytes((int) layer.number("len", DATA_BYTES));
    }

    private static byte[] arp(Layer layer, Stations stations) {
        boolean isArp8 = layer.kind() == LayerKind.ARP8;
        ByteBuffer packet = ByteBuffer.allocate(isArp8 ? 36 : 28);
        packet.putShort((short) layer.number("htype", 1)).putShort((short) layer.number("ptype", isArp8 ? IPV8_TYPE : IPV4_TYPE));
        packet.put((byte) layer.number("hlen", 6)).put((byte) layer.number("plen", isArp8 ? 8 : 4)).putShort((short) layer.number("op", 1));
        putMac(packet, stations.mac(layer.text("smac", "tester")));
        putAddress(packet, layer.text("sender", "0.0.0.0"), isArp8);
        putMac(packet, layer.field("tmac").isPresent() ? stations.mac(layer.text("tmac", "")) : 0);
        putAddress(packet, layer.text("target", "0.0.0.0"), isArp8);
        return packet.array();
    }

    private static int type(LayerKind kind) {
        return switch (kind) {
            case IPV8 -> IPV8_TYPE;
            case IPV4 -> IPV4_TYPE;
            case ARP, ARP8 -> ARP_TYPE;
            default -> LOCAL_EXPERIMENT;
        };
    }

    private static int protocol(LayerKind kind) {
        return switch (kind) {
            case ICMP -> 1;
            case IPV4 -> 4;
            case TCP -> 6;
            case UDP -> 17;
            case IPV8 -> 253;
            default -> 254;
        };
    }

    private static void putAddress(ByteBuffer buffer, String text, boolean isIpv8) {
        Ipv8Address address = Ipv8Address.parse(text);
        if (isIpv8) {
            buffer.putInt(address.asn());
        }
        buffer.putInt(address.host());
    }

    private static void putMac(ByteBuffer buffer, long mac) {
        buffer.putShort((short) (mac >> 32)).putInt((int) mac);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
