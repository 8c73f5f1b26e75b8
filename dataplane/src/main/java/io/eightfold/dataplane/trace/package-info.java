// SPDX-License-Identifier: Apache-2.0
// What happened to single packets, step by step.
/**
 * Packet trace. An operator asks for the next N packets that match a filter; each is followed from its arrival to its end. A worker writes what it
 * sees of a packet into a ring of its own, the control thread what it does with those handed over into another, and whoever asks reads both
 * beside them: nobody waits, and nothing is allocated where packets are forwarded. While nothing is traced a worker reads one field a burst.
 */
package io.eightfold.dataplane.trace;
