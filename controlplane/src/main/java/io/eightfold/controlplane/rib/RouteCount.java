// SPDX-License-Identifier: Apache-2.0
// How many routes a source has in a table.
package io.eightfold.controlplane.rib;

/**
 * How many routes a source has in a table. Thread: any.
 *
 * @param routes offered
 * @param fib    told to the dataplane; 0 for those that it knows without being told
 */
public record RouteCount(int vrf, RouteSource source, int routes, int fib) {
}
