// SPDX-License-Identifier: Apache-2.0
// A NOTIFICATION as a value.
package io.eightfold.bgp8.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/**
 * A NOTIFICATION as a value: code 1, subcode 1, data. Source: RFC 4271 §4.5; RFC 4486 for the subcodes of Cease, RFC 9003 for the operator's words, RFC 8538 for
 * the hard reset. Thread: any; immutable.
 */
public record NotificationMessage(int code, int subcode, byte[] data) {
    public static final int HEADER_ERROR = 1;
    public static final int OPEN_ERROR = 2;
    public static final int UPDATE_ERROR = 3;
    public static final int HOLD_TIMER = 4;
    /** Source: RFC 6608. */
    public static final int FSM_ERROR = 5;
    public static final int CEASE = 6;
    /** Source: RFC 7313 §5. */
    public static final int REFRESH_ERROR = 7;
    /** Source: RFC 9687 §3. */
    public static final int SEND_HOLD_TIMER = 8;

    public static final int CEASE_MAX_PREFIX = 1;
    public static final int CEASE_SHUTDOWN = 2;
    public static final int CEASE_DECONFIGURED = 3;
    public static final int CEASE_RESET = 4;
    public static final int CEASE_REJECTED = 5;
    public static final int CEASE_CONFIG_CHANGE = 6;
    public static final int CEASE_COLLISION = 7;
    public static final int CEASE_RESOURCES = 8;
    public static final int CEASE_HARD_RESET = 9;
    public static final int CEASE_BFD_DOWN = 10;

    private static final byte[] NO_DATA = {};
    private static final int CODE_OFFSET = 19;
    private static final int SUBCODE_OFFSET = 20;
    private static final int DATA_OFFSET = 21;
    /** Bytes of the operator's words at most. Source: RFC 9003 §2. */
    private static final int MAX_TEXT = 255;

    public NotificationMessage(final int code, final int subcode) {
        this(code, subcode, NO_DATA);
    }

    /** That reports the error. */
    public static NotificationMessage of(final MessageError error) {
        return new NotificationMessage(error.kind().code(), error.kind().subcode(), error.data());
    }

    /** A Cease with the operator's words, cut at a whole character when they are too long. @param text may be empty */
    public static NotificationMessage cease(final int subcode, final String text) {
        if (text.isEmpty()) {
            return new NotificationMessage(CEASE, subcode);
        }
        final ByteBuffer out = ByteBuffer.allocate(1 + MAX_TEXT).position(1);
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE).encode(CharBuffer.wrap(text), out, true);
        out.put(0, (byte) (out.position() - 1));
        return new NotificationMessage(CEASE, subcode, Arrays.copyOf(out.array(), out.position()));
    }

    /** This within a hard reset: the routes go too. Source: RFC 8538 §3. */
    public NotificationMessage hardReset() {
        final byte[] inner = ByteBuffer.allocate(2 + data.length).put((byte) code).put((byte) subcode).put(data).array();
        return new NotificationMessage(CEASE, CEASE_HARD_RESET, inner);
    }

    /** Reads one. Shorter than its least is an error of the header ({@link MessageFramer}); nothing else can be wrong with it. */
    public static NotificationMessage decode(final DirectBuffer buffer, final int offset, final int length) throws MessageException {
        if (length < DATA_OFFSET) {
            throw OpenDecoder.error(ErrorKind.MESSAGE_LENGTH, "length=" + length, (byte) (length >> 8), (byte) length);
        }
        return new NotificationMessage(Bytes.int8(buffer, offset + CODE_OFFSET), Bytes.int8(buffer, offset + SUBCODE_OFFSET),
            Bytes.copy(buffer, offset + DATA_OFFSET, length - DATA_OFFSET));
    }

    /** The whole message; data that do not fit are cut. */
    public byte[] encode() {
        final int size = Math.min(data.length, SessionOptions.MAX_MESSAGE - DATA_OFFSET);
        return MessageHeader.begin(DATA_OFFSET + size, MessageHeader.NOTIFICATION).put((byte) code).put((byte) subcode).put(data, 0, size).array();
    }

    public boolean isHardReset() {
        return code == CEASE && subcode == CEASE_HARD_RESET;
    }

    /** What a hard reset was for, or this when it is none or does not say. */
    public NotificationMessage reason() {
        if (!isHardReset() || data.length < 2) {
            return this;
        }
        return new NotificationMessage(data[0] & 0xFF, data[1] & 0xFF, Arrays.copyOfRange(data, 2, data.length));
    }

    /** The operator's words of a shutdown or reset, safe to print in one line; empty when there are none or they are not what RFC 9003 says. */
    public String text() {
        final NotificationMessage reason = reason();
        final byte[] bytes = reason.data;
        if (reason.code != CEASE || reason.subcode != CEASE_SHUTDOWN && reason.subcode != CEASE_RESET || bytes.length == 0 || (bytes[0] & 0xFF) > bytes.length - 1) {
            return "";
        }
        final String raw = new String(bytes, 1, bytes[0] & 0xFF, StandardCharsets.UTF_8);
        final StringBuilder safe = new StringBuilder(raw.length());
        // RFC 9003 §5: what a peer says must not steer the operator's terminal
        raw.codePoints().forEach(c -> safe.appendCodePoint(isPrintable(c) ? c : '?'));
        return safe.toString();
    }

    private static boolean isPrintable(final int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE, Character.UNASSIGNED,
                Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    /** Code and subcode in words, such as {@code cease/administrative-shutdown}. */
    public String words() {
        return NotificationWords.of(code, subcode);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof NotificationMessage that && that.code == code && that.subcode == subcode && Arrays.equals(that.data, data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * code + subcode) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return words() + " (" + code + '/' + subcode + ')' + (data.length == 0 ? "" : " data=" + HexFormat.of().formatHex(data));
    }
}
