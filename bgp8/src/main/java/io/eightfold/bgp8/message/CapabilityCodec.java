// SPDX-License-Identifier: Apache-2.0
// Reads and writes the values of capabilities.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.message.Capability.AddPath;
import io.eightfold.bgp8.message.Capability.EnhancedRefresh;
import io.eightfold.bgp8.message.Capability.ExtendedMessage;
import io.eightfold.bgp8.message.Capability.Family;
import io.eightfold.bgp8.message.Capability.FourOctetAsn;
import io.eightfold.bgp8.message.Capability.GracefulRestart;
import io.eightfold.bgp8.message.Capability.LongLived;
import io.eightfold.bgp8.message.Capability.Multiprotocol;
import io.eightfold.bgp8.message.Capability.RouteRefresh;
import io.eightfold.bgp8.message.Capability.RouterRole;
import io.eightfold.bgp8.message.Capability.Unknown;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Reads and writes the values of capabilities; the sources are at {@link Capability}. Thread: any; without state. */
final class CapabilityCodec {
    private static final int RESTARTED = 0x8000;
    private static final int FOR_NOTIFICATION = 0x4000;
    private static final int RESTART_TIME = 0x0FFF;
    private static final int PRESERVED = 0x80;
    /** Bytes of a value at most. */
    private static final int MAX_VALUE = 255;

    private CapabilityCodec() {
    }

    /** @throws MessageException when a known one has a length that it cannot have (RFC 4271 §6.2: subcode 0) */
    static Capability decode(final int code, final DirectBuffer buffer, final int at, final int length) throws MessageException {
        return switch (code) {
            case Multiprotocol.CODE -> {
                check(code, length, length == 4);
                yield new Multiprotocol(new Family(Bytes.int16(buffer, at), Bytes.int8(buffer, at + 3)));
            }
            case RouteRefresh.CODE, RouteRefresh.OLD_CODE -> {
                check(code, length, length == 0);
                yield new RouteRefresh(code == RouteRefresh.OLD_CODE);
            }
            case ExtendedMessage.CODE -> {
                check(code, length, length == 0);
                yield new ExtendedMessage();
            }
            case RouterRole.CODE -> {
                check(code, length, length == 1);
                yield new RouterRole(Bytes.int8(buffer, at));
            }
            case FourOctetAsn.CODE -> {
                check(code, length, length == 4);
                yield new FourOctetAsn(Bytes.int32(buffer, at));
            }
            case EnhancedRefresh.CODE -> {
                check(code, length, length == 0);
                yield new EnhancedRefresh();
            }
            case GracefulRestart.CODE -> gracefulRestart(buffer, at, length);
            case AddPath.CODE -> addPath(buffer, at, length);
            case LongLived.CODE -> longLived(buffer, at, length);
            default -> new Unknown(code, Bytes.copy(buffer, at, length));
        };
    }

    private static GracefulRestart gracefulRestart(final DirectBuffer buffer, final int at, final int length) throws MessageException {
        check(GracefulRestart.CODE, length, length % 4 == 2);
        final int word = Bytes.int16(buffer, at);
        final List<GracefulRestart.Kept> families = new ArrayList<>();
        for (int i = at + 2; i < at + length; i += 4) {
            families.add(new GracefulRestart.Kept(family(buffer, i), (Bytes.int8(buffer, i + 3) & PRESERVED) != 0));
        }
        return new GracefulRestart((word & RESTARTED) != 0, (word & FOR_NOTIFICATION) != 0, word & RESTART_TIME, families);
    }

    private static AddPath addPath(final DirectBuffer buffer, final int at, final int length) throws MessageException {
        check(AddPath.CODE, length, length % 4 == 0);
        final List<AddPath.Paths> families = new ArrayList<>();
        for (int i = at; i < at + length; i += 4) {
            final int mode = Bytes.int8(buffer, i + 3);
            // RFC 7911 §4: a family with another mode is ignored
            if (mode >= AddPath.RECEIVE && mode <= AddPath.RECEIVE + AddPath.SEND) {
                families.add(new AddPath.Paths(family(buffer, i), mode));
            }
        }
        return new AddPath(families);
    }

    private static LongLived longLived(final DirectBuffer buffer, final int at, final int length) throws MessageException {
        check(LongLived.CODE, length, length % 7 == 0);
        final List<LongLived.Stale> families = new ArrayList<>();
        for (int i = at; i < at + length; i += 7) {
            final int flagsAndTime = Bytes.int32(buffer, i + 3);
            families.add(new LongLived.Stale(family(buffer, i), (flagsAndTime >>> 24 & PRESERVED) != 0, flagsAndTime & 0xFF_FFFF));
        }
        return new LongLived(families);
    }

    private static Family family(final DirectBuffer buffer, final int at) {
        return new Family(Bytes.int16(buffer, at), Bytes.int8(buffer, at + 2));
    }

    private static void check(final int code, final int length, final boolean isRight) throws MessageException {
        if (!isRight) {
            throw OpenDecoder.error(ErrorKind.OPEN_MALFORMED, "capability=" + code + " length=" + length);
        }
    }

    /** Code, length and value. */
    static byte[] encode(final Capability capability) {
        final ByteBuffer out = ByteBuffer.allocate(2 + MAX_VALUE);
        out.put((byte) capability.code()).put((byte) 0);
        switch (capability) {
            case Multiprotocol(final Family family) -> out.putShort((short) family.afi()).put((byte) 0).put((byte) family.safi());
            case RouterRole(final int value) -> out.put((byte) value);
            case FourOctetAsn(final int asn) -> out.putInt(asn);
            case GracefulRestart restart -> {
                out.putShort((short) ((restart.hasRestarted() ? RESTARTED : 0) | (restart.isForNotification() ? FOR_NOTIFICATION : 0) | restart.restartTimeS() & RESTART_TIME));
                restart.families().forEach(kept -> family(out, kept.family()).put((byte) (kept.isPreserved() ? PRESERVED : 0)));
            }
            case AddPath(final List<AddPath.Paths> families) -> families.forEach(paths -> family(out, paths.family()).put((byte) paths.mode()));
            case LongLived(final List<LongLived.Stale> families) ->
                families.forEach(stale -> family(out, stale.family()).putInt((stale.isPreserved() ? PRESERVED << 24 : 0) | stale.staleS() & 0xFF_FFFF));
            case Unknown unknown -> out.put(unknown.value());
            case RouteRefresh _, ExtendedMessage _, EnhancedRefresh _ -> { }
        }
        out.put(1, (byte) (out.position() - 2));
        final byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer family(final ByteBuffer out, final Family family) {
        return out.putShort((short) family.afi()).put((byte) family.safi());
    }
}
