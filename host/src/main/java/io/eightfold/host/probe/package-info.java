// SPDX-License-Identifier: Apache-2.0
// Describes the probe room: numbered datagrams that show what a network lost.

/**
 * A stream of numbered UDP datagrams, IPv8 and IPv4, and the account of what arrived.
 *
 * <p>A {@link io.eightfold.host.probe.ProbeSession} sends from one link and receives at another, each with a thread, and answers the router that looks for
 * the destination. A window of the stream is settled later by its numbers: {@link io.eightfold.host.probe.ProbeAccount} says what was lost, doubled or
 * overtaken, and the longest silence. Frames that the receiving socket itself had no room for are in the link's own count of missed frames.
 *
 * <p>The lab proves with it that forwarding goes on while processes die; the measurements use its frames ({@link io.eightfold.host.probe.ProbeFrame}) to
 * see a route take effect. Links are those of the room {@code link}; the host's own stack has no part in it.
 */
package io.eightfold.host.probe;
