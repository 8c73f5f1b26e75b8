// SPDX-License-Identifier: Apache-2.0
// What control plane and dataplane say to each other.
/**
 * The FIB protocol between control plane and dataplane, its codecs and its channel.
 *
 * <p>A control plane opens an epoch, above all it or its predecessors opened, tells the whole table in batches, marks the last of them, and goes on with what
 * changes. Frames of an epoch are numbered without holes; a heartbeat repeats the last number, so that a lost last frame is noticed too. Each frame has a checksum,
 * and each batch ends with the number of routes and the {@link io.eightfold.fibprotocol.TableDigest} of the table with it. Sets of next hops are numbered anew in
 * each epoch.
 *
 * <p>A dataplane applies a batch whole or not at all, and acknowledges it when every worker sees it. Whatever it cannot follow breaks the epoch: it says so until
 * a new one comes, and forwards meanwhile by what it has. What it says repeats the whole of what it tells, so that losing one answer does no harm.
 */
package io.eightfold.fibprotocol;
