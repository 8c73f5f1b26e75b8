// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.foreign.ValueLayout.OfLong;
import java.lang.foreign.ValueLayout.OfShort;

/**
 * {@snippet lang=c :
 * struct ef_turn {
 *     uint64_t rx_mbuf[64];
 *     uint64_t rx_data[64];
 *     uint32_t rx_length[64];
 *     struct ef_tx_group tx_group[32];
 *     uint64_t free_mbufs;
 *     uint32_t free_count;
 *     uint16_t tx_group_count;
 *     uint16_t rx_port;
 *     uint16_t rx_queue;
 *     uint16_t rx_capacity;
 *     uint32_t reserved;
 * }
 * }
 */
public class ef_turn {

    ef_turn() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        MemoryLayout.sequenceLayout(64, eightfold_h.C_LONG).withName("rx_mbuf"),
        MemoryLayout.sequenceLayout(64, eightfold_h.C_LONG).withName("rx_data"),
        MemoryLayout.sequenceLayout(64, eightfold_h.C_INT).withName("rx_length"),
        MemoryLayout.sequenceLayout(32, ef_tx_group.layout()).withName("tx_group"),
        eightfold_h.C_LONG.withName("free_mbufs"),
        eightfold_h.C_INT.withName("free_count"),
        eightfold_h.C_SHORT.withName("tx_group_count"),
        eightfold_h.C_SHORT.withName("rx_port"),
        eightfold_h.C_SHORT.withName("rx_queue"),
        eightfold_h.C_SHORT.withName("rx_capacity"),
        eightfold_h.C_INT.withName("reserved")
    ).withName("ef_turn");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final SequenceLayout rx_mbuf$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("rx_mbuf"));

    /**
     * Layout for field rx_mbuf
     */
    public static final SequenceLayout rx_mbuf$layout() {
        return rx_mbuf$LAYOUT;
    }

    private static final long rx_mbuf$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_mbuf"));

    /**
     * Offset for field rx_mbuf
     */
    public static final long rx_mbuf$offset() {
        return rx_mbuf$OFFSET;
    }

    /**
     * Getter for field rx_mbuf
     */
    public static MemorySegment rx_mbuf(MemorySegment struct) {
        return struct.asSlice(rx_mbuf$OFFSET, rx_mbuf$LAYOUT.byteSize());
    }

    private static final SequenceLayout rx_data$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("rx_data"));

    /**
     * Layout for field rx_data
     */
    public static final SequenceLayout rx_data$layout() {
        return rx_data$LAYOUT;
    }

    private static final long rx_data$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_data"));

    /**
     * Offset for field rx_data
     */
    public static final long rx_data$offset() {
        return rx_data$OFFSET;
    }

    /**
     * Getter for field rx_data
     */
    public static MemorySegment rx_data(MemorySegment struct) {
        return struct.asSlice(rx_data$OFFSET, rx_data$LAYOUT.byteSize());
    }

    private static final SequenceLayout rx_length$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("rx_length"));

    /**
     * Layout for field rx_length
     */
    public static final SequenceLayout rx_length$layout() {
        return rx_length$LAYOUT;
    }

    private static final long rx_length$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_length"));

    /**
     * Offset for field rx_length
     */
    public static final long rx_length$offset() {
        return rx_length$OFFSET;
    }

    /**
     * Getter for field rx_length
     */
    public static MemorySegment rx_length(MemorySegment struct) {
        return struct.asSlice(rx_length$OFFSET, rx_length$LAYOUT.byteSize());
    }

    private static final SequenceLayout tx_group$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("tx_group"));

    /**
     * Layout for field tx_group
     */
    public static final SequenceLayout tx_group$layout() {
        return tx_group$LAYOUT;
    }

    private static final long tx_group$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_group"));

    /**
     * Offset for field tx_group
     */
    public static final long tx_group$offset() {
        return tx_group$OFFSET;
    }

    /**
     * Getter for field tx_group
     */
    public static MemorySegment tx_group(MemorySegment struct) {
        return struct.asSlice(tx_group$OFFSET, tx_group$LAYOUT.byteSize());
    }

    private static final OfLong free_mbufs$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("free_mbufs"));

    /**
     * Layout for field free_mbufs
     */
    public static final OfLong free_mbufs$layout() {
        return free_mbufs$LAYOUT;
    }

    private static final long free_mbufs$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("free_mbufs"));

    /**
     * Offset for field free_mbufs
     */
    public static final long free_mbufs$offset() {
        return free_mbufs$OFFSET;
    }

    /**
     * Getter for field free_mbufs
     */
    public static long free_mbufs(MemorySegment struct) {
        return struct.get(free_mbufs$LAYOUT, free_mbufs$OFFSET);
    }

    /**
     * Setter for field free_mbufs
     */
    public static void free_mbufs(MemorySegment struct, long fieldValue) {
        struct.set(free_mbufs$LAYOUT, free_mbufs$OFFSET, fieldValue);
    }

    private static final OfInt free_count$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("free_count"));

    /**
     * Layout for field free_count
     */
    public static final OfInt free_count$layout() {
        return free_count$LAYOUT;
    }

    private static final long free_count$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("free_count"));

    /**
     * Offset for field free_count
     */
    public static final long free_count$offset() {
        return free_count$OFFSET;
    }

    /**
     * Getter for field free_count
     */
    public static int free_count(MemorySegment struct) {
        return struct.get(free_count$LAYOUT, free_count$OFFSET);
    }

    /**
     * Setter for field free_count
     */
    public static void free_count(MemorySegment struct, int fieldValue) {
        struct.set(free_count$LAYOUT, free_count$OFFSET, fieldValue);
    }

    private static final OfShort tx_group_count$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("tx_group_count"));

    /**
     * Layout for field tx_group_count
     */
    public static final OfShort tx_group_count$layout() {
        return tx_group_count$LAYOUT;
    }

    private static final long tx_group_count$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_group_count"));

    /**
     * Offset for field tx_group_count
     */
    public static final long tx_group_count$offset() {
        return tx_group_count$OFFSET;
    }

    /**
     * Getter for field tx_group_count
     */
    public static short tx_group_count(MemorySegment struct) {
        return struct.get(tx_group_count$LAYOUT, tx_group_count$OFFSET);
    }

    /**
     * Setter for field tx_group_count
     */
    public static void tx_group_count(MemorySegment struct, short fieldValue) {
        struct.set(tx_group_count$LAYOUT, tx_group_count$OFFSET, fieldValue);
    }

    private static final OfShort rx_port$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("rx_port"));

    /**
     * Layout for field rx_port
     */
    public static final OfShort rx_port$layout() {
        return rx_port$LAYOUT;
    }

    private static final long rx_port$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_port"));

    /**
     * Offset for field rx_port
     */
    public static final long rx_port$offset() {
        return rx_port$OFFSET;
    }

    /**
     * Getter for field rx_port
     */
    public static short rx_port(MemorySegment struct) {
        return struct.get(rx_port$LAYOUT, rx_port$OFFSET);
    }

    /**
     * Setter for field rx_port
     */
    public static void rx_port(MemorySegment struct, short fieldValue) {
        struct.set(rx_port$LAYOUT, rx_port$OFFSET, fieldValue);
    }

    private static final OfShort rx_queue$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("rx_queue"));

    /**
     * Layout for field rx_queue
     */
    public static final OfShort rx_queue$layout() {
        return rx_queue$LAYOUT;
    }

    private static final long rx_queue$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_queue"));

    /**
     * Offset for field rx_queue
     */
    public static final long rx_queue$offset() {
        return rx_queue$OFFSET;
    }

    /**
     * Getter for field rx_queue
     */
    public static short rx_queue(MemorySegment struct) {
        return struct.get(rx_queue$LAYOUT, rx_queue$OFFSET);
    }

    /**
     * Setter for field rx_queue
     */
    public static void rx_queue(MemorySegment struct, short fieldValue) {
        struct.set(rx_queue$LAYOUT, rx_queue$OFFSET, fieldValue);
    }

    private static final OfShort rx_capacity$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("rx_capacity"));

    /**
     * Layout for field rx_capacity
     */
    public static final OfShort rx_capacity$layout() {
        return rx_capacity$LAYOUT;
    }

    private static final long rx_capacity$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_capacity"));

    /**
     * Offset for field rx_capacity
     */
    public static final long rx_capacity$offset() {
        return rx_capacity$OFFSET;
    }

    /**
     * Getter for field rx_capacity
     */
    public static short rx_capacity(MemorySegment struct) {
        return struct.get(rx_capacity$LAYOUT, rx_capacity$OFFSET);
    }

    /**
     * Setter for field rx_capacity
     */
    public static void rx_capacity(MemorySegment struct, short fieldValue) {
        struct.set(rx_capacity$LAYOUT, rx_capacity$OFFSET, fieldValue);
    }

    private static final OfInt reserved$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("reserved"));

    /**
     * Layout for field reserved
     */
    public static final OfInt reserved$layout() {
        return reserved$LAYOUT;
    }

    private static final long reserved$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("reserved"));

    /**
     * Offset for field reserved
     */
    public static final long reserved$offset() {
        return reserved$OFFSET;
    }

    /**
     * Getter for field reserved
     */
    public static int reserved(MemorySegment struct) {
        return struct.get(reserved$LAYOUT, reserved$OFFSET);
    }

    /**
     * Setter for field reserved
     */
    public static void reserved(MemorySegment struct, int fieldValue) {
        struct.set(reserved$LAYOUT, reserved$OFFSET, fieldValue);
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
