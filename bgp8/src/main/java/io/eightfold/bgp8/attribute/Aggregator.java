// SPDX-License-Identifier: Apache-2.0
// Who aggregated a route.
package io.eightfold.bgp8.attribute;

/** Who aggregated a route: AS and router id. Source: RFC 4271 §5.1.7. Thread: any. */
public record Aggregator(int asn, int identifier) {
}
