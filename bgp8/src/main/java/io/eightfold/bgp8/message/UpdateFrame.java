// SPDX-License-Identifier: Apache-2.0
// Where the parts of an UPDATE stand.
package io.eightfold.bgp8.message;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import org.agrona.DirectBuffer;

/**
 * Where the parts of an UPDATE stand. Finding them checks every length against what encloses it, and everything that must be right for the prefixes to be known (RFC
 * 7606 §3 j and §5.3): when that fails the session has to end, and nothing was acted on yet. Thread: that of the decoder.
 * <pre>
 *   header 19 | withdrawn length 2 | withdrawn prefixes | attributes length 2 | attributes | prefixes
 * </pre>
 */
final class UpdateFrame {
    private static final int FIXED = MessageHeader.LENGTH + 4;
    /** Of a NOTIFICATION: header, code and subcode stand before its data. */
    private static final int MAX_DATA = SessionOptions.MAX_MESSAGE - MessageHeader.LENGTH - 2;
    /** AFI 2, SAFI 1, next hop length 1, reserved 1. Source: RFC 4760 §3. */
    private static final int REACH_FIXED = 5;
    /** AFI 2, SAFI 1. Source: RFC 4760 §4. */
    private static final int UNREACH_FIXED = 3;

    private final SessionOptions options;
    private final ErrorList errors;
    private final Nlri.Sink unusable = this::unusable;
    private final Mp reach = new Mp();
    private final Mp unreach = new Mp();
    private int withdrawnOffset;
    private int withdrawnLength;
    private int attributesOffset;
    private int attributesLength;
    private int nlriOffset;
    private int nlriLength;

    /** A multiprotocol attribute. */
    static final class Mp {
        private boolean isThere;
        private Carrier carrier;
        private int nlriOffset;
        private int nlriLength;
        private long nextHop;

        /** Also when it is of a family that is ignored. */
        boolean isThere() {
            return isThere;
        }

        /** Null when there is none, or none of a family that the session has. */
        Carrier carrier() {
            return carrier;
        }

        int nlriOffset() {
            return nlriOffset;
        }

        int nlriLength() {
            return nlriLength;
        }

        long nextHop() {
            return nextHop;
        }

        private void clear() {
            isThere = false;
            carrier = null;
            nlriLength = 0;
        }
    }

    UpdateFrame(final SessionOptions options, final ErrorList errors) {
        this.options = options;
        this.errors = errors;
    }

    /** False when the session must end; the error is in the list. */
    boolean find(final DirectBuffer buffer, final int offset, final int length) {
        reach.clear();
        unreach.clear();
        withdrawnLength = length < FIXED ? 0 : Bytes.int16(buffer, offset + MessageHeader.LENGTH);
        attributesLength = length < FIXED || withdrawnLength > length - FIXED ? 0 : Bytes.int16(buffer, offset + MessageHeader.LENGTH + 2 + withdrawnLength);
        // RFC 7606 §3 b, RFC 4271 §6.3: both lengths must fit the message.
        if (length < FIXED || FIXED + withdrawnLength + attributesLength > length) {
            errors.add(ErrorKind.UPDATE_LENGTHS, "withdrawnLength=" + withdrawnLength + " attributesLength=" + attributesLength + " messageLength=" + length);
            return false;
        }
        withdrawnOffset = offset + MessageHeader.LENGTH + 2;
        attributesOffset = withdrawnOffset + withdrawnLength + 2;
        nlriOffset = attributesOffset + attributesLength;
        nlriLength = offset + length - nlriOffset;
        if (withdrawnLength + nlriLength > 0 && !options.carriers().contains(Carrier.IPV4)) {
            errors.add(ErrorKind.FAMILY, "afi=1 safi=1");
        }
        return isSound(buffer, withdrawnOffset, withdrawnLength) && isSound(buffer, nlriOffset, nlriLength) && findMultiprotocol(buffer);
    }

    // RFC 7606 §3 i: withdrawn prefixes are checked as announced ones are.
    private boolean isSound(final DirectBuffer buffer, final int offset, final int length) {
        final String fault = length == 0 ? null : Nlri.walk(Carrier.IPV4, hasPathIds(Carrier.IPV4), buffer, offset, length, null);
        if (fault != null) {
            errors.add(ErrorKind.NLRI_OVERRUN, fault);
        }
        return fault == null;
    }

    /** Finds MP_REACH_NLRI and MP_UNREACH_NLRI, wherever they stand (RFC 7606 §5.1). */
    private boolean findMultiprotocol(final DirectBuffer buffer) {
        final int end = attributesOffset + attributesLength;
        for (int at = attributesOffset; at < end;) {
            final int head = headLength(buffer, at, end - at);
            if (head < 0) {
                return true;
            }
            final int type = Bytes.int8(buffer, at + 1);
            final int valueLength = valueLength(buffer, at);
            if ((type == AttributeType.MP_REACH || type == AttributeType.MP_UNREACH) && !isSoundMp(type, buffer, at, head, valueLength)) {
                return false;
            }
            at += head + valueLength;
        }
        return true;
    }

    private boolean isSoundMp(final int type, final DirectBuffer buffer, final int at, final int head, final int valueLength) {
        final Mp mp = type == AttributeType.MP_REACH ? reach : unreach;
        final int flags = Bytes.int8(buffer, at);
        String fault = null;
        ErrorKind kind = ErrorKind.MP_ATTRIBUTE;
        if (mp.isThere) {
            kind = ErrorKind.DUPLICATE_MP_ATTRIBUTE;
            fault = "type=" + type;
        } else if ((flags & (AttributeType.OPTIONAL | AttributeType.TRANSITIVE)) != AttributeType.OPTIONAL) {
            // RFC 7606 §5.3: wrong flags make the attribute syntactically incorrect.
            fault = "type=" + type + " flags=0x" + Integer.toHexString(flags);
        } else {
            mp.isThere = true;
            fault = type == AttributeType.MP_REACH ? reach(buffer, at + head, valueLength) : unreach(buffer, at + head, valueLength);
        }
        if (fault != null) {
            errors.add(kind, fault, attributeData(buffer, at, head + valueLength));
        }
        return fault == null;
    }

    /** The attribute as the data of a NOTIFICATION (RFC 4271 §6.3), as much of it as fits. */
    static byte[] attributeData(final DirectBuffer buffer, final int offset, final int length) {
        return Bytes.copy(buffer, offset, Math.min(length, MAX_DATA));
    }

    private String reach(final DirectBuffer buffer, final int offset, final int length) {
        final int hopLength = length < REACH_FIXED ? 0 : Bytes.int8(buffer, offset + 3);
        if (length < REACH_FIXED + hopLength) {
            return "type=" + AttributeType.MP_REACH + " length=" + length + " nextHopLength=" + hopLength;
        }
        reach.carrier = negotiated(buffer, offset);
        if (reach.carrier == null) {
            return null;
        }
        if (!MpNextHop.isLength(reach.carrier, hopLength)) {
            // RFC 7606 §7.11: where the prefixes begin cannot be known then.
            return reach.carrier.word() + " nextHopLength=" + hopLength;
        }
        reach.nextHop = MpNextHop.read(reach.carrier, buffer, offset + 4, hopLength);
        reach.nlriOffset = offset + REACH_FIXED + hopLength;
        reach.nlriLength = length - REACH_FIXED - hopLength;
        return walk(buffer, reach);
    }

    private String unreach(final DirectBuffer buffer, final int offset, final int length) {
        if (length < UNREACH_FIXED) {
            return "type=" + AttributeType.MP_UNREACH + " length=" + length;
        }
        unreach.carrier = negotiated(buffer, offset);
        unreach.nlriOffset = offset + UNREACH_FIXED;
        unreach.nlriLength = length - UNREACH_FIXED;
        return unreach.carrier == null ? null : walk(buffer, unreach);
    }

    private String walk(final DirectBuffer buffer, final Mp mp) {
        return Nlri.walk(mp.carrier, hasPathIds(mp.carrier), buffer, mp.nlriOffset, mp.nlriLength, mp.carrier == Carrier.IPV4 ? null : unusable);
    }

    private void unusable(final long address, final int lengthBits, final int pathId, final ErrorKind kind) {
        if (kind != null && !errors.has(kind)) {
            errors.add(kind, "prefix=" + new Ipv8Prefix(Ipv8Address.ofBits(address), lengthBits));
        }
    }

    /** The carrier, or null with an error when the session does not have it: such routes are ignored (RFC 4760 §6 leaves no way to use them). */
    private Carrier negotiated(final DirectBuffer buffer, final int offset) {
        final int afi = Bytes.int16(buffer, offset);
        final int safi = Bytes.int8(buffer, offset + 2);
        final Carrier of = Carrier.of(afi, safi);
        if (of == null || !options.carriers().contains(of)) {
            errors.add(ErrorKind.FAMILY, "afi=" + afi + " safi=" + safi);
            return null;
        }
        return of;
    }

    boolean hasPathIds(final Carrier of) {
        return options.addPathReceive().contains(of);
    }

    /** Bytes before an attribute's value, or -1 when what is left cannot hold the attribute (RFC 7606 §4, both cases). */
    static int headLength(final DirectBuffer buffer, final int at, final int rest) {
        final int head = (Bytes.int8(buffer, at) & AttributeType.EXTENDED_LENGTH) != 0 ? 4 : 3;
        return rest < head || rest - head < valueLength(buffer, at) ? -1 : head;
    }

    static int valueLength(final DirectBuffer buffer, final int at) {
        return (Bytes.int8(buffer, at) & AttributeType.EXTENDED_LENGTH) != 0 ? Bytes.int16(buffer, at + 2) : Bytes.int8(buffer, at + 2);
    }

    Mp reach() {
        return reach;
    }

    Mp unreach() {
        return unreach;
    }

    int withdrawnOffset() {
        return withdrawnOffset;
    }

    int withdrawnLength() {
        return withdrawnLength;
    }

    int attributesOffset() {
        return attributesOffset;
    }

    int attributesLength() {
        return attributesLength;
    }

    int nlriOffset() {
        return nlriOffset;
    }

    int nlriLength() {
        return nlriLength;
    }
}
