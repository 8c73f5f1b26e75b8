// SPDX-License-Identifier: Apache-2.0
// Reads an OPEN.
package io.eightfold.bgp8.message;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Reads an OPEN. No length in it is trusted: a parameter must fit the parameters, these must be the rest of the message, a capability must fit its parameter.
 *
 * <pre>
 *   19        version, 1 byte
 *   20        ASN, 2 bytes
 *   22        hold time, 2 bytes
 *   24        router id, 4 bytes
 *   28        length of the parameters, 1 byte
 *   29        parameters: type 1 byte, length 1 byte, value
 *   29        or, when this byte is 255 (RFC 9072): 255, length of the parameters 2 bytes, parameters: type 1 byte, length 2 bytes, value
 * </pre>
 *
 * <p>Source: RFC 4271 §4.2 and §6.2, RFC 5492, RFC 6286, RFC 7607, RFC 9072. Thread: any; without state.
 */
public final class OpenDecoder {
    static final int VERSION_OFFSET = 19;
    static final int ASN_OFFSET = 20;
    static final int HOLD_TIME_OFFSET = 22;
    static final int IDENTIFIER_OFFSET = 24;
    static final int PARAMETERS_LENGTH_OFFSET = 28;
    static final int PARAMETERS_OFFSET = 29;
    static final int CAPABILITIES = 2;
    /** Type of a parameter that does not exist: the parameters are in the long form. Source: RFC 9072 §2. */
    static final int EXTENDED = 255;

    private OpenDecoder() {
    }

    /** @param length of the whole message, with its header. @throws MessageException with the error that the session ends with */
    public static OpenMessage decode(final DirectBuffer buffer, final int offset, final int length) throws MessageException {
        if (length < PARAMETERS_OFFSET) {
            throw error(ErrorKind.MESSAGE_LENGTH, "length=" + length, (byte) (length >> 8), (byte) length);
        }
        final int version = Bytes.int8(buffer, offset + VERSION_OFFSET);
        if (version != OpenMessage.VERSION) {
            // RFC 4271 §6.2: the data are the version that we speak
            throw error(ErrorKind.OPEN_VERSION, "version=" + version, (byte) 0, (byte) OpenMessage.VERSION);
        }
        final List<Capability> capabilities = new ArrayList<>();
        parameters(buffer, offset, length, capabilities);
        final OpenMessage open = new OpenMessage(asn(Bytes.int16(buffer, offset + ASN_OFFSET), capabilities),
            Bytes.int16(buffer, offset + HOLD_TIME_OFFSET), Bytes.int32(buffer, offset + IDENTIFIER_OFFSET), capabilities);
        check(open);
        return open;
    }

    private static int asn(final int field, final List<Capability> capabilities) {
        for (final Capability capability : capabilities) {
            if (capability instanceof Capability.FourOctetAsn(final int asn)) {
                return asn;
            }
        }
        return field;
    }

    private static void check(final OpenMessage open) throws MessageException {
        // RFC 7607 §2: ASN 0 names nobody
        if (open.asn() == 0) {
            throw error(ErrorKind.OPEN_PEER_AS, "asn=0");
        }
        // RFC 6286 §2.2: identifier is non-zero
        if (open.identifier() == 0) {
            throw error(ErrorKind.OPEN_IDENTIFIER, "identifier=0.0.0.0");
        }
        // RFC 4271 §6.2: one and two seconds are refused
        if (open.holdTimeS() == 1 || open.holdTimeS() == 2) {
            throw error(ErrorKind.OPEN_HOLD_TIME, "holdTimeS=" + open.holdTimeS());
        }
    }

    private static void parameters(final DirectBuffer buffer, final int offset, final int length, final List<Capability> into) throws MessageException {
        final int end = offset + length;
        final int shortLength = Bytes.int8(buffer, offset + PARAMETERS_LENGTH_OFFSET);
        int at = offset + PARAMETERS_OFFSET;
        // RFC 9072 §2: the type says which form it is; the length field is ignored then, but 0 always means none
        final boolean isExtended = shortLength != 0 && at < end && Bytes.int8(buffer, at) == EXTENDED;
        final int head = isExtended ? 3 : 2;
        if (isExtended && end - at < 3) {
            throw error(ErrorKind.OPEN_MALFORMED, "parametersLength has " + (end - at - 1) + " of 2 bytes");
        }
        final int size = isExtended ? Bytes.int16(buffer, at + 1) : shortLength;
        at += isExtended ? 3 : 0;
        if (size != end - at) {
            throw error(ErrorKind.OPEN_MALFORMED, "parametersLength=" + size + " rest=" + (end - at));
        }
        while (at < end) {
            final int valueLength = end - at < head ? -1 : isExtended ? Bytes.int16(buffer, at + 1) : Bytes.int8(buffer, at + 1);
            if (valueLength < 0 || valueLength > end - at - head) {
                throw error(ErrorKind.OPEN_MALFORMED, "parameter at " + (at - offset) + " length=" + valueLength + " rest=" + (end - at));
            }
            if (Bytes.int8(buffer, at) != CAPABILITIES) {
                throw error(ErrorKind.OPEN_PARAMETER, "parameter=" + Bytes.int8(buffer, at));
            }
            capabilities(buffer, at + head, valueLength, into);
            at += head + valueLength;
        }
    }

    private static void capabilities(final DirectBuffer buffer, final int from, final int length, final List<Capability> into) throws MessageException {
        final int end = from + length;
        int at = from;
        while (at < end) {
            final int valueLength = end - at < 2 ? -1 : Bytes.int8(buffer, at + 1);
            if (valueLength < 0 || valueLength > end - at - 2) {
                throw error(ErrorKind.OPEN_MALFORMED, "capability=" + Bytes.int8(buffer, at) + " length=" + valueLength + " rest=" + (end - at));
            }
            into.add(CapabilityCodec.decode(Bytes.int8(buffer, at), buffer, at + 2, valueLength));
            at += 2 + valueLength;
        }
    }

    static MessageException error(final ErrorKind kind, final String value, final byte... data) {
        return new MessageException(new MessageError(kind, value, data));
    }
}
