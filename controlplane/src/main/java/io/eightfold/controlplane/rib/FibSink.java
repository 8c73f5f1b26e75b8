// SPDX-License-Identifier: Apache-2.0
// What the dataplane is told of the RIB.
package io.eightfold.controlplane.rib;

import io.eightfold.fibprotocol.NextHop;
import java.util.List;

/**
 * What the dataplane is told of the RIB, by {@link Rib#drain} and {@link Rib#walk}. A hop set is told before the first route that uses it, and forgotten
 * after the last has left it. Set numbers are dense, from 0.
 * <p>Thread: control, the owner of the RIB. An implementation must not call the RIB back.
 */
public interface FibSink {
    /** A set is new, or leads elsewhere now: all routes that use it follow. {@code hops} holds 1 to 64, is immutable and keeps its order. */
    void hopSet(int setId, List<NextHop> hops);

    /** No route uses the set any more; its number may come again with other hops. */
    void forgetHopSet(int setId);

    /**
     * A route is new or has another set, source or distance.
     *
     * @param source        {@link RouteSource#id}
     * @param previousSetId the set told last for this prefix, or {@link Rib#NO_SET}
     */
    void route(int vrf, long address, int hostLength, int setId, int source, int distance, int previousSetId);

    /** A route told before is gone. */
    void withdraw(int vrf, long address, int hostLength, int previousSetId);
}
