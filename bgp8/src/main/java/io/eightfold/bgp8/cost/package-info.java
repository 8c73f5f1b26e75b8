// SPDX-License-Identifier: Apache-2.0
// The Cost Factor of a session: formula, measuring, damping.
/**
 * The Cost Factor of a session: what the way to a neighbour costs. A route's total is what it says itself ({@link io.eightfold.bgp8.cost.CostFactor#external}) and the
 * cost of the session that it came over; lower is better. Source: spec section 5, which names the seven inputs and the physics floor; the numbers here are ours.
 *
 * <p>A unit is a tenth of a millisecond of round trip, so that everything else answers the question: how much longer a way would I take to be spared of that?
 *
 * <pre>
 *   input                share                                          why
 *   round trip           1 for each 0.1 ms                              it is the unit
 *   loss                 1 for each 0.01 %; 1 % costs 10 ms             a loss costs those behind it a round trip or more, and TCP its speed
 *   congestion window    10 for each segment below 10                   TCP begins with 10 (RFC 6928); less says that the way is congested. More says nothing:
 *                                                                       a BGP session seldom has more to say
 *   session stability    50 for each flap, halved every 15 minutes,     a flap costs seconds of traffic; the half-life is that of route flap damping (RFC 2439)
 *                        1000 at most
 *   link capacity        10 Gbit/s / capacity; 1 Gbit/s when not said   as OSPF does: 10G 1, 1G 10, 100M 100, 10M 1000
 *   economic policy      as configured                                  only the operator knows it
 *   distance             1 for each 100 km of great circle              a tenth of what light takes: of two ways that measure alike the shorter one
 *   anomaly              1000 when the round trip is below the floor    it is not what it seems to be: a proxy that answers for the peer, wrong coordinates, a forgery
 * </pre>
 *
 * <p>The physics floor is the great circle at 200 km per millisecond, there and back: 10 us for each kilometre. A round trip below it counts as the floor. Links
 * faster than fibre (microwave, hollow core) need coordinates nearer to each other.
 *
 * <p>The first four and the anomaly are measured; their sum is rounded to a sixteenth of its power of two, 4 at least, so that ways that are about the same cost the
 * same. What is configured is added as it is. All of it is whole numbers, stops at 2^32-1 and is at least 1. Each input moves the result in one direction only, but
 * for the anomaly, where less is worse.
 *
 * <p>Example: 12.4 ms, 0.05 % loss, a full window, no flaps, 10 Gbit/s, {@code cost 20}, 580 km. Measured 124 + 5 + 0 + 0 = 129, rounded 128; configured
 * 1 + 20 + 5 = 26; cost 154. The floor is 5.8 ms, so 12.4 ms is possible.
 *
 * <p>{@link io.eightfold.bgp8.cost.CostMeter} feeds the formula from samples and damps it, since every change of the cost of a session may move all of its routes.
 */
package io.eightfold.bgp8.cost;
