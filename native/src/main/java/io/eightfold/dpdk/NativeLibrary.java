// SPDX-License-Identifier: Apache-2.0
// Finds and loads the shim, and checks that it is the one these classes were written for.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.ef_layout;
import io.eightfold.dpdk.binding.ef_turn;
import io.eightfold.dpdk.binding.ef_tx_group;
import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads {@code libeightfold.so} from the directory named by the system property {@code eightfold.native.dir}. Thread: startup. */
final class NativeLibrary {
    static final String DIRECTORY_PROPERTY = "eightfold.native.dir";
    /** {@code EF_ABI} of the header the bindings were made from. */
    static final int ABI = 2;
    private static boolean isLoaded;

    private NativeLibrary() {
    }

    static synchronized void load() {
        if (isLoaded) {
            return;
        }
        final Path library = Path.of(System.getProperty(DIRECTORY_PROPERTY, "native/target"), "libeightfold.so").toAbsolutePath();
        if (!Files.isReadable(library)) {
            throw new DpdkException(0, library + " is missing; build it with native/build, or set -D" + DIRECTORY_PROPERTY);
        }
        try {
            System.load(library.toString());
        } catch (final UnsatisfiedLinkError e) {
            throw new DpdkException(0, "cannot load " + library + ": " + e.getMessage()
                + "; install libdpdk (ci/install build) and rebuild with native/build");
        }
        checkLayout();
        isLoaded = true;
    }

    /** The bindings are committed, the library is built here: a header changed on one side only must not become memory damage. */
    private static void checkLayout() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment layout = ef_layout.allocate(arena);
            eightfold_h.ef_layout_of(layout);
            check("abi", ef_layout.abi(layout), ABI);
            check("sizeof(ef_turn)", ef_layout.turn_size(layout), ef_turn.sizeof());
            check("offsetof(ef_turn, rx_data)", ef_layout.turn_rx_data(layout), ef_turn.rx_data$offset());
            check("offsetof(ef_turn, rx_length)", ef_layout.turn_rx_length(layout), ef_turn.rx_length$offset());
            check("offsetof(ef_turn, tx_group)", ef_layout.turn_tx_groups(layout), ef_turn.tx_group$offset());
            check("sizeof(ef_tx_group)", ef_layout.tx_group_size(layout), ef_tx_group.sizeof());
        }
    }

    private static void check(final String what, final long inLibrary, final long inBindings) {
        if (inLibrary != inBindings) {
            throw new DpdkException(0, "libeightfold.so does not fit these classes: " + what + " is " + inLibrary + " in the library and "
                + inBindings + " in the bindings; rebuild with native/build");
        }
    }
}
