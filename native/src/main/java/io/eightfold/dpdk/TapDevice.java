// SPDX-License-Identifier: Apache-2.0
// A TAP interface: how the kernel sees a port that DPDK owns.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Created with the port's MAC and MTU, up, and gone with the process. Thread: startup to open and close, control to read and write. */
public final class TapDevice implements AutoCloseable {
    private static final int MAC_BYTES = 6;
    private static final int EBUSY = -16;
    private static final int ENOENT = -2;
    private static final int EINVAL = -22;
    private static final int ENAMETOOLONG = -36;
    private static final int EPERM = -1;
    private final String name;
    private final int descriptor;
    private boolean isClosed;

    private TapDevice(final String name, final int descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * @param name     Linux interface name, at most 15 characters.
     * @param mac      48-bit address, first byte in bits 47 to 40.
     * @param mtuBytes MTU of the interface.
     * @throws DpdkException when the name is taken, /dev/net/tun is missing or the right to create it is.
     */
    public static TapDevice open(final String name, final long mac, final int mtuBytes) {
        NativeLibrary.load();
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment bytes = arena.allocate(MAC_BYTES);
            for (int i = 0; i < MAC_BYTES; i++) {
                bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (mac >>> 40 - 8 * i));
            }
            final int descriptor = eightfold_h.ef_tap_open(arena.allocateFrom(name), bytes, (short) mtuBytes);
            if (descriptor < 0) {
                throw new DpdkException(descriptor, "cannot create TAP " + name + ": " + Eal.errorText(descriptor) + "; " + remedy(name, descriptor));
            }
            return new TapDevice(name, descriptor);
        }
    }

    /** Name of the Linux interface. */
    public String name() {
        return name;
    }

    /** Reads one frame of the kernel to {@code data}; its length in bytes, 0 when none waits, or a negative errno. */
    public int read(final long data, final int capacityBytes) {
        return eightfold_h.ef_tap_read(descriptor, data, capacityBytes);
    }

    /** Gives the kernel one frame; 0, or a negative errno. The frame's memory stays the caller's. */
    public int write(final long data, final int lengthBytes) {
        return eightfold_h.ef_tap_write(descriptor, data, lengthBytes);
    }

    /** Removes the interface, once: a second close could hit a descriptor that is someone else's by then. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            eightfold_h.ef_tap_close(descriptor);
        }
    }

    private static String remedy(final String name, final int code) {
        return switch (code) {
            case EBUSY -> "an interface has that name already; choose another name with `punt tap NAME`, or end the process that has it";
            case ENOENT -> "/dev/net/tun is missing; run: modprobe tun";
            case EPERM -> "needs CAP_NET_ADMIN; run as root";
            case EINVAL -> "the name is not valid; choose another name with `punt tap NAME`";
            case ENAMETOOLONG -> "a Linux interface name has at most 15 characters; choose a shorter one with `punt tap NAME`";
            default -> "see `ip link show " + name + "`";
        };
    }
}
