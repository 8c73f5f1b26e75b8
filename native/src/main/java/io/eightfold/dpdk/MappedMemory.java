// SPDX-License-Identifier: Apache-2.0
// Address space from the kernel, backed by memory only where it is written.
package io.eightfold.dpdk;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * An anonymous mapping, zeroed, aligned to a huge page, for tables that are read at random: transparent huge pages are asked for, so that
 * lookups do not miss the TLB. It needs no reservation of huge pages by the operator and no DPDK. Constants are those of Linux on x86-64 and
 * AArch64. Thread: any.
 */
public final class MappedMemory implements AutoCloseable {
    private static final long HUGE_PAGE_BYTES = 2L << 20;
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;

    private static final MethodHandle MMAP = function("mmap", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle MUNMAP = function("munmap",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle MADVISE = function("madvise",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private final long mapping;
    private final long mappingBytes;
    private final long address;

    private MappedMemory(final long mapping, final long mappingBytes, final long address) {
        this.mapping = mapping;
        this.mappingBytes = mappingBytes;
        this.address = address;
    }

    /**
     * Maps address space; pages come with their first write.
     * @param bytes above 0.
     * @throws OutOfMemoryError when the process may not have that much address space.
     */
    public static MappedMemory reserve(final long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes=" + bytes + " is not positive; reserve at least 1 byte");
        }
        final long mappingBytes = (bytes + HUGE_PAGE_BYTES - 1 & -HUGE_PAGE_BYTES) + HUGE_PAGE_BYTES;
        try {
            final long mapping = (long) MMAP.invokeExact(0L, mappingBytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
            if (mapping == MAP_FAILED) {
                throw new OutOfMemoryError("the kernel refuses " + bytes + " bytes of address space; raise `ulimit -v` or lower the limit asked for");
            }
            final long address = mapping + HUGE_PAGE_BYTES - 1 & -HUGE_PAGE_BYTES;
            // Advice: a kernel without huge pages serves ordinary ones, which work too.
            final int _ = (int) MADVISE.invokeExact(address, mappingBytes - HUGE_PAGE_BYTES, MADV_HUGEPAGE);
            return new MappedMemory(mapping, mappingBytes, address);
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new AssertionError("a downcall threw", e);
        }
    }

    /** First byte, a multiple of 2 MiB. */
    public long address() {
        return address;
    }

    /** Gives the memory back; no thread may use it any more. */
    @Override
    public void close() {
        try {
            final int _ = (int) MUNMAP.invokeExact(mapping, mappingBytes);
        } catch (final Throwable e) {
            throw new AssertionError("a downcall threw", e);
        }
    }

    private static MethodHandle function(final String name, final FunctionDescriptor descriptor) {
        final SymbolLookup libc = Linker.nativeLinker().defaultLookup();
        final MemorySegment symbol = libc.find(name).orElseThrow(() -> new IllegalStateException("libc has no " + name));
        return Linker.nativeLinker().downcallHandle(symbol, descriptor);
    }
}
