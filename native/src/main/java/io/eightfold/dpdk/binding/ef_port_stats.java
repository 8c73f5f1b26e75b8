// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout.OfLong;

/**
 * {@snippet lang=c :
 * struct ef_port_stats {
 *     uint64_t rx_packets;
 *     uint64_t tx_packets;
 *     uint64_t rx_bytes;
 *     uint64_t tx_bytes;
 *     uint64_t rx_missed;
 *     uint64_t rx_errors;
 *     uint64_t tx_errors;
 *     uint64_t rx_no_mbuf;
 * }
 * }
 */
public class ef_port_stats {

    ef_port_stats() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        eightfold_h.C_LONG.withName("rx_packets"),
        eightfold_h.C_LONG.withName("tx_packets"),
        eightfold_h.C_LONG.withName("rx_bytes"),
        eightfold_h.C_LONG.withName("tx_bytes"),
        eightfold_h.C_LONG.withName("rx_missed"),
        eightfold_h.C_LONG.withName("rx_errors"),
        eightfold_h.C_LONG.withName("tx_errors"),
        eightfold_h.C_LONG.withName("rx_no_mbuf")
    ).withName("ef_port_stats");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final OfLong rx_packets$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("rx_packets"));

    /**
     * Layout for field rx_packets
     */
    public static final OfLong rx_packets$layout() {
        return rx_packets$LAYOUT;
    }

    private static final long rx_packets$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_packets"));

    /**
     * Offset for field rx_packets
     */
    public static final long rx_packets$offset() {
        return rx_packets$OFFSET;
    }

    /**
     * Getter for field rx_packets
     */
    public static long rx_packets(MemorySegment struct) {
        return struct.get(rx_packets$LAYOUT, rx_packets$OFFSET);
    }

    /**
     * Setter for field rx_packets
     */
    public static void rx_packets(MemorySegment struct, long fieldValue) {
        struct.set(rx_packets$LAYOUT, rx_packets$OFFSET, fieldValue);
    }

    private static final OfLong tx_packets$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("tx_packets"));

    /**
     * Layout for field tx_packets
     */
    public static final OfLong tx_packets$layout() {
        return tx_packets$LAYOUT;
    }

    private static final long tx_packets$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_packets"));

    /**
     * Offset for field tx_packets
     */
    public static final long tx_packets$offset() {
        return tx_packets$OFFSET;
    }

    /**
     * Getter for field tx_packets
     */
    public static long tx_packets(MemorySegment struct) {
        return struct.get(tx_packets$LAYOUT, tx_packets$OFFSET);
    }

    /**
     * Setter for field tx_packets
     */
    public static void tx_packets(MemorySegment struct, long fieldValue) {
        struct.set(tx_packets$LAYOUT, tx_packets$OFFSET, fieldValue);
    }

    private static final OfLong rx_bytes$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("rx_bytes"));

    /**
     * Layout for field rx_bytes
     */
    public static final OfLong rx_bytes$layout() {
        return rx_bytes$LAYOUT;
    }

    private static final long rx_bytes$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_bytes"));

    /**
     * Offset for field rx_bytes
     */
    public static final long rx_bytes$offset() {
        return rx_bytes$OFFSET;
    }

    /**
     * Getter for field rx_bytes
     */
    public static long rx_bytes(MemorySegment struct) {
        return struct.get(rx_bytes$LAYOUT, rx_bytes$OFFSET);
    }

    /**
     * Setter for field rx_bytes
     */
    public static void rx_bytes(MemorySegment struct, long fieldValue) {
        struct.set(rx_bytes$LAYOUT, rx_bytes$OFFSET, fieldValue);
    }

    private static final OfLong tx_bytes$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("tx_bytes"));

    /**
     * Layout for field tx_bytes
     */
    public static final OfLong tx_bytes$layout() {
        return tx_bytes$LAYOUT;
    }

    private static final long tx_bytes$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_bytes"));

    /**
     * Offset for field tx_bytes
     */
    public static final long tx_bytes$offset() {
        return tx_bytes$OFFSET;
    }

    /**
     * Getter for field tx_bytes
     */
    public static long tx_bytes(MemorySegment struct) {
        return struct.get(tx_bytes$LAYOUT, tx_bytes$OFFSET);
    }

    /**
     * Setter for field tx_bytes
     */
    public static void tx_bytes(MemorySegment struct, long fieldValue) {
        struct.set(tx_bytes$LAYOUT, tx_bytes$OFFSET, fieldValue);
    }

    private static final OfLong rx_missed$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("rx_missed"));

    /**
     * Layout for field rx_missed
     */
    public static final OfLong rx_missed$layout() {
        return rx_missed$LAYOUT;
    }

    private static final long rx_missed$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_missed"));

    /**
     * Offset for field rx_missed
     */
    public static final long rx_missed$offset() {
        return rx_missed$OFFSET;
    }

    /**
     * Getter for field rx_missed
     */
    public static long rx_missed(MemorySegment struct) {
        return struct.get(rx_missed$LAYOUT, rx_missed$OFFSET);
    }

    /**
     * Setter for field rx_missed
     */
    public static void rx_missed(MemorySegment struct, long fieldValue) {
        struct.set(rx_missed$LAYOUT, rx_missed$OFFSET, fieldValue);
    }

    private static final OfLong rx_errors$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("rx_errors"));

    /**
     * Layout for field rx_errors
     */
    public static final OfLong rx_errors$layout() {
        return rx_errors$LAYOUT;
    }

    private static final long rx_errors$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_errors"));

    /**
     * Offset for field rx_errors
     */
    public static final long rx_errors$offset() {
        return rx_errors$OFFSET;
    }

    /**
     * Getter for field rx_errors
     */
    public static long rx_errors(MemorySegment struct) {
        return struct.get(rx_errors$LAYOUT, rx_errors$OFFSET);
    }

    /**
     * Setter for field rx_errors
     */
    public static void rx_errors(MemorySegment struct, long fieldValue) {
        struct.set(rx_errors$LAYOUT, rx_errors$OFFSET, fieldValue);
    }

    private static final OfLong tx_errors$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("tx_errors"));

    /**
     * Layout for field tx_errors
     */
    public static final OfLong tx_errors$layout() {
        return tx_errors$LAYOUT;
    }

    private static final long tx_errors$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_errors"));

    /**
     * Offset for field tx_errors
     */
    public static final long tx_errors$offset() {
        return tx_errors$OFFSET;
    }

    /**
     * Getter for field tx_errors
     */
    public static long tx_errors(MemorySegment struct) {
        return struct.get(tx_errors$LAYOUT, tx_errors$OFFSET);
    }

    /**
     * Setter for field tx_errors
     */
    public static void tx_errors(MemorySegment struct, long fieldValue) {
        struct.set(tx_errors$LAYOUT, tx_errors$OFFSET, fieldValue);
    }

    private static final OfLong rx_no_mbuf$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("rx_no_mbuf"));

    /**
     * Layout for field rx_no_mbuf
     */
    public static final OfLong rx_no_mbuf$layout() {
        return rx_no_mbuf$LAYOUT;
    }

    private static final long rx_no_mbuf$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_no_mbuf"));

    /**
     * Offset for field rx_no_mbuf
     */
    public static final long rx_no_mbuf$offset() {
        return rx_no_mbuf$OFFSET;
    }

    /**
     * Getter for field rx_no_mbuf
     */
    public static long rx_no_mbuf(MemorySegment struct) {
        return struct.get(rx_no_mbuf$LAYOUT, rx_no_mbuf$OFFSET);
    }

    /**
     * Setter for field rx_no_mbuf
     */
    public static void rx_no_mbuf(MemorySegment struct, long fieldValue) {
        struct.set(rx_no_mbuf$LAYOUT, rx_no_mbuf$OFFSET, fieldValue);
    }

    /**
     * The size (in bytes) of this struct
     */
    public static long sizeof() {
        return layout().byteSize();
    }

    /**
     * Allocate a segment of size layout().byteSize() using allocator
     */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(layout());
    }
}
