// SPDX-License-Identifier: Apache-2.0
// How the flows of a port are divided among the workers.
package io.eightfold.dataplane.port;

import java.util.Locale;

/** As configured, and (but for {@link #AUTO}) as in use on a port. The operator's word is the constant in lower case. */
public enum WorkerSpread {
    /** Each port by itself: what the device can do, else {@link #SOFTWARE}. */
    AUTO,
    /** A receive queue for each worker; the device (or what feeds it) chooses the queue. */
    RSS,
    /** The worker that receives hands each flow to the worker it belongs to by a hash of the packet. */
    SOFTWARE,
    /** The worker that receives forwards. */
    NONE;

    /** The word in the configuration and in {@code show}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
