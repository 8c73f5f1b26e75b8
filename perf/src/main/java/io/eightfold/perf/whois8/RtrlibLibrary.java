// SPDX-License-Identifier: Apache-2.0
// Finds and loads the library with RTRlib in it.
package io.eightfold.perf.whois8;

import io.eightfold.perf.peer.PerfLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code libeightfold-perf-rtr.so}, which {@code perf/build-rtrlib} makes. Thread: startup. */
final class RtrlibLibrary {
    /** {@code PR_ABI} of the header these classes were written for. */
    private static final int ABI = 1;
    private static SymbolLookup symbols;

    private RtrlibLibrary() {
    }

    private static Path file() {
        return Path.of(System.getProperty(PerfLibrary.HOME_PROPERTY, "."), "perf", "target", "libeightfold-perf-rtr.so").toAbsolutePath();
    }

    /** Whether it was built. */
    static boolean isThere() {
        return Files.isReadable(file());
    }

    /**
     * Loads it, once.
     *
     * @throws IllegalStateException when it is missing or was built from another header
     */
    static synchronized void load() {
        if (symbols != null) {
            return;
        }
        if (!isThere()) {
            throw new IllegalStateException(file() + " is missing; run ci/install perf and then perf/build-rtrlib, or give --peer none");
        }
        final SymbolLookup found;
        try {
            found = SymbolLookup.libraryLookup(file(), Arena.global());
        } catch (final IllegalArgumentException e) {
            throw new IllegalStateException("cannot load " + file() + ": " + e.getMessage() + "; install RTRlib (ci/install perf) and run perf/build-rtrlib", e);
        }
        final int abi = abi(found);
        if (abi != ABI) {
            throw new IllegalStateException(file() + " has PR_ABI " + abi + ", these classes want " + ABI + "; run perf/build-rtrlib");
        }
        symbols = found;
    }

    /** A function, to be kept in a {@code static final} and called with {@code invokeExact}. {@link #load} comes first. */
    static MethodHandle function(final String name, final FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    private static int abi(final SymbolLookup found) {
        try {
            return (int) Linker.nativeLinker().downcallHandle(found.findOrThrow("pr_abi"), FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
        } catch (final Throwable fault) {
            throw PerfLibrary.unexpected(fault);
        }
    }
}
