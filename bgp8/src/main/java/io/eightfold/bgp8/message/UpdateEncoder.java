// SPDX-License-Identifier: Apache-2.0
// Writes UPDATEs.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes UPDATEs of one carrier, as many prefixes into each as fit. Which attributes a peer is told is not its business. IPv4 stands in the message itself, the
 * other carriers in MP_REACH_NLRI, which comes first (RFC 7606 §5.1). Call order: {@code begin} or {@code beginWithdraw}, prefixes, {@code end}. Thread: that of the
 * owner.
 */
public final class UpdateEncoder {
    private static final int ATTRIBUTES = MessageHeader.LENGTH + 4;
    /** Flags, type and 2 bytes of length: MP attributes always have the long form. */
    private static final int MP_HEAD = 4;
    /** A label stack of one: implicit null, bottom of stack. Source: RFC 3032 §2.1, RFC 8277 §2.2. */
    private static final int LABEL = 3 << 4 | 1;
    /** Source: RFC 8277 §2.4. */
    private static final int WITHDRAWN_LABEL = 0x80_0000;
    private static final int MAX_NLRI = 4 + 1 + 3 + 8 + 8;
    private static final int[] NO_COMMUNITY = {};

    /** Takes whole messages. */
    public interface Output {
        /** @param whole is not changed later */
        void message(byte[] whole);
    }

    private final SessionOptions options;
    private final Carrier carrier;
    private final boolean hasPathIds;
    private final AttributeEncoder attributes;
    private final ExpandableArrayBuffer attributeBytes = new ExpandableArrayBuffer(512);
    private final UnsafeBuffer message;
    private Output output;
    private boolean isWithdrawing;
    private boolean isTooLarge;
    private long nextHop;
    private int attributesLength;
    /** Where prefixes begin in the message, and where the next one goes. */
    private int nlri;
    private int at;
    private long tooLarge;
    private long notCarried;

    public UpdateEncoder(final SessionOptions options, final Carrier carrier) {
        this.options = options;
        this.carrier = carrier;
        hasPathIds = options.addPathSend().contains(carrier);
        attributes = new AttributeEncoder(options.isFourOctetAsn());
        message = new UnsafeBuffer(new byte[options.maxMessageBytes()]);
        Arrays.fill(message.byteArray(), 0, MessageHeader.LENGTH_OFFSET, (byte) 0xFF);
        message.putByte(MessageHeader.TYPE_OFFSET, (byte) MessageHeader.UPDATE);
    }

    /**
     * Announcements with these attributes follow.
     *
     * @param routeAsn of the prefixes, when the carrier says it with the attributes
     * @return false when the attributes do not fit a message: nothing will be announced, and what the peer has of these prefixes is to be withdrawn (RFC 8654 §4)
     */
    public boolean begin(final AttributeSet set, final int routeAsn, final Output to) {
        output = to;
        isWithdrawing = false;
        nextHop = set.nextHop();
        final boolean isClassic = carrier == Carrier.IPV4;
        attributesLength = attributes.encode(isClassic ? withoutCarrierAsn(set) : set, attributeBytes, 0, isClassic, options.isInternal(), carrier == Carrier.VPNV4 ? Nlri.target(routeAsn) : 0,
            isClassic && routeAsn != 0 ? new int[] {options.localAsn(), routeAsn, 0} : NO_COMMUNITY);
        isTooLarge = ATTRIBUTES + attributesLength + (isClassic ? 0 : MP_HEAD + 5 + hopLength()) + MAX_NLRI > message.capacity();
        tooLarge += isTooLarge ? 1 : 0;
        start();
        return !isTooLarge;
    }

    /** What of the large communities would name an ASN in our name goes: only the route's own may. */
    private AttributeSet withoutCarrierAsn(final AttributeSet set) {
        final int[] all = set.largeCommunities();
        final int[] kept = new int[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i += LargeCommunities.WORDS) {
            if (!CarrierAsn.isOf(all, i, options.localAsn())) {
                System.arraycopy(all, i, kept, size, LargeCommunities.WORDS);
                size += LargeCommunities.WORDS;
            }
        }
        return size == all.length ? set : set.with().largeCommunities(Arrays.copyOf(kept, size)).build();
    }

    /** Withdrawals follow. */
    public void beginWithdraw(final Output to) {
        output = to;
        isWithdrawing = true;
        isTooLarge = false;
        start();
    }

    /** @param pathId ignored where the peer wants none */
    public void announce(final long address, final int lengthBits, final int pathId) {
        put(address, lengthBits, pathId);
    }

    public void withdraw(final long address, final int lengthBits, final int pathId) {
        put(address, lengthBits, pathId);
    }

    /** All were told; the last message goes out. */
    public void end() {
        if (at > nlri && !isTooLarge) {
            flush();
        }
    }

    /** Sets of attributes that did not fit a message: their prefixes were not announced. */
    public long tooLarge() {
        return tooLarge;
    }

    /** Prefixes that the carrier cannot say: the IPv8 default route is of no ASN, and only the native carrier has it. */
    public long notCarried() {
        return notCarried;
    }

    /** The message that says that all of a table was told. Source: RFC 4724 §2. */
    public static byte[] endOfRib(final Carrier carrier) {
        final boolean isClassic = carrier == Carrier.IPV4;
        final UnsafeBuffer whole = new UnsafeBuffer(new byte[ATTRIBUTES + (isClassic ? 0 : 6)]);
        Arrays.fill(whole.byteArray(), 0, MessageHeader.LENGTH_OFFSET, (byte) 0xFF);
        whole.putShort(MessageHeader.LENGTH_OFFSET, (short) whole.capacity(), ByteOrder.BIG_ENDIAN);
        whole.putByte(MessageHeader.TYPE_OFFSET, (byte) MessageHeader.UPDATE);
        if (!isClassic) {
            whole.putShort(ATTRIBUTES - 2, (short) 6, ByteOrder.BIG_ENDIAN);
            whole.putByte(ATTRIBUTES, (byte) AttributeType.OPTIONAL);
            whole.putByte(ATTRIBUTES + 1, (byte) AttributeType.MP_UNREACH);
            whole.putByte(ATTRIBUTES + 2, (byte) 3);
            whole.putShort(ATTRIBUTES + 3, (short) carrier.afi(), ByteOrder.BIG_ENDIAN);
            whole.putByte(ATTRIBUTES + 5, (byte) carrier.safi());
        }
        return whole.byteArray();
    }

    private int hopLength() {
        return switch (carrier) {
            case NATIVE -> nextHop >>> 32 == 0 ? 4 : 8;
            case IPV4 -> 4;
            case VPNV4 -> 12;
        };
    }

    /** Puts down everything that stands before the prefixes. */
    private void start() {
        if (carrier == Carrier.IPV4) {
            at = isWithdrawing ? MessageHeader.LENGTH + 2 : ATTRIBUTES + attributesLength;
        } else {
            at = ATTRIBUTES + MP_HEAD + 3;
            if (!isWithdrawing) {
                message.putByte(at++, (byte) hopLength());
                at += putHop(at);
                message.putByte(at++, (byte) 0);
            }
        }
        nlri = at;
    }

    private int putHop(final int offset) {
        final int length = hopLength();
        if (length == 8) {
            message.putLong(offset, nextHop, ByteOrder.BIG_ENDIAN);
        } else {
            message.setMemory(offset, length, (byte) 0);
            message.putInt(offset + length - 4, (int) nextHop, ByteOrder.BIG_ENDIAN);
        }
        return length;
    }

    private void put(final long address, final int lengthBits, final int pathId) {
        if (isTooLarge) {
            return;
        }
        if (carrier != Carrier.NATIVE && lengthBits < Ipv8Prefix.ASN_BITS) {
            notCarried++;
            return;
        }
        final int tail = carrier == Carrier.IPV4 ? isWithdrawing ? 2 : 0 : isWithdrawing ? 0 : attributesLength;
        if (at + tail + MAX_NLRI > message.capacity()) {
            flush();
            start();
        }
        if (hasPathIds) {
            message.putInt(at, pathId, ByteOrder.BIG_ENDIAN);
            at += 4;
        }
        switch (carrier) {
            case NATIVE -> {
                message.putByte(at++, (byte) lengthBits);
                prefix(address, lengthBits);
            }
            case IPV4 -> {
                message.putByte(at++, (byte) (lengthBits - 32));
                prefix(address << 32, lengthBits - 32);
            }
            case VPNV4 -> {
                message.putByte(at++, (byte) (Nlri.VPN_BITS + lengthBits - 32));
                final int label = isWithdrawing ? WITHDRAWN_LABEL : LABEL;
                message.putByte(at++, (byte) (label >>> 16));
                message.putByte(at++, (byte) (label >>> 8));
                message.putByte(at++, (byte) label);
                message.putLong(at, Nlri.distinguisher((int) (address >>> 32)), ByteOrder.BIG_ENDIAN);
                at += 8;
                prefix(address << 32, lengthBits - 32);
            }
        }
    }

    private void prefix(final long topped, final int bits) {
        for (int i = 0; i < bits + 7 >>> 3; i++) {
            message.putByte(at++, (byte) (topped >>> 56 - 8 * i));
        }
    }

    private void flush() {
        if (carrier == Carrier.IPV4) {
            flushClassic();
        } else {
            flushMp();
        }
        message.putShort(MessageHeader.LENGTH_OFFSET, (short) at, ByteOrder.BIG_ENDIAN);
        output.message(Arrays.copyOf(message.byteArray(), at));
    }

    private void flushClassic() {
        if (isWithdrawing) {
            message.putShort(MessageHeader.LENGTH, (short) (at - nlri), ByteOrder.BIG_ENDIAN);
            message.putShort(at, (short) 0, ByteOrder.BIG_ENDIAN);
            at += 2;
        } else {
            message.putShort(MessageHeader.LENGTH, (short) 0, ByteOrder.BIG_ENDIAN);
            message.putShort(ATTRIBUTES - 2, (short) attributesLength, ByteOrder.BIG_ENDIAN);
            message.putBytes(ATTRIBUTES, attributeBytes, 0, attributesLength);
        }
    }

    private void flushMp() {
        final int valueLength = at - ATTRIBUTES - MP_HEAD;
        message.putByte(ATTRIBUTES, (byte) (AttributeType.OPTIONAL | AttributeType.EXTENDED_LENGTH));
        message.putByte(ATTRIBUTES + 1, (byte) (isWithdrawing ? AttributeType.MP_UNREACH : AttributeType.MP_REACH));
        message.putShort(ATTRIBUTES + 2, (short) valueLength, ByteOrder.BIG_ENDIAN);
        message.putShort(ATTRIBUTES + MP_HEAD, (short) carrier.afi(), ByteOrder.BIG_ENDIAN);
        message.putByte(ATTRIBUTES + MP_HEAD + 2, (byte) carrier.safi());
        if (!isWithdrawing) {
            message.putBytes(at, attributeBytes, 0, attributesLength);
            at += attributesLength;
        }
        message.putShort(MessageHeader.LENGTH, (short) 0, ByteOrder.BIG_ENDIAN);
        message.putShort(ATTRIBUTES - 2, (short) (at - ATTRIBUTES), ByteOrder.BIG_ENDIAN);
    }
}
