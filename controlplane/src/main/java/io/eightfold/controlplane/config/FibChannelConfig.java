// SPDX-License-Identifier: Apache-2.0
// How control plane and dataplane reach each other.
package io.eightfold.controlplane.config;

/**
 * How control plane and dataplane reach each other: shared memory of one host, or UDP between hosts.
 * <p>Thread: any; immutable.
 *
 * @param dataplane where the dataplane listens, or null for shared memory
 * @param control   where the control plane listens for the answers, or null for shared memory
 */
public record FibChannelConfig(Endpoint dataplane, Endpoint control) {
    /** Both processes on one host. */
    public static final FibChannelConfig IPC = new FibChannelConfig(null, null);
    static final String IPC_WORD = "ipc";
    static final String UDP_WORD = "udp";

    public FibChannelConfig {
        Limits.require((dataplane == null) == (control == null), "a UDP channel has two ends, dataplane=" + dataplane + " control=" + control);
        Limits.require(dataplane == null || !dataplane.equals(control), "both ends of the channel are " + dataplane);
    }

    /** Whether both processes are on one host. */
    public boolean isIpc() {
        return dataplane == null;
    }

    /** The words of the configuration file. */
    public String words() {
        return isIpc() ? IPC_WORD : UDP_WORD + " " + dataplane + " " + control;
    }
}
