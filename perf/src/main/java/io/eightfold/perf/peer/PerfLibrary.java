// SPDX-License-Identifier: Apache-2.0
// Finds and loads the library of the measurements' peers.
package io.eightfold.perf.peer;

import io.eightfold.dpdk.DpdkException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code libeightfold-perf.so} in {@code perf/target} below the directory that the system property {@value #HOME_PROPERTY} names. It links the
 * same DPDK as the shim: {@link io.eightfold.dpdk.Eal#start} must have been called before a function that uses DPDK. Thread: startup.
 */
public final class PerfLibrary {
    /** Where the repository is; the launcher sets it. */
    public static final String HOME_PROPERTY = "eightfold.home";
    /** {@code PF_ABI} of the header these classes were written for. */
    static final int ABI = 2;
    private static SymbolLookup symbols;

    private PerfLibrary() {
    }

    /**
     * Loads the library, once.
     * @throws DpdkException when it is missing or was built from another header.
     */
    public static synchronized void load() {
        if (symbols != null) {
            return;
        }
        final Path library = Path.of(System.getProperty(HOME_PROPERTY, "."), "perf", "target", "libeightfold-perf.so").toAbsolutePath();
        if (!Files.isReadable(library)) {
            throw new DpdkException(0, library + " is missing; build it with perf/build, or set -D" + HOME_PROPERTY);
        }
        final SymbolLookup found;
        try {
            found = SymbolLookup.libraryLookup(library, Arena.global());
        } catch (final IllegalArgumentException e) {
            throw new DpdkException(0, "cannot load " + library + ": " + e.getMessage() + "; install libdpdk (ci/install build) and rebuild with perf/build");
        }
        final int abi = abi(found);
        if (abi != ABI) {
            throw new DpdkException(0, library + " has PF_ABI " + abi + ", these classes want " + ABI + "; rebuild with perf/build");
        }
        symbols = found;
    }

    /**
     * A function of the library, to be kept in a {@code static final} and called with {@code invokeExact}. {@link #load} comes first.
     */
    public static MethodHandle function(final String name, final FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    /** Turns what {@code invokeExact} declares into what can happen: nothing but a fault of ours. */
    public static IllegalStateException unexpected(final Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(fault);
    }

    private static int abi(final SymbolLookup found) {
        try {
            return (int) Linker.nativeLinker().downcallHandle(found.findOrThrow("pf_abi"), FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
        } catch (final Throwable fault) {
            throw unexpected(fault);
        }
    }
}
