// SPDX-License-Identifier: Apache-2.0
// Writes messages to a monitoring station.
package io.eightfold.bgp8.bmp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes messages to a monitoring station: {@link #initiation} first; {@link #peerUp} for each session before its routes, {@link #peerDown} after; {@link #termination}
 * last. Each call gives a whole message. Times are microseconds of the calendar. Thread: any.
 */
public final class BmpEncoder {
    /** Why a connection to a station ends. Source: RFC 7854 §4.5. */
    public static final int ADMINISTRATIVELY_CLOSED = 0;
    public static final int UNSPECIFIED = 1;
    public static final int OUT_OF_RESOURCES = 2;

    private static final int VERSION = 3;
    private static final int COMMON_HEADER = 6;
    private static final int PEER_HEADER = 42;
    private static final int ROUTE_MONITORING = 0;
    private static final int STATISTICS = 1;
    private static final int PEER_DOWN = 2;
    private static final int PEER_UP = 3;
    private static final int INITIATION = 4;
    private static final int TERMINATION = 5;
    private static final int TLV_HEADER = 4;
    private static final int TEXT = 0;
    private static final int SYSTEM_DESCRIPTION = 1;
    private static final int SYSTEM_NAME = 2;
    private static final int REASON = 1;
    private static final int POST_POLICY = 0x40;
    private static final int TWO_OCTET = 0x20;
    private static final int ADDRESS = 16;
    private static final int MICROS = 1_000_000;
    private static final int MAX_TEXT = 0xFFFF;

    /** How a session ended. Source: RFC 7854 §4.9. */
    public enum Down {
        /** With our NOTIFICATION, which is the data. */
        LOCAL_NOTIFICATION(1),
        /** By us without one; the data are 2 bytes with the event of RFC 4271 §8.1, or 0. */
        LOCAL(2),
        /** With the neighbour's NOTIFICATION, which is the data. */
        REMOTE_NOTIFICATION(3),
        /** By the neighbour without one; no data. */
        REMOTE(4),
        /** It is not monitored any more; no data. */
        DECONFIGURED(5);

        private final int code;

        Down(final int code) {
            this.code = code;
        }
    }

    private BmpEncoder() {
    }

    /** Who we are. Source: RFC 7854 §4.3. */
    public static byte[] initiation(final String name, final String description) {
        final byte[] nameBytes = text(name);
        final byte[] descriptionBytes = text(description);
        final ByteBuffer message = begin(INITIATION, 2 * TLV_HEADER + nameBytes.length + descriptionBytes.length);
        value(message, SYSTEM_DESCRIPTION, descriptionBytes);
        value(message, SYSTEM_NAME, nameBytes);
        return message.array();
    }

    /** No more comes. @param reason one of those above @param text in words. Source: RFC 7854 §4.5. */
    public static byte[] termination(final int reason, final String text) {
        final byte[] words = text(text);
        final ByteBuffer message = begin(TERMINATION, 2 * TLV_HEADER + Short.BYTES + words.length);
        value(message, REASON, (byte) (reason >>> Byte.SIZE), (byte) reason);
        value(message, TEXT, words);
        return message.array();
    }

    /** A session is up. @param sent our OPEN, whole @param received the neighbour's. Source: RFC 7854 §4.10. */
    public static byte[] peerUp(final BmpPeer peer, final long timeUs, final int localAddress, final int localPort, final int remotePort, final byte[] sent,
        final byte[] received) {
        final ByteBuffer message = begin(PEER_UP, PEER_HEADER + ADDRESS + 2 * Short.BYTES + sent.length + received.length);
        peer(message, peer, timeUs);
        address(message, localAddress);
        return message.putShort((short) localPort).putShort((short) remotePort).put(sent).put(received).array();
    }

    /** A session is down. Source: RFC 7854 §4.9. */
    public static byte[] peerDown(final BmpPeer peer, final long timeUs, final Down how, final byte... data) {
        final ByteBuffer message = begin(PEER_DOWN, PEER_HEADER + 1 + data.length);
        peer(message, peer, timeUs);
        return message.put((byte) how.code).put(data).array();
    }

    /** What a neighbour said. @param update a whole UPDATE, also an End-of-RIB. Source: RFC 7854 §4.6. */
    public static byte[] routeMonitoring(final BmpPeer peer, final long timeUs, final byte... update) {
        final ByteBuffer message = begin(ROUTE_MONITORING, PEER_HEADER + update.length);
        peer(message, peer, timeUs);
        return message.put(update).array();
    }

    /** Counters and gauges of a neighbour. Source: RFC 7854 §4.8. */
    public static byte[] statistics(final BmpPeer peer, final long timeUs, final Map<BmpStatistic, Long> values) {
        final int length = values.keySet().stream().mapToInt(each -> TLV_HEADER + each.valueBytes()).sum();
        final ByteBuffer message = begin(STATISTICS, PEER_HEADER + Integer.BYTES + length);
        peer(message, peer, timeUs);
        message.putInt(values.size());
        new TreeMap<>(values).forEach((statistic, value) -> {
            message.putShort((short) statistic.type()).putShort((short) statistic.valueBytes());
            if (statistic.valueBytes() == Long.BYTES) {
                message.putLong(value);
            } else {
                message.putInt(value.intValue());
            }
        });
        return message.array();
    }

    private static ByteBuffer begin(final int type, final int bodyBytes) {
        return ByteBuffer.allocate(COMMON_HEADER + bodyBytes).put((byte) VERSION).putInt(COMMON_HEADER + bodyBytes).put((byte) type);
    }

    /** Source: RFC 7854 §4.2. */
    private static void peer(final ByteBuffer message, final BmpPeer peer, final long timeUs) {
        message.put((byte) 0).put((byte) ((peer.isPostPolicy() ? POST_POLICY : 0) | (peer.isTwoOctet() ? TWO_OCTET : 0))).putLong(0);
        address(message, peer.address());
        message.putInt(peer.asn()).putInt(peer.identifier()).putInt((int) (timeUs / MICROS)).putInt((int) (timeUs % MICROS));
    }

    /** IPv4 stands at the end of 16 bytes. */
    private static void address(final ByteBuffer message, final int ipv4) {
        message.putLong(0).putInt(0).putInt(ipv4);
    }

    private static void value(final ByteBuffer message, final int type, final byte... value) {
        message.putShort((short) type).putShort((short) value.length).put(value);
    }

    private static byte[] text(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new IllegalArgumentException("text of " + bytes.length + " bytes; " + MAX_TEXT + " at most");
        }
        return bytes;
    }
}
