// SPDX-License-Identifier: Apache-2.0
// From the RIB to the dataplane.
/**
 * From the RIB to the dataplane: {@link io.eightfold.controlplane.fib.FibPublisher} drains what has changed into batches, sends them over the channel, and follows what the dataplane says. What
 * a slow or absent dataplane cannot take stays in the RIB, where only the latest state of each prefix counts; nothing queues without bound and nothing is lost.
 * Every batch goes to the journal too ({@link io.eightfold.controlplane.fib.BatchJournal}), whose frames {@link io.eightfold.controlplane.fib.RibRestore} reads at the next start.
 */
package io.eightfold.controlplane.fib;
