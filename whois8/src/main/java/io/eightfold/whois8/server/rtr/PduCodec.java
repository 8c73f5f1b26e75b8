// SPDX-License-Identifier: Apache-2.0
// The bytes of RTR.
package io.eightfold.whois8.server.rtr;

import io.eightfold.whois8.record.RouteRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Each PDU begins so (RFC 8210 §5.1):
 * <pre>
 *   0          8          16         24        31
 *   | version  |   type   |  session, code or 0 |
 *   |         length, with these 8 bytes        |
 * </pre>
 * Checks stand in the order in which §5 and §7 answer them: version, type, length, contents. Thread: any.
 */
final class PduCodec {
    /** Bytes before the contents. */
    static final int HEADER_BYTES = 8;
    /** Longest PDU that is read; only an Error Report comes near. */
    static final int MAX_BYTES = 4096;
    /** Bytes of a PDU that an Error Report quotes. */
    static final int MAX_QUOTED_BYTES = 512;
    private static final int MAX_TEXT_BYTES = 1024;
    private static final int LENGTH_OFFSET = 4;
    private static final int ANNOUNCE = 1;

    private PduCodec() {
    }

    /**
     * Length of the PDU that begins with these bytes.
     *
     * @param version the session's, -1 before the first PDU
     * @throws RtrException when it cannot be a PDU of this session
     */
    static int length(final byte[] header, final int version) throws RtrException {
        requireVersion(header[0] & 0xFF, version, header[1]);
        final int pduVersion = header[0];
        final int code = header[1] & 0xFF;
        final PduType type = PduType.ofCode(code).orElseThrow(() -> new RtrException(RtrError.UNSUPPORTED_PDU_TYPE, "PDU type " + code + " is none of RFC 8210"));
        final long length = ByteBuffer.wrap(header).getInt(LENGTH_OFFSET) & 0xFFFF_FFFFL;
        final int expected = type.length(pduVersion);
        if (expected != 0 && length != expected) {
            throw new RtrException(RtrError.CORRUPT_DATA, "length=" + length + " of a PDU of type " + code + "; it has " + expected + " bytes");
        }
        if (length < HEADER_BYTES || length > MAX_BYTES) {
            throw new RtrException(RtrError.CORRUPT_DATA, "length=" + length + " of a PDU of type " + code + " is not from " + HEADER_BYTES + " to " + MAX_BYTES);
        }
        return (int) length;
    }

    // RFC 8210 §7: a version that is not known ends the session, so does another one than that of the first PDU.
    private static void requireVersion(final int given, final int version, final int type) throws RtrException {
        if (given > Pdu.MAX_VERSION) {
            throw new RtrException(RtrError.UNSUPPORTED_VERSION, "version " + given + " is not spoken here; use 1 or 0");
        }
        // An Error Report may come in any version that is known: it ends the session either way.
        if (version >= 0 && given != version && type != PduType.ERROR_REPORT.code()) {
            throw new RtrException(version == 0 ? RtrError.UNSUPPORTED_VERSION : RtrError.UNEXPECTED_VERSION,
                "version " + given + " in a session of version " + version);
        }
    }

    /**
     * Reads a whole PDU whose header {@link #length} has taken.
     *
     * @throws RtrException for contents that break the protocol, and for types that are not WHOIS8's
     */
    static Pdu decode(final byte[] bytes) throws RtrException {
        final ByteBuffer from = ByteBuffer.wrap(bytes);
        final int version = from.get();
        final int code = from.get() & 0xFF;
        final int session = from.getShort() & 0xFFFF;
        from.getInt();
        return switch (PduType.ofCode(code).orElseThrow(() -> new RtrException(RtrError.UNSUPPORTED_PDU_TYPE, "PDU type " + code + " is none of RFC 8210"))) {
            case SERIAL_NOTIFY -> new Pdu.SerialNotify(version, session, from.getInt());
            case SERIAL_QUERY -> new Pdu.SerialQuery(version, session, from.getInt());
            case RESET_QUERY -> new Pdu.ResetQuery(version);
            case CACHE_RESPONSE -> new Pdu.CacheResponse(version, session);
            case IPV4_PREFIX -> prefix(version, from);
            case END_OF_DATA -> version == 0 ? new Pdu.EndOfData(version, session, from.getInt(), 0, 0, 0)
                : new Pdu.EndOfData(version, session, from.getInt(), from.getInt(), from.getInt(), from.getInt());
            case CACHE_RESET -> new Pdu.CacheReset(version);
            case ERROR_REPORT -> errorReport(version, session, from);
            case IPV6_PREFIX, ROUTER_KEY -> throw new RtrException(RtrError.INVALID_REQUEST, "PDU type " + code + " is not of WHOIS8");
        };
    }

    private static Pdu prefix(final int version, final ByteBuffer from) throws RtrException {
        final int flags = from.get() & 0xFF;
        final int length = from.get() & 0xFF;
        final int maxLength = from.get() & 0xFF;
        from.get();
        final int host = from.getInt();
        final int asn = from.getInt();
        if (length > maxLength || maxLength > RouteRecord.MAX_LENGTH || (host & ~RouteRecord.mask(length)) != 0) {
            throw new RtrException(RtrError.CORRUPT_DATA, "prefix of length " + length + " and longest length " + maxLength + " is none of WHOIS8");
        }
        return new Pdu.Ipv4Prefix(version, (flags & ANNOUNCE) != 0, Vrp.of(asn, host, length, maxLength));
    }

    private static Pdu errorReport(final int version, final int code, final ByteBuffer from) throws RtrException {
        final byte[] pdu = counted(from, "quoted PDU");
        final byte[] text = counted(from, "text");
        if (from.hasRemaining()) {
            throw new RtrException(RtrError.CORRUPT_DATA, from.remaining() + " bytes behind the text of an Error Report");
        }
        return new Pdu.ErrorReport(version, code, pdu, new String(text, StandardCharsets.UTF_8));
    }

    private static byte[] counted(final ByteBuffer from, final String what) throws RtrException {
        final long length = from.remaining() < Integer.BYTES ? Long.MAX_VALUE : from.getInt() & 0xFFFF_FFFFL;
        if (length > from.remaining()) {
            throw new RtrException(RtrError.CORRUPT_DATA, "the " + what + " of an Error Report is longer than the report");
        }
        final byte[] bytes = new byte[(int) length];
        from.get(bytes);
        return bytes;
    }

    /** Writes a PDU at the position of a buffer in network order; {@link #MAX_BYTES} is always enough. */
    static void encode(final Pdu pdu, final ByteBuffer to) {
        final int version = pdu.version();
        switch (pdu) {
            case Pdu.SerialNotify notify -> header(to, version, PduType.SERIAL_NOTIFY, notify.session()).putInt(notify.serial());
            case Pdu.SerialQuery query -> header(to, version, PduType.SERIAL_QUERY, query.session()).putInt(query.serial());
            case Pdu.ResetQuery _ -> header(to, version, PduType.RESET_QUERY, 0);
            case Pdu.CacheResponse response -> header(to, version, PduType.CACHE_RESPONSE, response.session());
            case Pdu.Ipv4Prefix prefix -> prefix(to, version, prefix.isAnnouncement(), prefix.vrp());
            case Pdu.EndOfData end -> {
                header(to, version, PduType.END_OF_DATA, end.session()).putInt(end.serial());
                if (version > 0) {
                    to.putInt(end.refreshS()).putInt(end.retryS()).putInt(end.expireS());
                }
            }
            case Pdu.CacheReset _ -> header(to, version, PduType.CACHE_RESET, 0);
            case Pdu.ErrorReport report -> errorReport(to, report);
        }
    }

    /** Writes the 20 bytes of a prefix; without an object for each of a million. */
    static void prefix(final ByteBuffer to, final int version, final boolean isAnnouncement, final long vrp) {
        header(to, version, PduType.IPV4_PREFIX, 0).put((byte) (isAnnouncement ? ANNOUNCE : 0)).put((byte) Vrp.length(vrp)).put((byte) Vrp.maxLength(vrp)).put((byte) 0)
            .putInt(Vrp.host(vrp)).putInt(Vrp.asn(vrp));
    }

    private static void errorReport(final ByteBuffer to, final Pdu.ErrorReport report) {
        final byte[] text = report.text().getBytes(StandardCharsets.UTF_8);
        final int quoted = Math.min(report.pdu().length, MAX_QUOTED_BYTES);
        final int said = Math.min(text.length, MAX_TEXT_BYTES);
        header(to, report.version(), PduType.ERROR_REPORT, report.code(), HEADER_BYTES + 2 * Integer.BYTES + quoted + said);
        to.putInt(quoted).put(report.pdu(), 0, quoted).putInt(said).put(text, 0, said);
    }

    private static ByteBuffer header(final ByteBuffer to, final int version, final PduType type, final int session) {
        return header(to, version, type, session, type.length(version));
    }

    private static ByteBuffer header(final ByteBuffer to, final int version, final PduType type, final int session, final int length) {
        return to.put((byte) version).put((byte) type.code()).putShort((short) session).putInt(length);
    }
}
