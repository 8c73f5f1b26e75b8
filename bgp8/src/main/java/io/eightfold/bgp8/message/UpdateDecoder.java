// SPDX-License-Identifier: Apache-2.0
// Reads UPDATEs.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.wire.address.Ipv8Address;
import java.util.BitSet;
import org.agrona.DirectBuffer;

/**
 * Reads UPDATEs, in two stages: first all lengths, attributes and all that could end the session, so that nothing of such a message is acted on; then what it says.
 * Whatever the bytes are, it does not throw. Sources: RFC 4271 §4.3, RFC 4760, RFC 7606.
 *
 * <p>Attributes that were read before are found by their bytes: the same object is handed out again. Thread: that of the owner; one for each session.
 */
public final class UpdateDecoder {
    private final ErrorList errors = new ErrorList();
    private final UpdateFrame frame;
    private final AttributeParser parser;
    private final AttributeCache cache = new AttributeCache();
    private final CarrierAsn carrierAsn;
    private final boolean hasIpv4;
    private final BitSet seen = new BitSet(256);
    /** Made once: it is handed on with every field. */
    private final Nlri.Sink prefixes = this::prefix;
    private UpdateHandler handler;
    private Carrier carrier;
    private long asnBits;
    private boolean isWithdrawn;

    /** @param enforcesFirstAs the first AS of an external peer's path must be its own (RFC 4271 §6.3) */
    public UpdateDecoder(final SessionOptions options, final boolean enforcesFirstAs) {
        frame = new UpdateFrame(options, errors);
        parser = new AttributeParser(options, enforcesFirstAs, errors);
        carrierAsn = new CarrierAsn(options.peerAsn(), errors);
        hasIpv4 = options.carriers().contains(Carrier.IPV4);
    }

    /**
     * Reads one message, header included.
     *
     * @return the strongest consequence of what is wrong, or null; after {@link Consequence#SESSION_RESET} nothing but errors was told
     */
    public Consequence decode(final DirectBuffer buffer, final int offset, final int length, final UpdateHandler to) {
        handler = to;
        errors.clear();
        final AttributeCache.Entry said = frame.find(buffer, offset, length) ? attributes(buffer) : null;
        final Consequence worst = errors.worst();
        if (worst != null) {
            errors.tell(to);
        }
        if (worst != Consequence.SESSION_RESET) {
            say(buffer, worst == Consequence.TREAT_AS_WITHDRAW ? null : said);
        }
        return worst;
    }

    private boolean isClassic() {
        return frame.nlriLength() > 0 && hasIpv4;
    }

    private boolean isMulti() {
        return frame.reach().carrier() != null && frame.reach().nlriLength() > 0;
    }

    /** What the attributes say of the routes that are announced; null when there are none. */
    private AttributeCache.Entry attributes(final DirectBuffer buffer) {
        if (!isClassic() && !isMulti()) {
            checkWithoutRoutes(buffer);
            return null;
        }
        final boolean isClean = errors.isEmpty();
        final AttributeCache.Entry known = isClean ? cache.find(buffer, frame.attributesOffset(), frame.attributesLength(), isClassic()) : null;
        if (known != null) {
            return known;
        }
        parse(buffer);
        parser.finish();
        final AttributeCache.Entry read = result();
        if (isClean && errors.isEmpty()) {
            cache.keep(read);
        }
        return read;
    }

    /** Source: RFC 7606 §5.2: where no route is announced, a broken attribute may mean that the routes were not found, so that they cannot be withdrawn. */
    private void checkWithoutRoutes(final DirectBuffer buffer) {
        final boolean hasIgnoredRoutes = frame.nlriLength() > 0 || frame.reach().isThere() && frame.reach().carrier() == null;
        if (!hasIgnoredRoutes && frame.attributesLength() > 0) {
            parse(buffer);
            if (errors.worst() == Consequence.TREAT_AS_WITHDRAW) {
                errors.add(ErrorKind.NO_ROUTES, "attributesLength=" + frame.attributesLength());
            }
        }
    }

    private void parse(final DirectBuffer buffer) {
        parser.start();
        seen.clear();
        final int offset = frame.attributesOffset();
        final int end = offset + frame.attributesLength();
        for (int at = offset; at < end;) {
            final int head = UpdateFrame.headLength(buffer, at, end - at);
            if (head < 0) {
                errors.add(ErrorKind.ATTRIBUTE_OVERRUN, (end - at) + " bytes left at offset=" + (at - offset) + " of the attributes");
                return;
            }
            final int type = Bytes.int8(buffer, at + 1);
            final int valueLength = UpdateFrame.valueLength(buffer, at);
            if (seen.get(type)) {
                // RFC 7606 §3 g: the first one counts.
                if (!errors.has(ErrorKind.DUPLICATE_ATTRIBUTE)) {
                    errors.add(ErrorKind.DUPLICATE_ATTRIBUTE, "type=" + type);
                }
            } else if (type != AttributeType.MP_REACH && type != AttributeType.MP_UNREACH) {
                seen.set(type);
                parser.attribute(buffer, at, head, valueLength);
            }
            at += head + valueLength;
        }
    }

    private AttributeCache.Entry result() {
        AttributeSet classic = null;
        AttributeSet multi = null;
        int classicAsn = 0;
        int multiAsn = 0;
        if (isClassic()) {
            if (!parser.hasNextHop() && !errors.has(ErrorKind.NEXT_HOP)) {
                errors.add(ErrorKind.MISSING_ATTRIBUTE, "type=" + AttributeType.NEXT_HOP);
            }
            if (parser.hasNextHop()) {
                checkHop(parser.nextHop());
            }
            classicAsn = carrierAsn.read(parser.largeCommunities(), parser.asPath());
            classic = parser.build(parser.nextHop(), carrierAsn.rest(), false);
        }
        if (isMulti()) {
            final Carrier of = frame.reach().carrier();
            checkHop(frame.reach().nextHop());
            multiAsn = of == Carrier.IPV4 ? carrierAsn.read(parser.largeCommunities(), parser.asPath()) : 0;
            multi = parser.build(frame.reach().nextHop(), of == Carrier.IPV4 ? carrierAsn.rest() : parser.largeCommunities(), of == Carrier.VPNV4);
        }
        return cache.entry(classic, classicAsn, multi, multiAsn);
    }

    /** Source: RFC 4271 §6.3: a next hop is a host. */
    private void checkHop(final long nextHop) {
        final int host = (int) nextHop;
        if (host >>> 24 == 0 || host >>> 28 >= 14) {
            errors.add(ErrorKind.NEXT_HOP, "value=" + Ipv8Address.ofBits(nextHop));
        }
    }

    /** @param said null: what is announced counts as withdrawn */
    private void say(final DirectBuffer buffer, final AttributeCache.Entry said) {
        final UpdateFrame.Mp reach = frame.reach();
        final UpdateFrame.Mp unreach = frame.unreach();
        if (hasIpv4) {
            tell(Carrier.IPV4, null, 0, buffer, frame.withdrawnOffset(), frame.withdrawnLength());
        }
        if (unreach.carrier() != null) {
            tell(unreach.carrier(), null, 0, buffer, unreach.nlriOffset(), unreach.nlriLength());
        }
        if (isMulti()) {
            tell(reach.carrier(), said == null ? null : said.multi(), said == null ? 0 : said.multiAsn(), buffer, reach.nlriOffset(), reach.nlriLength());
        }
        if (isClassic()) {
            tell(Carrier.IPV4, said == null ? null : said.classic(), said == null ? 0 : said.classicAsn(), buffer, frame.nlriOffset(), frame.nlriLength());
        }
        endOfRib();
    }

    private void endOfRib() {
        if (frame.withdrawnLength() + frame.nlriLength() > 0) {
            return;
        }
        if (frame.attributesLength() == 0 && hasIpv4) {
            handler.endOfRib(Carrier.IPV4);
        } else if (!frame.reach().isThere() && frame.unreach().carrier() != null && frame.unreach().nlriLength() == 0) {
            handler.endOfRib(frame.unreach().carrier());
        }
    }

    /** @param set null: they are withdrawn */
    private void tell(final Carrier of, final AttributeSet set, final int asn, final DirectBuffer buffer, final int offset, final int length) {
        carrier = of;
        asnBits = (long) asn << 32;
        isWithdrawn = set == null;
        if (set != null) {
            handler.attributes(set);
        }
        Nlri.walk(of, frame.hasPathIds(of), buffer, offset, length, prefixes);
    }

    private void prefix(final long address, final int lengthBits, final int pathId, final ErrorKind kind) {
        if (kind != null) {
            // The first stage has told of it.
            return;
        }
        if (isWithdrawn) {
            handler.withdraw(carrier, address, lengthBits, pathId);
        } else {
            handler.announce(carrier, address | asnBits, lengthBits, pathId);
        }
    }
}
