// SPDX-License-Identifier: Apache-2.0
// Bytes of a stream: the heads of HTTP, and packets in the body.
package io.eightfold.dataplane.tunnel.https;

import io.eightfold.wire.header.Ipv8Layout;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * HTTP/1.1 (RFC 9112) with bodies in chunks that do not end while the stream is up.
 * <pre>
 *   POST /.well-known/8to4 HTTP/1.1          the client, then in the body of the request, again and again:
 *   | length, 2 bytes, 28 to 65535 | IPv8 packet |
 *
 *   HTTP/1.1 200 OK                          the server, at once; then in the body of the response, every 2 s: 
 *   | 0, 2 bytes |                           a sign of life
 * </pre>
 * Source: [ours], the draft names HTTPS only. Chunks and packets need not coincide: whoever forwards HTTP may cut anew. Thread: any.
 */
final class StreamFormat {
    /** Shortest frame: a header without options. */
    static final int MIN_FRAME_BYTES = Ipv8Layout.MIN_LENGTH;
    /** Longest frame: the most that an IPv8 packet's length can say. */
    static final int MAX_FRAME_BYTES = 65_535;
    /** In front of a frame. */
    static final int LENGTH_BYTES = 2;
    /** Between two signs of life. */
    static final int SIGN_OF_LIFE_S = 2;
    /** No sign for so long: the other end is gone. */
    static final int SILENCE_LIMIT_MS = 7_000;
    /** To shake hands and send a head. */
    static final int OPENING_LIMIT_MS = 10_000;
    /** What ends a stream before it began or between two frames. */
    static final int END = -1;

    private static final int MAX_HEAD_BYTES = 4096;
    private static final String PATH = "/.well-known/8to4";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String COMMON = "Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked" + END_OF_HEAD;

    private StreamFormat() {
    }

    /** The head that opens a stream. */
    static byte[] request(final String host, final int port) {
        return bytes("POST " + PATH + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n" + COMMON);
    }

    /** The head that says welcome. */
    static byte[] welcome() {
        return bytes("HTTP/1.1 200 OK\r\n" + COMMON);
    }

    /** The whole answer to a request that is none of ours. */
    static byte[] refusal(final String status) {
        return bytes("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close" + END_OF_HEAD);
    }

    /** Sign of life, as a chunk. */
    static byte[] signOfLife() {
        return new byte[] {'2', '\r', '\n', 0, 0, '\r', '\n'};
    }

    /** The status that refuses a request, or null for one that opens a stream. */
    static String objection(final String head) {
        final String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
        if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
            return "400 Bad Request";
        }
        if (!PATH.equals(line[1])) {
            return "404 Not Found";
        }
        return !"POST".equals(line[0]) ? "405 Method Not Allowed" : isChunked(head) ? null : "411 Length Required";
    }

    /** Whether an answer opens the stream. */
    static boolean isWelcome(final String head) {
        return head.startsWith("HTTP/1.1 200 ") && isChunked(head);
    }

    private static boolean isChunked(final String head) {
        return head.toLowerCase(Locale.ROOT).replace(" ", "").contains("\r\ntransfer-encoding:chunked\r\n");
    }

    /** Reads a head, with the empty line at its end. */
    static String readHead(final InputStream in) throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf(END_OF_HEAD, head.length() - 4) < 0) {
            final int next = in.read();
            if (next < 0) {
                throw new EOFException("the other end closed before its head was complete");
            }
            if (head.length() == MAX_HEAD_BYTES) {
                throw new StreamFault("head longer than " + MAX_HEAD_BYTES + " bytes");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /**
     * Reads the next packet.
     * @param frame where to, with room for {@link #MAX_FRAME_BYTES}
     * @return its length in bytes, or {@link #END}
     */
    static int readFrame(final InputStream body, final byte[] frame) throws IOException {
        final int high = body.read();
        if (high < 0) {
            return END;
        }
        final int low = body.read();
        final int length = high << 8 | low;
        if (low >= 0 && length < MIN_FRAME_BYTES) {
            throw new StreamFault("frame of " + length + " bytes < " + MIN_FRAME_BYTES);
        }
        if (low < 0 || body.readNBytes(frame, 0, length) < length) {
            throw new StreamFault("body ends inside a frame");
        }
        return length;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
