// SPDX-License-Identifier: Apache-2.0
// Raw memory access by address: network byte order, native byte order, copies and allocation.
package io.eightfold.wire.memory;

import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * Loads and stores at raw addresses. Methods named {@code u…} and {@code putU…} use network byte order and work at any
 * alignment; methods named {@code native…} use the machine's order, for memory shared with C.
 * <p>Nothing is checked: a wrong address reads foreign memory or ends the process. Callers check lengths first.
 * <p>Thread: any.
 */
public final class Memory {
    private Memory() {
    }

    /** One byte, 0 to 255. */
    public static int u8(long a) {
        return UnsafeApi.getByte(a) & 0xFF;
    }

    /** Two bytes in network order, 0 to 65535. */
    public static int u16(long a) {
        return UnsafeApi.getShortUnaligned(null, a, true) & 0xFFFF;
    }

    /** Four bytes in network order as raw bits: the result is negative from 0x80000000 on. */
    public static int u32(long a) {
        return UnsafeApi.getIntUnaligned(null, a, true);
    }

    /** Six bytes in network order, such as a MAC address, in the low 48 bits. */
    public static long u48(long a) {
        return (long) u16(a) << 32 | u32(a + 2) & 0xFFFF_FFFFL;
    }

    /** Eight bytes in network order as raw bits. */
    public static long u64(long a) {
        return UnsafeApi.getLongUnaligned(null, a, true);
    }

    /** Stores the low 8 bits of {@code v}. */
    public static void putU8(long a, int v) {
        UnsafeApi.putByte(a, (byte) v);
    }

    /** Stores the low 16 bits of {@code v} in network order. */
    public static void putU16(long a, int v) {
        UnsafeApi.putShortUnaligned(null, a, (short) v, true);
    }

    /** Stores 32 bits in network order. */
    public static void putU32(long a, int v) {
        UnsafeApi.putIntUnaligned(null, a, v, true);
    }

    /** Stores the low 48 bits of {@code v} in network order; exactly six bytes are written. */
    public static void putU48(long a, long v) {
        putU16(a, (int) (v >>> 32));
        putU32(a + 2, (int) v);
    }

    /** Stores 64 bits in network order. */
    public static void putU64(long a, long v) {
        UnsafeApi.putLongUnaligned(null, a, v, true);
    }

    /** Two bytes in the machine's order, 0 to 65535. */
    public static int nativeShort(long a) {
        return UnsafeApi.getShortUnaligned(null, a) & 0xFFFF;
    }

    /** Four bytes in the machine's order. */
    public static int nativeInt(long a) {
        return UnsafeApi.getIntUnaligned(null, a);
    }

    /** Eight bytes in the machine's order. */
    public static long nativeLong(long a) {
        return UnsafeApi.getLongUnaligned(null, a);
    }

    /** Stores the low 16 bits of {@code v} in the machine's order. */
    public static void putNativeShort(long a, int v) {
        UnsafeApi.putShortUnaligned(null, a, (short) v);
    }

    /** Stores 32 bits in the machine's order. */
    public static void putNativeInt(long a, int v) {
        UnsafeApi.putIntUnaligned(null, a, v);
    }

    /** Stores 64 bits in the machine's order. */
    public static void putNativeLong(long a, long v) {
        UnsafeApi.putLongUnaligned(null, a, v);
    }

    /**
     * Acquire load of 8 bytes in the machine's order: what the releasing thread wrote before is visible after it.
     * {@code a} is 8-byte aligned.
     */
    public static long acquireLong(long a) {
        assert (a & 7) == 0 : "acquireLong needs an 8-byte aligned address";
        return UnsafeApi.getLongAcquire(null, a);
    }

    /** Release store of 8 bytes in the machine's order. {@code a} is 8-byte aligned, or the store would not be atomic. */
    public static void releaseLong(long a, long v) {
        assert (a & 7) == 0 : "releaseLong needs an 8-byte aligned address";
        UnsafeApi.putLongRelease(null, a, v);
    }

    /** Release store of 4 bytes in the machine's order. {@code a} is 4-byte aligned, or the store would not be atomic. */
    public static void releaseInt(long a, int v) {
        assert (a & 3) == 0 : "releaseInt needs a 4-byte aligned address";
        UnsafeApi.putIntRelease(null, a, v);
    }

    /** Copies {@code lengthBytes}; the ranges may overlap. */
    public static void copy(long from, long to, long lengthBytes) {
        UnsafeApi.copyMemory(from, to, lengthBytes);
    }

    /** Sets {@code lengthBytes} bytes to the low 8 bits of {@code value}. */
    public static void fill(long a, long lengthBytes, int value) {
        UnsafeApi.setMemory(a, lengthBytes, (byte) value);
    }

    /**
     * Allocates zeroed memory outside the heap, to be given back with {@link #free}.
     *
     * @throws IllegalArgumentException when {@code bytes} is not positive
     * @throws OutOfMemoryError         when the machine has no more
     */
    public static long allocate(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes=" + bytes + " is not positive; allocate at least 1 byte");
        }
        final long a = UnsafeApi.allocateMemory(bytes);
        UnsafeApi.setMemory(a, bytes, (byte) 0);
        return a;
    }

    /** Gives back what {@link #allocate} returned, once. */
    public static void free(long a) {
        UnsafeApi.freeMemory(a);
    }

    /** Copies {@code n} bytes into a new array. For control code and tests: it allocates. */
    public static byte[] toBytes(long a, int n) {
        final byte[] bytes = new byte[n];
        UnsafeApi.copyMemory(null, a, bytes, BufferUtil.ARRAY_BASE_OFFSET, n);
        return bytes;
    }

    /** Copies the whole array to {@code a}. */
    public static void fromBytes(byte[] b, long a) {
        UnsafeApi.copyMemory(b, BufferUtil.ARRAY_BASE_OFFSET, null, a, b.length);
    }
}
