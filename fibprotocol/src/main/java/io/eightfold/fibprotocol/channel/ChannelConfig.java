// SPDX-License-Identifier: Apache-2.0
// Which way is taken.
package io.eightfold.fibprotocol.channel;

import java.nio.file.Path;

/**
 * @param rendezvous file in which a dataplane tells where its driver is (one host).
 * @param dataplane  {@code ADDRESS:PORT} at which the dataplane receives, or null for one host.
 * @param control    the same of the control plane.
 */
public record ChannelConfig(Path rendezvous, String dataplane, String control) {
    private static final String IPC = "aeron:ipc?term-length=%s|mtu=32k";
    private static final String UDP = "aeron:udp?endpoint=%s|term-length=%s";

    /** On one host. */
    public static ChannelConfig ipc(final Path rendezvous) {
        return new ChannelConfig(rendezvous, null, null);
    }

    /** Whether it leads over a network. */
    public boolean isUdp() {
        return dataplane != null;
    }

    /** Aeron's name for the way to the dataplane. */
    String updates() {
        return isUdp() ? UDP.formatted(dataplane, "4m") : IPC.formatted("8m");
    }

    /** Aeron's name for the way back. */
    String answers() {
        return isUdp() ? UDP.formatted(control, "256k") : IPC.formatted("256k");
    }
}
