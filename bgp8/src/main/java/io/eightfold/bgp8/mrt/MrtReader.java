// SPDX-License-Identifier: Apache-2.0
// Reads MRT records.
package io.eightfold.bgp8.mrt;

import io.eightfold.bgp8.message.Carrier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads MRT records: those that {@link MrtWriter} writes; others come as {@link MrtRecord.Other}. Any bytes lead to records or an {@link MrtException}, and a record
 * takes no more memory than a few times its length. Thread: one at a time.
 */
public final class MrtReader {
    private final InputStream in;
    private long offset;

    public MrtReader(final InputStream in) {
        this.in = in;
    }

    /** The next one, or null at the end. @throws MrtException when the file is damaged or ends within a record */
    public MrtRecord next() throws IOException {
        final byte[] header = in.readNBytes(MrtLayout.HEADER);
        if (header.length == 0) {
            return null;
        }
        if (header.length < MrtLayout.HEADER) {
            throw fault("the file ends within a header");
        }
        final ByteBuffer head = ByteBuffer.wrap(header);
        final long timeS = Integer.toUnsignedLong(head.getInt());
        final int type = head.getShort() & 0xFFFF;
        final int subtype = head.getShort() & 0xFFFF;
        final int length = head.getInt();
        if (length < 0 || length > MrtLayout.MAX_RECORD) {
            throw fault("length=" + Integer.toUnsignedString(length) + " is above " + MrtLayout.MAX_RECORD);
        }
        // Takes memory as bytes come, not as the length promises.
        final byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw fault("the file ends within a record of length=" + length);
        }
        final MrtRecord record = record(timeS, type, subtype, ByteBuffer.wrap(body));
        offset += MrtLayout.HEADER + length;
        return record;
    }

    private MrtRecord record(final long timeS, final int type, final int subtype, final ByteBuffer body) throws MrtException {
        try {
            return switch (type << 16 | subtype) {
                case MrtLayout.TABLE_DUMP_V2 << 16 | MrtLayout.PEER_INDEX_TABLE -> peers(timeS, body);
                case MrtLayout.TABLE_DUMP_V2 << 16 | MrtLayout.RIB_IPV4_UNICAST -> route(timeS, true, body.getInt(), body);
                case MrtLayout.TABLE_DUMP_V2 << 16 | MrtLayout.RIB_GENERIC -> generic(timeS, subtype, body);
                case MrtLayout.BGP4MP_ET << 16 | MrtLayout.MESSAGE_AS4, MrtLayout.BGP4MP_ET << 16 | MrtLayout.STATE_CHANGE_AS4 -> session(timeS, subtype, body);
                default -> new MrtRecord.Other(timeS, type, subtype, body.capacity());
            };
        } catch (final BufferUnderflowException _) {
            throw fault("type=" + type + " subtype=" + subtype + " says that more follows than its length=" + body.capacity());
        }
    }

    private static MrtRecord peers(final long timeS, final ByteBuffer body) {
        final int identifier = body.getInt();
        final String view = new String(bytes(body, body.getShort() & 0xFFFF), StandardCharsets.UTF_8);
        final int count = body.getShort() & 0xFFFF;
        final List<MrtPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int type = body.get();
            final int peerIdentifier = body.getInt();
            final int address = (type & MrtLayout.PEER_IPV6) == 0 ? body.getInt() : skipIpv6(body);
            peers.add(new MrtPeer(peerIdentifier, address, (type & MrtLayout.PEER_AS4) != 0 ? body.getInt() : body.getShort() & 0xFFFF));
        }
        return new MrtRecord.Peers(timeS, identifier, view, List.copyOf(peers));
    }

    private static int skipIpv6(final ByteBuffer body) {
        body.getLong();
        body.getLong();
        return 0;
    }

    private MrtRecord generic(final long timeS, final int subtype, final ByteBuffer body) throws MrtException {
        final int sequence = body.getInt();
        final int afi = body.getShort() & 0xFFFF;
        final int safi = body.get() & 0xFF;
        if (afi != Carrier.NATIVE.afi() || safi != Carrier.NATIVE.safi()) {
            return new MrtRecord.Other(timeS, MrtLayout.TABLE_DUMP_V2, subtype, body.capacity());
        }
        return route(timeS, false, sequence, body);
    }

    private MrtRecord route(final long timeS, final boolean isIpv4, final int sequence, final ByteBuffer body) throws MrtException {
        final int bits = body.get() & 0xFF;
        final int maxBits = isIpv4 ? Integer.SIZE : Long.SIZE;
        if (bits > maxBits) {
            throw fault("prefix length " + bits + " is above " + maxBits);
        }
        long leftmost = 0;
        for (int i = 0; i < bits; i += Byte.SIZE) {
            leftmost |= (body.get() & 0xFFL) << Long.SIZE - Byte.SIZE - i;
        }
        final int count = body.getShort() & 0xFFFF;
        final List<MrtRecord.Path> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int peer = body.getShort() & 0xFFFF;
            final long originatedS = Integer.toUnsignedLong(body.getInt());
            paths.add(new MrtRecord.Path(peer, originatedS, bytes(body, body.getShort() & 0xFFFF)));
        }
        return new MrtRecord.Route(timeS, sequence, isIpv4, isIpv4 ? leftmost >>> MrtLayout.ASN_BITS : leftmost, isIpv4 ? bits + MrtLayout.ASN_BITS : bits, List.copyOf(paths));
    }

    private static MrtRecord session(final long timeS, final int subtype, final ByteBuffer body) {
        final int micros = body.getInt();
        final int peerAsn = body.getInt();
        final int localAsn = body.getInt();
        body.getShort();
        if (body.getShort() != MrtLayout.AFI_IPV4) {
            return new MrtRecord.Other(timeS, MrtLayout.BGP4MP_ET, subtype, body.capacity());
        }
        final MrtSession session = new MrtSession(peerAsn, localAsn, body.getInt(), body.getInt());
        return subtype == MrtLayout.MESSAGE_AS4 ? new MrtRecord.Message(timeS, micros, session, bytes(body, body.remaining()))
            : new MrtRecord.StateChange(timeS, micros, session, body.getShort() & 0xFFFF, body.getShort() & 0xFFFF);
    }

    private static byte[] bytes(final ByteBuffer body, final int length) {
        if (length > body.remaining()) {
            throw new BufferUnderflowException();
        }
        final byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    private MrtException fault(final String what) {
        return new MrtException("MRT record at byte " + offset + ": " + what);
    }
}
