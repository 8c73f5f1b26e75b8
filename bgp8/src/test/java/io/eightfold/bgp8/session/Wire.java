// SPDX-License-Identifier: Apache-2.0
// Carries events between the machines of a test.
package io.eightfold.bgp8.session;

/** Carries events between the machines of a test, and has their clock. */
public interface Wire {
    long nowNs();

    /** Runs the event later. Events of one channel keep their order, as the bytes of a TCP connection do. */
    void deliver(Object channel, Runnable event);

    /** Calls {@link SessionEnd#wake} at that time. */
    void wakeAt(SessionEnd end, long atNs);
}
