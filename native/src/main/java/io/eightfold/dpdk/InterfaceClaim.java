// SPDX-License-Identifier: Apache-2.0
// One router an interface.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;

/**
 * A packet socket does not mind a second one on its interface: two routers there would each forward a copy of everything. A claim is held
 * from before a device is touched until it is closed; the kernel drops it with the process, so a killed router leaves none.
 * <p>Thread: startup.
 */
final class InterfaceClaim implements AutoCloseable {
    private static final int EADDRINUSE = -98;
    private final int descriptor;

    private InterfaceClaim(final int descriptor) {
        this.descriptor = descriptor;
    }

    /** @throws DpdkException when a router, of this process or another in the network namespace, has the interface. */
    static InterfaceClaim take(final DeviceArguments device) {
        try (Arena arena = Arena.ofConfined()) {
            final int descriptor = eightfold_h.ef_interface_claim(arena.allocateFrom(device.linuxInterface()));
            if (descriptor < 0) {
                throw new DpdkException(descriptor, "cannot attach device '" + device.text() + "': " + (descriptor == EADDRINUSE
                    ? "the port is in use: a router has interface '" + device.linuxInterface() + "' already; stop that router, or give each its own interface"
                    : Eal.errorText(descriptor) + "; `ip link show " + device.linuxInterface() + "` should show the interface"));
            }
            return new InterfaceClaim(descriptor);
        }
    }

    @Override
    public void close() {
        eightfold_h.ef_interface_release(descriptor);
    }
}
