// SPDX-License-Identifier: Apache-2.0
// Makes forwarders of one kind.
package io.eightfold.perf.forward;

/** Thread: startup. */
@FunctionalInterface
public interface ForwarderFactory {
    /** Makes one for the path; whoever asks closes it. */
    Forwarder create(ForwardPath path);
}
