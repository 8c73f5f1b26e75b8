// SPDX-License-Identifier: Apache-2.0
/**
 * The forwarding table: ASN first (tier 1), then longest prefix on the host part (tier 2), as draft-thain-ipv8-02 has it, and the
 * next-hop records that routes point at.
 *
 * <p>{@link io.eightfold.dataplane.fib.Fib} is what others call; the control thread alone writes. It keeps a copy of the routes
 * ({@code AsnRoutes}, one long a route), from which {@code NodeBuilder} makes the nodes that {@code NodeRef} draws, in memory of the
 * {@code NodeArena}. {@code FibPublisher} shows a batch: it prepares everything where no reader sees it, then stores the slots and, last, the
 * address of a new root ({@code FibRoot}). A slot that changes holds a fork until every reader has a root that knows both sides of it; what readers
 * can no longer reach waits in {@code FibLimbo} for that too. {@link io.eightfold.dataplane.fib.FibReader} is a worker's side: it announces
 * the version that it holds, once a turn, and takes no lock.
 *
 * <p>{@link io.eightfold.dataplane.fib.FibTables} has one for each VRF.
 */
package io.eightfold.dataplane.fib;
