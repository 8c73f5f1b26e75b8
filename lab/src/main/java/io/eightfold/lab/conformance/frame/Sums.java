// SPDX-License-Identifier: Apache-2.0
// The Internet checksum (RFC 1071), as the text says it.
package io.eightfold.lab.conformance.frame;

/** Plain and slow. Thread: any. */
final class Sums {
    private Sums() {
    }

    /** Over bytes, the last one padded with 0. */
    static long add(long sum, byte[] bytes, int from, int end) {
        long total = sum;
        for (int i = from; i < end; i += 2) {
            total += (bytes[i] & 0xFF) << 8 | (i + 1 < end ? bytes[i + 1] & 0xFF : 0);
        }
        return total;
    }

    static int finish(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >> 16);
        }
        return (int) ~folded & 0xFFFF;
    }

    /** Sum of the pseudo-header: addresses as they stand in the header, protocol, length. */
    static long pseudo(byte[] packet, int at, int end, int protocol) {
        boolean isIpv8 = (packet[at] & 0xF0) == 0x80;
        return add(protocol + (end - Headers.length(packet, at)) - at, packet, at + 12, at + (isIpv8 ? 28 : 20));
    }
}
