// SPDX-License-Identifier: Apache-2.0
// The memory room: reading and writing raw memory in network byte order.

/**
 * Packets live in buffers that DPDK owns, outside the Java heap, and every view of this project reads them where they
 * are. {@link io.eightfold.wire.memory.Memory} is the one place that touches raw addresses: plain static calls, which
 * the JIT turns into single loads and stores, with the byte order in the name.
 * <p>Called by every other room of {@code wire}, by {@code dataplane} and by {@code host}. There are no bounds checks
 * here: whoever hands in an address has checked it against the length of the enclosing frame. That check is the job of
 * the {@code wrap} methods in {@code io.eightfold.wire.header}, which read nothing before they know it is there.
 * <p>Needs {@code --add-opens java.base/jdk.internal.misc=ALL-UNNAMED} (Agrona's {@code UnsafeApi}).
 */
package io.eightfold.wire.memory;
