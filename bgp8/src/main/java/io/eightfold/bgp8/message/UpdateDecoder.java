// SPDX-License-Identifier: Apache-2.0
// Reads UPDATEs.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.BitSet;
import org.agrona.DirectBuffer;

/**
 * Reads UPDATEs, in two stages: first all lengths and all that could end the session, so that nothing of such a message is acted on; then what it says. Whatever the bytes are, it
 * does not throw. Sources: RFC 4271 §4.3, RFC 4760, RFC 7606.
 *
 * <p>Attributes that were read before are found by their bytes: the same object is handed out again. Thread: that of the owner; one for each session.
 */
public final class UpdateDecoder {
    private static final int FIXED = MessageHeader.LENGTH + 4;

    private final SessionOptions options;
    private final AttributeParser parser;
    private final AttributeCache cache = new AttributeCache();
    private final CarrierAsn carrierAsn = new CarrierAsn();
    private final BitSet seen = new BitSet(256);
    /** Made once: it is handed on with every field. */
    private final Nlri.Sink prefixes = this::prefix;
    private final Mp reach = new Mp();
    private final Mp unreach = new Mp();
    private UpdateHandler handler;
    private Carrier carrier;
    private long asnBits;
    private boolean isWithdrawn;

    /** A multiprotocol attribute of the message at hand. */
    private static final class Mp {
        private boolean isThere;
        private Carrier carrier;
        private int nlriOffset;
        private int nlriLength;
        private long nextHop;

        private void clear() {
            isThere = false;
            carrier = null;
            nlriLength = 0;
        }
    }

    /** @param enforcesFirstAs the first AS of an external peer's path must be its own (RFC 4271 §6.3) */
    public UpdateDecoder(final SessionOptions options, final boolean enforcesFirstAs) {
        this.options = options;
        parser = new AttributeParser(options, enforcesFirstAs);
    }

    /**
     * Reads one message, header included.
     *
     * @return the strongest consequence of what is wrong, or null; after {@link Consequence#SESSION_RESET} nothing but errors was told
     */
    public Consequence decode(final DirectBuffer buffer, final int offset, final int length, final UpdateHandler to) {
        handler = to;
        parser.start();
        reach.clear();
        unreach.clear();
        final int withdrawnLength = length < FIXED ? 0 : Bytes.int16(buffer, offset + MessageHeader.LENGTH);
        final int attributesLength = length < FIXED || withdrawnLength > length - FIXED ? 0 : Bytes.int16(buffer, offset + MessageHeader.LENGTH + 2 + withdrawnLength);
        // RFC 4271 §6.3: both lengths must fit the message.
        if (length < FIXED || (long) FIXED + withdrawnLength + attributesLength > length) {
            return reset(ErrorKind.UPDATE_LENGTHS, "withdrawnLength=" + withdrawnLength + " attributesLength=" + attributesLength + " messageLength=" + length);
        }
        final int withdrawn = offset + MessageHeader.LENGTH + 2;
        final int attributes = withdrawn + withdrawnLength + 2;
        final int nlri = attributes + attributesLength;
        final int nlriLength = offset + length - nlri;
        if (!isSound(buffer, withdrawn, withdrawnLength) || !isSound(buffer, nlri, nlriLength) || !findMultiprotocol(buffer, attributes, attributesLength)) {
            return worst();
        }
        return say(buffer, withdrawn, withdrawnLength, attributes, attributesLength, nlri, nlriLength);
    }

    private boolean isSound(final DirectBuffer buffer, final int offset, final int length) {
        final String fault = length == 0 ? null : Nlri.walk(Carrier.IPV4, hasPathIds(Carrier.IPV4), buffer, offset, length, null);
        if (fault != null) {
            reset(ErrorKind.NLRI_OVERRUN, fault);
        }
        return fault == null;
    }

    private boolean hasPathIds(final Carrier of) {
        return options.addPathReceive().contains(of);
    }

    /** Finds MP_REACH_NLRI and MP_UNREACH_NLRI, wherever they stand; false when the session must end. */
    private boolean findMultiprotocol(final DirectBuffer buffer, final int offset, final int length) {
        for (int at = offset; at < offset + length;) {
            final int head = headLength(buffer, at, offset + length - at);
            if (head < 0) {
                return true;
            }
            final int type = Bytes.int8(buffer, at + 1);
            final int valueLength = valueLength(buffer, at);
            if (type == AttributeType.MP_REACH || type == AttributeType.MP_UNREACH) {
                final Mp mp = type == AttributeType.MP_REACH ? reach : unreach;
                if (mp.isThere) {
                    reset(ErrorKind.DUPLICATE_MP_ATTRIBUTE, "type=" + type);
                    return false;
                }
                mp.isThere = true;
                if (!(type == AttributeType.MP_REACH ? reach(buffer, at + head, valueLength) : unreach(buffer, at + head, valueLength))) {
                    return false;
                }
            }
            at += head + valueLength;
        }
        return true;
    }

    /** Bytes before the value, or -1 when what is left cannot hold the attribute. */
    private static int headLength(final DirectBuffer buffer, final int at, final int rest) {
        final int head = rest > 0 && (Bytes.int8(buffer, at) & AttributeType.EXTENDED_LENGTH) != 0 ? 4 : 3;
        return rest < head || rest - head < valueLength(buffer, at) ? -1 : head;
    }

    private static int valueLength(final DirectBuffer buffer, final int at) {
        return (Bytes.int8(buffer, at) & AttributeType.EXTENDED_LENGTH) != 0 ? Bytes.int16(buffer, at + 2) : Bytes.int8(buffer, at + 2);
    }

    /** AFI 2, SAFI 1, next hop length 1, next hop, reserved 1, prefixes. Source: RFC 4760 §3. */
    private boolean reach(final DirectBuffer buffer, final int offset, final int length) {
        final int hopLength = length < 5 ? 0 : Bytes.int8(buffer, offset + 3);
        if (length < 5 || length < 5 + hopLength) {
            reset(ErrorKind.MP_ATTRIBUTE, "type=" + AttributeType.MP_REACH + " length=" + length + " nextHopLength=" + hopLength);
            return false;
        }
        reach.carrier = negotiated(buffer, offset);
        if (reach.carrier == null) {
            return true;
        }
        if (!MpNextHop.isLength(reach.carrier, hopLength)) {
            reset(ErrorKind.NEXT_HOP_LENGTH, reach.carrier.word() + " nextHopLength=" + hopLength);
            return false;
        }
        reach.nextHop = MpNextHop.read(reach.carrier, buffer, offset + 4, hopLength);
        reach.nlriOffset = offset + 5 + hopLength;
        reach.nlriLength = length - 5 - hopLength;
        return isWalkable(buffer, reach);
    }

    /** AFI 2, SAFI 1, prefixes. Source: RFC 4760 §4. */
    private boolean unreach(final DirectBuffer buffer, final int offset, final int length) {
        if (length < 3) {
            reset(ErrorKind.MP_ATTRIBUTE, "type=" + AttributeType.MP_UNREACH + " length=" + length);
            return false;
        }
        unreach.carrier = negotiated(buffer, offset);
        unreach.nlriOffset = offset + 3;
        unreach.nlriLength = length - 3;
        return unreach.carrier == null || isWalkable(buffer, unreach);
    }

    private boolean isWalkable(final DirectBuffer buffer, final Mp mp) {
        final String fault = Nlri.walk(mp.carrier, hasPathIds(mp.carrier), buffer, mp.nlriOffset, mp.nlriLength, null);
        if (fault != null) {
            reset(ErrorKind.NLRI_OVERRUN, fault);
        }
        return fault == null;
    }

    /** The carrier, or null with an error when the session does not have it: such routes are ignored (RFC 4760 §7). */
    private Carrier negotiated(final DirectBuffer buffer, final int offset) {
        final int afi = Bytes.int16(buffer, offset);
        final int safi = Bytes.int8(buffer, offset + 2);
        final Carrier of = Carrier.of(afi, safi);
        if (of == null || !options.carriers().contains(of)) {
            parser.error(ErrorKind.FAMILY, "afi=" + afi + " safi=" + safi);
            return null;
        }
        return of;
    }

    private Consequence say(final DirectBuffer buffer, final int withdrawn, final int withdrawnLength, final int attributes, final int attributesLength, final int nlri,
        final int nlriLength) {
        final boolean hasIpv4 = options.carriers().contains(Carrier.IPV4);
        if (nlriLength + withdrawnLength > 0 && !hasIpv4) {
            parser.error(ErrorKind.FAMILY, "afi=1 safi=1");
        }
        final boolean isClassic = nlriLength > 0 && hasIpv4;
        final boolean isMp = reach.carrier != null && reach.nlriLength > 0;
        AttributeCache.Entry said = null;
        if (isClassic || isMp) {
            final boolean isClean = parser.errors().isEmpty();
            said = isClean ? cache.find(buffer, attributes, attributesLength, isClassic) : null;
            if (said == null) {
                said = parse(buffer, attributes, attributesLength, isClassic);
                if (isClean && parser.errors().isEmpty()) {
                    cache.keep(said);
                }
            }
        }
        final Consequence worst = worst();
        if (worst == Consequence.SESSION_RESET) {
            return worst;
        }
        if (hasIpv4) {
            withdraw(Carrier.IPV4, buffer, withdrawn, withdrawnLength);
        }
        if (unreach.carrier != null) {
            withdraw(unreach.carrier, buffer, unreach.nlriOffset, unreach.nlriLength);
        }
        final boolean isRefused = worst == Consequence.TREAT_AS_WITHDRAW;
        if (isMp) {
            announce(reach.carrier, isRefused ? null : said.multi(), said.multiAsn(), buffer, reach.nlriOffset, reach.nlriLength);
        }
        if (isClassic) {
            announce(Carrier.IPV4, isRefused ? null : said.classic(), said.classicAsn(), buffer, nlri, nlriLength);
        }
        endOfRib(withdrawnLength + nlriLength, attributesLength);
        return worst;
    }

    private void endOfRib(final int classicLength, final int attributesLength) {
        if (classicLength == 0 && attributesLength == 0 && options.carriers().contains(Carrier.IPV4)) {
            handler.endOfRib(Carrier.IPV4);
        } else if (classicLength == 0 && !reach.isThere && unreach.carrier != null && unreach.nlriLength == 0) {
            handler.endOfRib(unreach.carrier);
        }
    }

    private AttributeCache.Entry parse(final DirectBuffer buffer, final int offset, final int length, final boolean isClassic) {
        seen.clear();
        for (int at = offset; at < offset + length;) {
            final int head = headLength(buffer, at, offset + length - at);
            if (head < 0) {
                parser.error(ErrorKind.ATTRIBUTE_OVERRUN, (offset + length - at) + " bytes left at offset=" + (at - offset) + " of the attributes");
                break;
            }
            final int type = Bytes.int8(buffer, at + 1);
            if (type == AttributeType.MP_REACH || type == AttributeType.MP_UNREACH) {
                if ((Bytes.int8(buffer, at) & 0xC0) != AttributeType.OPTIONAL) {
                    parser.error(ErrorKind.ATTRIBUTE_FLAGS, "type=" + type + " flags=0x" + Integer.toHexString(Bytes.int8(buffer, at)));
                }
            } else if (seen.get(type)) {
                parser.error(ErrorKind.DUPLICATE_ATTRIBUTE, "type=" + type);
            } else {
                parser.attribute(Bytes.int8(buffer, at), type, buffer, at + head, valueLength(buffer, at));
                seen.set(type);
            }
            at += head + valueLength(buffer, at);
        }
        parser.finish();
        return result(isClassic);
    }

    private AttributeCache.Entry result(final boolean isClassic) {
        AttributeSet classic = null;
        AttributeSet multi = null;
        int classicAsn = 0;
        int multiAsn = 0;
        if (isClassic) {
            if (!parser.hasNextHop() && parser.errors().stream().noneMatch(e -> e.kind() == ErrorKind.NEXT_HOP)) {
                parser.error(ErrorKind.MISSING_ATTRIBUTE, "type=" + AttributeType.NEXT_HOP);
            }
            checkHop(parser.nextHop(), parser.hasNextHop());
            classicAsn = carrierAsn.read(parser, options);
            classic = parser.build(parser.nextHop(), carrierAsn.rest());
        }
        if (reach.carrier != null && reach.nlriLength > 0) {
            checkHop(reach.nextHop, true);
            final boolean isIpv4 = reach.carrier == Carrier.IPV4;
            multiAsn = isIpv4 ? carrierAsn.read(parser, options) : 0;
            multi = parser.build(reach.nextHop, isIpv4 ? carrierAsn.rest() : CarrierAsn.all(parser));
        }
        return cache.entry(classic, classicAsn, multi, multiAsn);
    }

    /** Source: RFC 4271 §6.3: a next hop is a host. */
    private void checkHop(final long nextHop, final boolean isThere) {
        final int host = (int) nextHop;
        if (isThere && (host >>> 24 == 0 || host >>> 24 == 127 || host >>> 28 >= 14)) {
            parser.error(ErrorKind.NEXT_HOP, "value=" + Ipv8Address.ofBits(nextHop));
        }
    }

    private void announce(final Carrier of, final AttributeSet set, final int asn, final DirectBuffer buffer, final int offset, final int length) {
        carrier = of;
        asnBits = (long) asn << 32;
        isWithdrawn = set == null;
        if (set != null) {
            handler.attributes(set);
        }
        Nlri.walk(of, hasPathIds(of), buffer, offset, length, prefixes);
    }

    private void withdraw(final Carrier of, final DirectBuffer buffer, final int offset, final int length) {
        carrier = of;
        asnBits = 0;
        isWithdrawn = true;
        Nlri.walk(of, hasPathIds(of), buffer, offset, length, prefixes);
    }

    private void prefix(final long address, final int lengthBits, final int pathId, final ErrorKind kind) {
        if (kind != null) {
            handler.error(new MessageError(kind, "prefix=" + new Ipv8Prefix(Ipv8Address.ofBits(address), lengthBits)));
        } else if (isWithdrawn) {
            handler.withdraw(carrier, address, lengthBits, pathId);
        } else {
            handler.announce(carrier, address | asnBits, lengthBits, pathId);
        }
    }

    private Consequence reset(final ErrorKind kind, final String value) {
        parser.error(kind, value);
        return worst();
    }

    /** Tells the errors, and what they lead to. */
    private Consequence worst() {
        Consequence worst = null;
        for (final MessageError error : parser.errors()) {
            handler.error(error);
            worst = worst == null || error.consequence().compareTo(worst) > 0 ? error.consequence() : worst;
        }
        return worst;
    }
}
