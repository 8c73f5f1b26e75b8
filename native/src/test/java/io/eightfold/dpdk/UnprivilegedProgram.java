// SPDX-License-Identifier: Apache-2.0
// What a user without rights is told; DpdkErrorIT runs it as such a user.
package io.eightfold.dpdk;

import java.util.List;
import java.util.Map;

/** Prints one line an attempt: its name, a tab, the sentence (or what went wrong with it). */
final class UnprivilegedProgram {
    private UnprivilegedProgram() {
    }

    public static void main(final String[] arguments) {
        try (Eal eal = Eal.start(new Eal.Options(Hugepages.Policy.NEVER, Eal.Options.MIN_MEMORY_MIB, false, List.of()))) {
            say("eal" + eal.warning(), () -> { });
            say("af_packet", () -> EthPort.attach(DeviceArguments.virtual("net_af_packet", "lo", Map.of("iface", "lo"))).close());
            say("net_tap", () -> EthPort.attach(DeviceArguments.virtual("net_tap", "t", Map.of("iface", "e8t-denied"))).close());
            say("tap", () -> TapDevice.open("e8t-denied", 2, 1500).close());
        }
    }

    private static void say(final String name, final Runnable attempt) {
        try {
            attempt.run();
            System.out.println(name + "\tdone");
        } catch (final DpdkException e) {
            System.out.println(name + "\t" + e.getMessage());
        }
    }
}
