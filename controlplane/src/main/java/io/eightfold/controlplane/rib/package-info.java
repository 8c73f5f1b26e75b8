// SPDX-License-Identifier: Apache-2.0
// The routing information base: which route wins, where it goes, and what the dataplane has been told of it.
/**
 * The routing information base (RIB): every route that any source offers, the election of one for each prefix, the resolution of its next hops, and
 * the queue of what the FIB has not been told yet.
 *
 * <p>Enter at {@link io.eightfold.controlplane.rib.Rib}. It is made for 1 to 2 million routes, so there is no object for a route: prefixes
 * ({@code EntryTable}) and the routes offered for them, the candidates ({@code CandidateTable}), are rows of primitive arrays. Next hops are few and
 * shared: they are interned by content into numbered sets ({@code HopSets}), and a route holds the number of its set.
 *
 * <p>Four questions, each answered in one place and no answer stored twice:
 * <ol>
 * <li><em>Where does a set lead?</em> {@code HopResolver}: a gateway without a port is looked up among the routes themselves. The answer is stored in the
 * set with the other sets that were looked at on the way, so that a change touches just those that depend on it. The set keeps its number when its answer
 * changes: the dataplane gets one message and no route is touched (make before break).</li>
 * <li><em>Which candidate wins?</em> {@code Election}: computed when it is asked for, from the order of the candidates and the state of their sets.</li>
 * <li><em>May a candidate be used at all?</em> {@code RouteAdmission}: asks the validator for a verdict when the route is offered and again when the data
 * behind it changes, and keeps the verdict and what the policy makes of it in the candidate's row. A refused candidate stays, so that it comes back without
 * asking its source again.</li>
 * <li><em>What must the dataplane be told?</em> {@code FibEmission}: compares the winner with what was emitted last, so many changes of a prefix cost
 * one message.</li>
 * </ol>
 *
 * <p>Left to others: the configuration and BGP8 supply the routes, {@code io.eightfold.controlplane.fib} carries what {@code FibSink} is told over the FIB
 * protocol and tells ports and gateways back, the journal calls {@code walk} and {@code restore}. Everything runs on one thread, the owner of the RIB;
 * there are no locks.
 *
 * <p>Serves draft-thain-ipv8-02 (two-tier routing: the IPv8 default route does not cover ASN 0; VRFs), RFC 4271 §5.1.3 and §9.1.2.1 (recursive next hops).
 */
package io.eightfold.controlplane.rib;
