// SPDX-License-Identifier: Apache-2.0
// Numbers in bytes.
package io.eightfold.lab.conformance.frame;

/** Big-endian, as all headers and messages have them. Thread: any. */
public final class Headers {
    private Headers() {
    }

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    public static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static long u48(byte[] bytes, int at) {
        return u32(bytes, at) << 16 | u16(bytes, at + 4);
    }

    static long u64(byte[] bytes, int at) {
        return u32(bytes, at) << 32 | u32(bytes, at + 4);
    }

    /** The header of IP by its IHL, in bytes. */
    static int length(byte[] bytes, int at) {
        return (bytes[at] & 0xF) * 4;
    }
}
