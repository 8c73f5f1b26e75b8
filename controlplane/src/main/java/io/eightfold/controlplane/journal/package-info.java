// SPDX-License-Identifier: Apache-2.0
// The journal: what a restarted control plane knows before anybody told it.
/**
 * The journal: what a restarted control plane knows before anybody told it.
 *
 * <p>The publisher of FIB updates hands every batch to the {@link io.eightfold.controlplane.journal.JournalWriter}, which never blocks it: a ring leads
 * to a thread that owns the {@link io.eightfold.controlplane.journal.RouteJournal} and writes to a Chronicle queue. After a restart,
 * {@link io.eightfold.controlplane.journal.RouteJournal#replay} delivers the frames again. What a frame means is the publisher's business; here it is
 * bytes.
 *
 * <pre>
 *   RIB thread -- append, checkpoint --> ring --> journal thread --> generation n     (in force)
 *                                                               \--> generation n + 1 (while a checkpoint runs)
 * </pre>
 *
 * <p>A generation is one queue of one file: a checkpoint and the frames since. When those outgrow the checkpoint, the journal asks its owner for a new one,
 * which becomes the next generation; the old one is deleted. So the disk holds at most two generations and at most two damaged ones, and there is no
 * rolling by the clock. A queue is written by the process that made it and only read by later ones, so nothing that a killed writer left half done (locks,
 * headers) is ever waited for or repaired.
 *
 * <p>Chronicle writes through memory mappings, where a full disk is a fault in the middle of a store; the blocks ahead are therefore allocated by plain
 * writes first. Each record has a length and a CRC32C, since Chronicle has neither checksum nor protection against damage.
 *
 * <p>Nothing here stops a router: a damaged journal is replayed up to the fault, a full disk suspends it. Only a second process on the same journal is
 * refused.
 */
package io.eightfold.controlplane.journal;
