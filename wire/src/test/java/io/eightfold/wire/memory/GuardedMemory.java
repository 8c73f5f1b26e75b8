// SPDX-License-Identifier: Apache-2.0
// Test memory between two pages that must not be touched.
package io.eightfold.wire.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Pages between two inaccessible ones. Bytes placed against the upper or lower border make a single byte read or written
 * outside end the process: no stray access passes unseen.
 */
@SuppressWarnings("restricted")
public final class GuardedMemory implements AutoCloseable {
    private static final int PAGE = 65_536; // a multiple of the page size on every Linux we run on
    private static final int PROT_NONE = 0;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private static final MethodHandle MMAP = handle("mmap", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle MPROTECT = handle("mprotect", FunctionDescriptor.of(ValueLayout.JAVA_INT,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle MUNMAP = handle("munmap", FunctionDescriptor.of(ValueLayout.JAVA_INT,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private final long base;
    private final long capacityBytes;

    public GuardedMemory(int minCapacityBytes) {
        capacityBytes = (minCapacityBytes + PAGE - 1L) / PAGE * PAGE;
        try {
            base = (long) MMAP.invokeExact(0L, capacityBytes + 2L * PAGE, PROT_NONE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
            final int result = (int) MPROTECT.invokeExact(base + PAGE, capacityBytes, PROT_READ_WRITE);
            if (base == -1 || result != 0) {
                throw new IllegalStateException("mmap of " + capacityBytes + " bytes failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Address at which exactly {@code lengthBytes} bytes may be touched before the upper guard. */
    public long atEnd(int lengthBytes) {
        return base + PAGE + capacityBytes - lengthBytes;
    }

    /** Address of the first byte behind the lower guard. */
    public long atStart() {
        return base + PAGE;
    }

    /** Puts the bytes against the upper guard and returns their address. */
    public long place(byte[] bytes) {
        final long a = atEnd(bytes.length);
        Memory.fromBytes(bytes, a);
        return a;
    }

    @Override
    public void close() {
        try {
            final int result = (int) MUNMAP.invokeExact(base, capacityBytes + 2L * PAGE);
            assert result == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        final MemorySegment symbol = Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
        return Linker.nativeLinker().downcallHandle(symbol, descriptor);
    }
}
