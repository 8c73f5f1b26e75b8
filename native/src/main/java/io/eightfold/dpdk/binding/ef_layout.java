// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout.OfInt;

/**
 * {@snippet lang=c :
 * struct ef_layout {
 *     uint32_t abi;
 *     uint32_t turn_size;
 *     uint32_t turn_rx_data;
 *     uint32_t turn_rx_length;
 *     uint32_t turn_tx_groups;
 *     uint32_t tx_group_size;
 *     uint32_t mbuf_size;
 *     uint32_t mbuf_buf_addr;
 *     uint32_t mbuf_data_off;
 *     uint32_t mbuf_port;
 *     uint32_t mbuf_data_len;
 *     uint32_t mbuf_pkt_len;
 *     uint32_t mbuf_headroom;
 *     uint32_t dpdk_year;
 *     uint32_t dpdk_month;
 *     uint32_t dpdk_minor;
 * }
 * }
 */
public class ef_layout {

    ef_layout() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        eightfold_h.C_INT.withName("abi"),
        eightfold_h.C_INT.withName("turn_size"),
        eightfold_h.C_INT.withName("turn_rx_data"),
        eightfold_h.C_INT.withName("turn_rx_length"),
        eightfold_h.C_INT.withName("turn_tx_groups"),
        eightfold_h.C_INT.withName("tx_group_size"),
        eightfold_h.C_INT.withName("mbuf_size"),
        eightfold_h.C_INT.withName("mbuf_buf_addr"),
        eightfold_h.C_INT.withName("mbuf_data_off"),
        eightfold_h.C_INT.withName("mbuf_port"),
        eightfold_h.C_INT.withName("mbuf_data_len"),
        eightfold_h.C_INT.withName("mbuf_pkt_len"),
        eightfold_h.C_INT.withName("mbuf_headroom"),
        eightfold_h.C_INT.withName("dpdk_year"),
        eightfold_h.C_INT.withName("dpdk_month"),
        eightfold_h.C_INT.withName("dpdk_minor")
    ).withName("ef_layout");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final OfInt abi$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("abi"));

    /**
     * Layout for field abi
     */
    public static final OfInt abi$layout() {
        return abi$LAYOUT;
    }

    private static final long abi$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("abi"));

    /**
     * Offset for field abi
     */
    public static final long abi$offset() {
        return abi$OFFSET;
    }

    /**
     * Getter for field abi
     */
    public static int abi(MemorySegment struct) {
        return struct.get(abi$LAYOUT, abi$OFFSET);
    }

    /**
     * Setter for field abi
     */
    public static void abi(MemorySegment struct, int fieldValue) {
        struct.set(abi$LAYOUT, abi$OFFSET, fieldValue);
    }

    private static final OfInt turn_size$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("turn_size"));

    /**
     * Layout for field turn_size
     */
    public static final OfInt turn_size$layout() {
        return turn_size$LAYOUT;
    }

    private static final long turn_size$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("turn_size"));

    /**
     * Offset for field turn_size
     */
    public static final long turn_size$offset() {
        return turn_size$OFFSET;
    }

    /**
     * Getter for field turn_size
     */
    public static int turn_size(MemorySegment struct) {
        return struct.get(turn_size$LAYOUT, turn_size$OFFSET);
    }

    /**
     * Setter for field turn_size
     */
    public static void turn_size(MemorySegment struct, int fieldValue) {
        struct.set(turn_size$LAYOUT, turn_size$OFFSET, fieldValue);
    }

    private static final OfInt turn_rx_data$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("turn_rx_data"));

    /**
     * Layout for field turn_rx_data
     */
    public static final OfInt turn_rx_data$layout() {
        return turn_rx_data$LAYOUT;
    }

    private static final long turn_rx_data$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("turn_rx_data"));

    /**
     * Offset for field turn_rx_data
     */
    public static final long turn_rx_data$offset() {
        return turn_rx_data$OFFSET;
    }

    /**
     * Getter for field turn_rx_data
     */
    public static int turn_rx_data(MemorySegment struct) {
        return struct.get(turn_rx_data$LAYOUT, turn_rx_data$OFFSET);
    }

    /**
     * Setter for field turn_rx_data
     */
    public static void turn_rx_data(MemorySegment struct, int fieldValue) {
        struct.set(turn_rx_data$LAYOUT, turn_rx_data$OFFSET, fieldValue);
    }

    private static final OfInt turn_rx_length$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("turn_rx_length"));

    /**
     * Layout for field turn_rx_length
     */
    public static final OfInt turn_rx_length$layout() {
        return turn_rx_length$LAYOUT;
    }

    private static final long turn_rx_length$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("turn_rx_length"));

    /**
     * Offset for field turn_rx_length
     */
    public static final long turn_rx_length$offset() {
        return turn_rx_length$OFFSET;
    }

    /**
     * Getter for field turn_rx_length
     */
    public static int turn_rx_length(MemorySegment struct) {
        return struct.get(turn_rx_length$LAYOUT, turn_rx_length$OFFSET);
    }

    /**
     * Setter for field turn_rx_length
     */
    public static void turn_rx_length(MemorySegment struct, int fieldValue) {
        struct.set(turn_rx_length$LAYOUT, turn_rx_length$OFFSET, fieldValue);
    }

    private static final OfInt turn_tx_groups$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("turn_tx_groups"));

    /**
     * Layout for field turn_tx_groups
     */
    public static final OfInt turn_tx_groups$layout() {
        return turn_tx_groups$LAYOUT;
    }

    private static final long turn_tx_groups$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("turn_tx_groups"));

    /**
     * Offset for field turn_tx_groups
     */
    public static final long turn_tx_groups$offset() {
        return turn_tx_groups$OFFSET;
    }

    /**
     * Getter for field turn_tx_groups
     */
    public static int turn_tx_groups(MemorySegment struct) {
        return struct.get(turn_tx_groups$LAYOUT, turn_tx_groups$OFFSET);
    }

    /**
     * Setter for field turn_tx_groups
     */
    public static void turn_tx_groups(MemorySegment struct, int fieldValue) {
        struct.set(turn_tx_groups$LAYOUT, turn_tx_groups$OFFSET, fieldValue);
    }

    private static final OfInt tx_group_size$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("tx_group_size"));

    /**
     * Layout for field tx_group_size
     */
    public static final OfInt tx_group_size$layout() {
        return tx_group_size$LAYOUT;
    }

    private static final long tx_group_size$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_group_size"));

    /**
     * Offset for field tx_group_size
     */
    public static final long tx_group_size$offset() {
        return tx_group_size$OFFSET;
    }

    /**
     * Getter for field tx_group_size
     */
    public static int tx_group_size(MemorySegment struct) {
        return struct.get(tx_group_size$LAYOUT, tx_group_size$OFFSET);
    }

    /**
     * Setter for field tx_group_size
     */
    public static void tx_group_size(MemorySegment struct, int fieldValue) {
        struct.set(tx_group_size$LAYOUT, tx_group_size$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_size$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_size"));

    /**
     * Layout for field mbuf_size
     */
    public static final OfInt mbuf_size$layout() {
        return mbuf_size$LAYOUT;
    }

    private static final long mbuf_size$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_size"));

    /**
     * Offset for field mbuf_size
     */
    public static final long mbuf_size$offset() {
        return mbuf_size$OFFSET;
    }

    /**
     * Getter for field mbuf_size
     */
    public static int mbuf_size(MemorySegment struct) {
        return struct.get(mbuf_size$LAYOUT, mbuf_size$OFFSET);
    }

    /**
     * Setter for field mbuf_size
     */
    public static void mbuf_size(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_size$LAYOUT, mbuf_size$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_buf_addr$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_buf_addr"));

    /**
     * Layout for field mbuf_buf_addr
     */
    public static final OfInt mbuf_buf_addr$layout() {
        return mbuf_buf_addr$LAYOUT;
    }

    private static final long mbuf_buf_addr$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_buf_addr"));

    /**
     * Offset for field mbuf_buf_addr
     */
    public static final long mbuf_buf_addr$offset() {
        return mbuf_buf_addr$OFFSET;
    }

    /**
     * Getter for field mbuf_buf_addr
     */
    public static int mbuf_buf_addr(MemorySegment struct) {
        return struct.get(mbuf_buf_addr$LAYOUT, mbuf_buf_addr$OFFSET);
    }

    /**
     * Setter for field mbuf_buf_addr
     */
    public static void mbuf_buf_addr(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_buf_addr$LAYOUT, mbuf_buf_addr$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_data_off$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_data_off"));

    /**
     * Layout for field mbuf_data_off
     */
    public static final OfInt mbuf_data_off$layout() {
        return mbuf_data_off$LAYOUT;
    }

    private static final long mbuf_data_off$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_data_off"));

    /**
     * Offset for field mbuf_data_off
     */
    public static final long mbuf_data_off$offset() {
        return mbuf_data_off$OFFSET;
    }

    /**
     * Getter for field mbuf_data_off
     */
    public static int mbuf_data_off(MemorySegment struct) {
        return struct.get(mbuf_data_off$LAYOUT, mbuf_data_off$OFFSET);
    }

    /**
     * Setter for field mbuf_data_off
     */
    public static void mbuf_data_off(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_data_off$LAYOUT, mbuf_data_off$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_port$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_port"));

    /**
     * Layout for field mbuf_port
     */
    public static final OfInt mbuf_port$layout() {
        return mbuf_port$LAYOUT;
    }

    private static final long mbuf_port$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_port"));

    /**
     * Offset for field mbuf_port
     */
    public static final long mbuf_port$offset() {
        return mbuf_port$OFFSET;
    }

    /**
     * Getter for field mbuf_port
     */
    public static int mbuf_port(MemorySegment struct) {
        return struct.get(mbuf_port$LAYOUT, mbuf_port$OFFSET);
    }

    /**
     * Setter for field mbuf_port
     */
    public static void mbuf_port(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_port$LAYOUT, mbuf_port$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_data_len$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_data_len"));

    /**
     * Layout for field mbuf_data_len
     */
    public static final OfInt mbuf_data_len$layout() {
        return mbuf_data_len$LAYOUT;
    }

    private static final long mbuf_data_len$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_data_len"));

    /**
     * Offset for field mbuf_data_len
     */
    public static final long mbuf_data_len$offset() {
        return mbuf_data_len$OFFSET;
    }

    /**
     * Getter for field mbuf_data_len
     */
    public static int mbuf_data_len(MemorySegment struct) {
        return struct.get(mbuf_data_len$LAYOUT, mbuf_data_len$OFFSET);
    }

    /**
     * Setter for field mbuf_data_len
     */
    public static void mbuf_data_len(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_data_len$LAYOUT, mbuf_data_len$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_pkt_len$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_pkt_len"));

    /**
     * Layout for field mbuf_pkt_len
     */
    public static final OfInt mbuf_pkt_len$layout() {
        return mbuf_pkt_len$LAYOUT;
    }

    private static final long mbuf_pkt_len$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_pkt_len"));

    /**
     * Offset for field mbuf_pkt_len
     */
    public static final long mbuf_pkt_len$offset() {
        return mbuf_pkt_len$OFFSET;
    }

    /**
     * Getter for field mbuf_pkt_len
     */
    public static int mbuf_pkt_len(MemorySegment struct) {
        return struct.get(mbuf_pkt_len$LAYOUT, mbuf_pkt_len$OFFSET);
    }

    /**
     * Setter for field mbuf_pkt_len
     */
    public static void mbuf_pkt_len(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_pkt_len$LAYOUT, mbuf_pkt_len$OFFSET, fieldValue);
    }

    private static final OfInt mbuf_headroom$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("mbuf_headroom"));

    /**
     * Layout for field mbuf_headroom
     */
    public static final OfInt mbuf_headroom$layout() {
        return mbuf_headroom$LAYOUT;
    }

    private static final long mbuf_headroom$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbuf_headroom"));

    /**
     * Offset for field mbuf_headroom
     */
    public static final long mbuf_headroom$offset() {
        return mbuf_headroom$OFFSET;
    }

    /**
     * Getter for field mbuf_headroom
     */
    public static int mbuf_headroom(MemorySegment struct) {
        return struct.get(mbuf_headroom$LAYOUT, mbuf_headroom$OFFSET);
    }

    /**
     * Setter for field mbuf_headroom
     */
    public static void mbuf_headroom(MemorySegment struct, int fieldValue) {
        struct.set(mbuf_headroom$LAYOUT, mbuf_headroom$OFFSET, fieldValue);
    }

    private static final OfInt dpdk_year$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("dpdk_year"));

    /**
     * Layout for field dpdk_year
     */
    public static final OfInt dpdk_year$layout() {
        return dpdk_year$LAYOUT;
    }

    private static final long dpdk_year$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("dpdk_year"));

    /**
     * Offset for field dpdk_year
     */
    public static final long dpdk_year$offset() {
        return dpdk_year$OFFSET;
    }

    /**
     * Getter for field dpdk_year
     */
    public static int dpdk_year(MemorySegment struct) {
        return struct.get(dpdk_year$LAYOUT, dpdk_year$OFFSET);
    }

    /**
     * Setter for field dpdk_year
     */
    public static void dpdk_year(MemorySegment struct, int fieldValue) {
        struct.set(dpdk_year$LAYOUT, dpdk_year$OFFSET, fieldValue);
    }

    private static final OfInt dpdk_month$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("dpdk_month"));

    /**
     * Layout for field dpdk_month
     */
    public static final OfInt dpdk_month$layout() {
        return dpdk_month$LAYOUT;
    }

    private static final long dpdk_month$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("dpdk_month"));

    /**
     * Offset for field dpdk_month
     */
    public static final long dpdk_month$offset() {
        return dpdk_month$OFFSET;
    }

    /**
     * Getter for field dpdk_month
     */
    public static int dpdk_month(MemorySegment struct) {
        return struct.get(dpdk_month$LAYOUT, dpdk_month$OFFSET);
    }

    /**
     * Setter for field dpdk_month
     */
    public static void dpdk_month(MemorySegment struct, int fieldValue) {
        struct.set(dpdk_month$LAYOUT, dpdk_month$OFFSET, fieldValue);
    }

    private static final OfInt dpdk_minor$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("dpdk_minor"));

    /**
     * Layout for field dpdk_minor
     */
    public static final OfInt dpdk_minor$layout() {
        return dpdk_minor$LAYOUT;
    }

    private static final long dpdk_minor$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("dpdk_minor"));

    /**
     * Offset for field dpdk_minor
     */
    public static final long dpdk_minor$offset() {
        return dpdk_minor$OFFSET;
    }

    /**
     * Getter for field dpdk_minor
     */
    public static int dpdk_minor(MemorySegment struct) {
        return struct.get(dpdk_minor$LAYOUT, dpdk_minor$OFFSET);
    }

    /**
     * Setter for field dpdk_minor
     */
    public static void dpdk_minor(MemorySegment struct, int fieldValue) {
        struct.set(dpdk_minor$LAYOUT, dpdk_minor$OFFSET, fieldValue);
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
