// SPDX-License-Identifier: Apache-2.0
// Writes MRT records.
package io.eightfold.bgp8.mrt;

import io.eightfold.bgp8.message.Carrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes MRT records; each goes to the channel whole. A table dump is {@link #peers} and then for each prefix a {@code begin...Route}, its {@link #path}s and
 * {@link #endRoute}. Times are of the calendar. Thread: one at a time.
 */
public final class MrtWriter {
    private static final int MAX_COUNT = 0xFFFF;
    private static final int MICROS = 1_000_000;

    private final WritableByteChannel channel;
    private ByteBuffer record = ByteBuffer.allocate(1 << 16);
    private int sequence;
    private int pathCount;
    private int countAt;
    private long records;

    public MrtWriter(final WritableByteChannel channel) {
        this.channel = channel;
    }

    /** The neighbours that paths refer to by index. Source: RFC 6396 §4.3.1. @param identifier our router id @param view name of the table */
    public void peers(final long timeS, final int identifier, final String view, final List<MrtPeer> peers) throws IOException {
        if (peers.size() > MAX_COUNT) {
            throw new IllegalArgumentException(peers.size() + " peers are above " + MAX_COUNT + " of a table dump");
        }
        sequence = 0;
        begin(timeS, MrtLayout.TABLE_DUMP_V2, MrtLayout.PEER_INDEX_TABLE);
        final byte[] name = view.getBytes(StandardCharsets.UTF_8);
        room(name.length + 8).putInt(identifier).putShort((short) name.length).put(name).putShort((short) peers.size());
        for (final MrtPeer peer : peers) {
            room(13).put((byte) MrtLayout.PEER_AS4).putInt(peer.identifier()).putInt(peer.address()).putInt(peer.asn());
        }
        end();
    }

    /** A prefix as a 64-bit one (RIB_GENERIC), whatever its ASN. Source: RFC 6396 §4.3.3. */
    public void beginRoute(final long timeS, final long address, final int lengthBits) {
        begin(timeS, MrtLayout.TABLE_DUMP_V2, MrtLayout.RIB_GENERIC);
        record.putInt(sequence++).putShort((short) Carrier.NATIVE.afi()).put((byte) Carrier.NATIVE.safi());
        prefix(address, lengthBits);
    }

    /** The host part of a prefix as an IPv4 one (RIB_IPV4_UNICAST): of ASN 0, or as carrier IPv4 has it. Source: RFC 6396 §4.3.2. */
    public void beginIpv4Route(final long timeS, final long address, final int lengthBits) {
        if (lengthBits < MrtLayout.ASN_BITS) {
            throw new IllegalArgumentException("lengthBits=" + lengthBits + " is no IPv4 prefix; those have " + MrtLayout.ASN_BITS + " at least");
        }
        begin(timeS, MrtLayout.TABLE_DUMP_V2, MrtLayout.RIB_IPV4_UNICAST);
        record.putInt(sequence++);
        prefix(address << MrtLayout.ASN_BITS, lengthBits - MrtLayout.ASN_BITS);
    }

    private void prefix(final long leftmost, final int bits) {
        record.put((byte) bits);
        for (int i = 0; i < bits; i += Byte.SIZE) {
            record.put((byte) (leftmost >>> Long.SIZE - Byte.SIZE - i));
        }
        countAt = record.position();
        pathCount = 0;
        record.putShort((short) 0);
    }

    /** A path to the prefix that was begun. @param peer index in the list of peers @param attributes from {@link MrtAttributes} */
    public void path(final int peer, final long originatedS, final byte... attributes) {
        if (pathCount == MAX_COUNT || attributes.length > MAX_COUNT) {
            throw new IllegalArgumentException("path " + (pathCount + 1) + " with " + attributes.length + " bytes of attributes; a prefix has " + MAX_COUNT
                + " paths at most and they as many bytes");
        }
        room(8 + attributes.length).putShort((short) peer).putInt((int) originatedS).putShort((short) attributes.length).put(attributes);
        pathCount++;
    }

    public void endRoute() throws IOException {
        record.putShort(countAt, (short) pathCount);
        end();
    }

    /** A message as the neighbour sent it, or as it was sent there with both ends exchanged. Source: RFC 6396 §4.4.3. */
    public void message(final long timeUs, final MrtSession session, final byte... message) throws IOException {
        beginSession(timeUs, MrtLayout.MESSAGE_AS4, session);
        room(message.length).put(message);
        end();
    }

    /** A session went from one state to another: 1 Idle, 2 Connect, 3 Active, 4 OpenSent, 5 OpenConfirm, 6 Established. Source: RFC 6396 §4.4.4. */
    public void stateChange(final long timeUs, final MrtSession session, final int from, final int to) throws IOException {
        beginSession(timeUs, MrtLayout.STATE_CHANGE_AS4, session);
        record.putShort((short) from).putShort((short) to);
        end();
    }

    private void beginSession(final long timeUs, final int subtype, final MrtSession session) {
        begin(timeUs / MICROS, MrtLayout.BGP4MP_ET, subtype);
        record.putInt((int) (timeUs % MICROS)).putInt(session.peerAsn()).putInt(session.localAsn()).putShort((short) 0).putShort((short) MrtLayout.AFI_IPV4)
            .putInt(session.peerAddress()).putInt(session.localAddress());
    }

    private void begin(final long timeS, final int type, final int subtype) {
        record.clear();
        record.putInt((int) timeS).putShort((short) type).putShort((short) subtype).putInt(0);
    }

    private ByteBuffer room(final int bytes) {
        if (record.remaining() < bytes) {
            final ByteBuffer larger = ByteBuffer.allocate(Math.max(record.capacity() * 2, record.position() + bytes));
            record = larger.put(record.flip());
        }
        return record;
    }

    private void end() throws IOException {
        record.putInt(MrtLayout.LENGTH, record.position() - MrtLayout.HEADER);
        record.flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
        records++;
    }

    /** Written so far. */
    public long records() {
        return records;
    }
}
