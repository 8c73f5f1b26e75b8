// SPDX-License-Identifier: Apache-2.0
// Whom a stream of probes goes to.
package io.eightfold.host.probe;

import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/**
 * @param routerMac    of the router's port at the sender
 * @param source8      source of IPv8 probes
 * @param source4      source of IPv4 probes
 * @param destinations in turn; those of ASN 0 get IPv4
 * @param neighbors    addresses the receiver answers ARP8 and ARP for
 * @param ratePps      probes per second
 * @param tag          number of the stream, to tell it from others
 */
public record ProbePlan(long routerMac, Ipv8Address source8, Ipv8Address source4, List<Ipv8Address> destinations, List<Ipv8Address> neighbors,
                        int ratePps, int tag) {
    public static final int MAX_RATE_PPS = 100_000;

    public ProbePlan {
        destinations = List.copyOf(destinations);
        neighbors = List.copyOf(neighbors);
        if (ratePps < 1 || ratePps > MAX_RATE_PPS) {
            throw new IllegalArgumentException("ratePps=" + ratePps + " is not from 1 to MAX_RATE_PPS=" + MAX_RATE_PPS + "; choose a rate in between");
        }
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException("no destinations; give at least one");
        }
    }

    long destination(int number) {
        return destinations.get(number % destinations.size()).bits();
    }

    long source(long destination) {
        return destination >>> 32 == 0 ? source4.bits() : source8.bits();
    }
}
