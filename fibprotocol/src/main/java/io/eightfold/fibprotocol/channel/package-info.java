// SPDX-License-Identifier: Apache-2.0
// The way between control plane and dataplane: Aeron.
/**
 * The way between control plane and dataplane. On one host it is Aeron IPC: the dataplane runs the media driver in a private directory in shared memory and
 * writes that directory's name into a file of the run directory, the {@link io.eightfold.fibprotocol.channel.Rendezvous}; control planes come and go as its clients.
 * Between hosts it is UDP by Aeron, each side with a driver of its own.
 *
 * <p>Each control plane has the dataplane answer on a stream of its own choice, so that nothing a dead one left behind, a half-read stream least of all, holds up its successor.
 */
package io.eightfold.fibprotocol.channel;
