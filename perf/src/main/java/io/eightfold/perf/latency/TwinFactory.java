// SPDX-License-Identifier: Apache-2.0
// The worker's twin in C as a peer.
package io.eightfold.perf.latency;

import io.eightfold.perf.forward.Forwarder;
import io.eightfold.perf.forward.TwinForwarder;

/** Makes {@link TwinForwarder}s over the rig's ports. Thread: startup. */
final class TwinFactory implements ForwarderFactory {
    @Override
    public String description() {
        return "C twin of the worker (gcc -O3 -march=native), busy loop";
    }

    @Override
    public Forwarder open(final Setting setting) {
        return new TwinForwarder(setting.ports().getFirst().device(), setting.ports().getLast().device(), setting.fib(), setting.nextHops(), setting.burst());
    }
}
