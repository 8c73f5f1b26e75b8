// SPDX-License-Identifier: Apache-2.0
// The Internet checksum as RFC 1071 words it, byte by byte, for comparison in tests.
package io.eightfold.wire.checksum;

/** A slow second implementation that shares nothing with the one under test. */
public final class ChecksumModel {
    private ChecksumModel() {
    }

    /** The 16 bits to store for these bytes. */
    public static int of(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
            if (sum > 0xFFFF) {
                sum = sum - 0x10000 + 1;
            }
        }
        return sum ^ 0xFFFF;
    }
}
