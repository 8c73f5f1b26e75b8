// SPDX-License-Identifier: Apache-2.0
/**
 * The packet generator behind {@code ipv8 pktgen} and {@code ipv8 perf ndr}.
 *
 * <p>{@link io.eightfold.perf.pktgen.Traffic} says what is sent; {@link io.eightfold.perf.pktgen.FrameTemplates} holds one ready frame for each
 * size and writes the few fields that change: destination, source port, sequence number, time stamp and the two checksums.
 * {@link io.eightfold.perf.pktgen.Generator} is the loop: one thread sends what {@link io.eightfold.perf.pktgen.Schedule} allows and hands what
 * comes back to {@link io.eightfold.perf.pktgen.Receiver}. {@link io.eightfold.perf.pktgen.Session} opens the devices around it.
 *
 * <p>Packet number {@code n} belongs to stream {@code n mod streams} and is number {@code n / streams} in it. A stream is a destination and
 * a source port, so it is one flow to every router, and its packets must stay in order. Frame sizes include the 4 bytes of FCS, as RFC 2544 has
 * them; the frames in memory do not.
 */
package io.eightfold.perf.pktgen;
