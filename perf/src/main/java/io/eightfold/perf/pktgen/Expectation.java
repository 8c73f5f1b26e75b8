// SPDX-License-Identifier: Apache-2.0
// How a frame must look when it comes back.
package io.eightfold.perf.pktgen;

/**
 * @param ttl               hops left.
 * @param destinationMac    MAC the frame must be sent to; {@link #ANY} when unknown.
 * @param sourceMac         MAC it must be sent from; {@link #ANY} when unknown.
 * @param notDestinationMac MAC it must not be sent to any more; {@link #ANY} for none.
 */
public record Expectation(int ttl, long destinationMac, long sourceMac, long notDestinationMac) {
    /** No MAC. */
    public static final long ANY = -1;

    /** After so many routers; 0: a wire, which changes nothing. */
    public static Expectation after(final int hops, final Traffic traffic) {
        return hops == 0 ? new Expectation(traffic.ttl(), traffic.destinationMac(), traffic.sourceMac(), ANY)
            : new Expectation(traffic.ttl() - hops, ANY, ANY, traffic.destinationMac());
    }
}
