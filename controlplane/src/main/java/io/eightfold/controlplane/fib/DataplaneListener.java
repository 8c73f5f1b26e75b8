// SPDX-License-Identifier: Apache-2.0
// What the control plane learns of its dataplane.
package io.eightfold.controlplane.fib;

import io.eightfold.fibprotocol.StatusHandler;
import java.util.List;

/** Calls of the publisher. Thread: control. */
public interface DataplaneListener {
    /**
     * Another dataplane than before has said Hello; {@link #ports} follows.
     *
     * @param isFresh       no control plane has told it anything
     * @param configuration fingerprint of what it was started with, 0 when not known
     */
    void dataplane(boolean isFresh, long configuration);

    /** The dataplane's ports: all of them, as they are now. {@code isNew} when it is another dataplane than before. */
    void ports(List<StatusHandler.Port> ports, boolean isNew);

    /** All gateways that the dataplane looks for. */
    void gateways(List<StatusHandler.Gateway> gateways);
}
