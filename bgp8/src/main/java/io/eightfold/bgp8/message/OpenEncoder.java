// SPDX-License-Identifier: Apache-2.0
// Writes an OPEN.
package io.eightfold.bgp8.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes an OPEN: all capabilities in one parameter (RFC 5492 §4), in the long form of RFC 9072 when they need it. Thread: any; without state. */
public final class OpenEncoder {
    /** Bytes of parameters in the short form at most; 255 is left to the long one. */
    private static final int MAX_SHORT = 254;

    private OpenEncoder() {
    }

    public static byte[] encode(final OpenMessage open) {
        final byte[] capabilities = capabilities(open);
        final boolean isExtended = capabilities.length + 2 > MAX_SHORT;
        final int size = capabilities.length == 0 ? 0 : capabilities.length + (isExtended ? 6 : 2);
        final ByteBuffer out = MessageHeader.begin(OpenDecoder.PARAMETERS_OFFSET + size, MessageHeader.OPEN);
        out.put((byte) OpenMessage.VERSION);
        out.putShort((short) (open.asn() >>> 16 == 0 ? open.asn() : AsTrans.ASN));
        out.putShort((short) open.holdTimeS()).putInt(open.identifier());
        out.put((byte) (isExtended ? OpenDecoder.EXTENDED : size));
        if (isExtended) {
            out.put((byte) OpenDecoder.EXTENDED).putShort((short) (size - 3)).put((byte) OpenDecoder.CAPABILITIES).putShort((short) capabilities.length);
        } else if (size > 0) {
            out.put((byte) OpenDecoder.CAPABILITIES).put((byte) capabilities.length);
        }
        return out.put(capabilities).array();
    }

    private static byte[] capabilities(final OpenMessage open) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        open.capabilities().forEach(capability -> out.writeBytes(CapabilityCodec.encode(capability)));
        return out.toByteArray();
    }

    /** Capabilities as they are in an OPEN, for the data of a NOTIFICATION. Source: RFC 5492 §5. */
    public static byte[] capabilityBytes(final Iterable<? extends Capability> capabilities) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        capabilities.forEach(capability -> out.writeBytes(CapabilityCodec.encode(capability)));
        return out.toByteArray();
    }
}
