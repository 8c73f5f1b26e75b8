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
import java.lang.foreign.ValueLayout.OfShort;

/**
 * {@snippet lang=c :
 * struct ef_port_info {
 *     uint16_t max_rx_queues;
 *     uint16_t max_tx_queues;
 *     uint16_t min_mtu;
 *     uint16_t max_mtu;
 *     int32_t socket;
 *     uint32_t max_rx_packet_length;
 *     uint8_t mac[8];
 *     char driver[32];
 *     char device[64];
 *     uint32_t hashes_ipv4;
 * }
 * }
 */
public class ef_port_info {

    ef_port_info() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        eightfold_h.C_SHORT.withName("max_rx_queues"),
        eightfold_h.C_SHORT.withName("max_tx_queues"),
        eightfold_h.C_SHORT.withName("min_mtu"),
        eightfold_h.C_SHORT.withName("max_mtu"),
        eightfold_h.C_INT.withName("socket"),
        eightfold_h.C_INT.withName("max_rx_packet_length"),
        MemoryLayout.sequenceLayout(8, eightfold_h.C_CHAR).withName("mac"),
        MemoryLayout.sequenceLayout(32, eightfold_h.C_CHAR).withName("driver"),
        MemoryLayout.sequenceLayout(64, eightfold_h.C_CHAR).withName("device"),
        eightfold_h.C_INT.withName("hashes_ipv4")
    ).withName("ef_port_info");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final OfShort max_rx_queues$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("max_rx_queues"));

    /**
     * Layout for field max_rx_queues
     */
    public static final OfShort max_rx_queues$layout() {
        return max_rx_queues$LAYOUT;
    }

    private static final long max_rx_queues$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("max_rx_queues"));

    /**
     * Offset for field max_rx_queues
     */
    public static final long max_rx_queues$offset() {
        return max_rx_queues$OFFSET;
    }

    /**
     * Getter for field max_rx_queues
     */
    public static short max_rx_queues(MemorySegment struct) {
        return struct.get(max_rx_queues$LAYOUT, max_rx_queues$OFFSET);
    }

    /**
     * Setter for field max_rx_queues
     */
    public static void max_rx_queues(MemorySegment struct, short fieldValue) {
        struct.set(max_rx_queues$LAYOUT, max_rx_queues$OFFSET, fieldValue);
    }

    private static final OfShort max_tx_queues$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("max_tx_queues"));

    /**
     * Layout for field max_tx_queues
     */
    public static final OfShort max_tx_queues$layout() {
        return max_tx_queues$LAYOUT;
    }

    private static final long max_tx_queues$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("max_tx_queues"));

    /**
     * Offset for field max_tx_queues
     */
    public static final long max_tx_queues$offset() {
        return max_tx_queues$OFFSET;
    }

    /**
     * Getter for field max_tx_queues
     */
    public static short max_tx_queues(MemorySegment struct) {
        return struct.get(max_tx_queues$LAYOUT, max_tx_queues$OFFSET);
    }

    /**
     * Setter for field max_tx_queues
     */
    public static void max_tx_queues(MemorySegment struct, short fieldValue) {
        struct.set(max_tx_queues$LAYOUT, max_tx_queues$OFFSET, fieldValue);
    }

    private static final OfShort min_mtu$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("min_mtu"));

    /**
     * Layout for field min_mtu
     */
    public static final OfShort min_mtu$layout() {
        return min_mtu$LAYOUT;
    }

    private static final long min_mtu$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("min_mtu"));

    /**
     * Offset for field min_mtu
     */
    public static final long min_mtu$offset() {
        return min_mtu$OFFSET;
    }

    /**
     * Getter for field min_mtu
     */
    public static short min_mtu(MemorySegment struct) {
        return struct.get(min_mtu$LAYOUT, min_mtu$OFFSET);
    }

    /**
     * Setter for field min_mtu
     */
    public static void min_mtu(MemorySegment struct, short fieldValue) {
        struct.set(min_mtu$LAYOUT, min_mtu$OFFSET, fieldValue);
    }

    private static final OfShort max_mtu$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("max_mtu"));

    /**
     * Layout for field max_mtu
     */
    public static final OfShort max_mtu$layout() {
        return max_mtu$LAYOUT;
    }

    private static final long max_mtu$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("max_mtu"));

    /**
     * Offset for field max_mtu
     */
    public static final long max_mtu$offset() {
        return max_mtu$OFFSET;
    }

    /**
     * Getter for field max_mtu
     */
    public static short max_mtu(MemorySegment struct) {
        return struct.get(max_mtu$LAYOUT, max_mtu$OFFSET);
    }

    /**
     * Setter for field max_mtu
     */
    public static void max_mtu(MemorySegment struct, short fieldValue) {
        struct.set(max_mtu$LAYOUT, max_mtu$OFFSET, fieldValue);
    }

    private static final OfInt socket$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("socket"));

    /**
     * Layout for field socket
     */
    public static final OfInt socket$layout() {
        return socket$LAYOUT;
    }

    private static final long socket$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("socket"));

    /**
     * Offset for field socket
     */
    public static final long socket$offset() {
        return socket$OFFSET;
    }

    /**
     * Getter for field socket
     */
    public static int socket(MemorySegment struct) {
        return struct.get(socket$LAYOUT, socket$OFFSET);
    }

    /**
     * Setter for field socket
     */
    public static void socket(MemorySegment struct, int fieldValue) {
        struct.set(socket$LAYOUT, socket$OFFSET, fieldValue);
    }

    private static final OfInt max_rx_packet_length$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("max_rx_packet_length"));

    /**
     * Layout for field max_rx_packet_length
     */
    public static final OfInt max_rx_packet_length$layout() {
        return max_rx_packet_length$LAYOUT;
    }

    private static final long max_rx_packet_length$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("max_rx_packet_length"));

    /**
     * Offset for field max_rx_packet_length
     */
    public static final long max_rx_packet_length$offset() {
        return max_rx_packet_length$OFFSET;
    }

    /**
     * Getter for field max_rx_packet_length
     */
    public static int max_rx_packet_length(MemorySegment struct) {
        return struct.get(max_rx_packet_length$LAYOUT, max_rx_packet_length$OFFSET);
    }

    /**
     * Setter for field max_rx_packet_length
     */
    public static void max_rx_packet_length(MemorySegment struct, int fieldValue) {
        struct.set(max_rx_packet_length$LAYOUT, max_rx_packet_length$OFFSET, fieldValue);
    }

    private static final SequenceLayout mac$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("mac"));

    /**
     * Layout for field mac
     */
    public static final SequenceLayout mac$layout() {
        return mac$LAYOUT;
    }

    private static final long mac$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mac"));

    /**
     * Offset for field mac
     */
    public static final long mac$offset() {
        return mac$OFFSET;
    }

    /**
     * Getter for field mac
     */
    public static MemorySegment mac(MemorySegment struct) {
        return struct.asSlice(mac$OFFSET, mac$LAYOUT.byteSize());
    }

    private static final SequenceLayout driver$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("driver"));

    /**
     * Layout for field driver
     */
    public static final SequenceLayout driver$layout() {
        return driver$LAYOUT;
    }

    private static final long driver$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("driver"));

    /**
     * Offset for field driver
     */
    public static final long driver$offset() {
        return driver$OFFSET;
    }

    /**
     * Getter for field driver
     */
    public static MemorySegment driver(MemorySegment struct) {
        return struct.asSlice(driver$OFFSET, driver$LAYOUT.byteSize());
    }

    private static final SequenceLayout device$LAYOUT = (SequenceLayout)$LAYOUT.select(PathElement.groupElement("device"));

    /**
     * Layout for field device
     */
    public static final SequenceLayout device$layout() {
        return device$LAYOUT;
    }

    private static final long device$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("device"));

    /**
     * Offset for field device
     */
    public static final long device$offset() {
        return device$OFFSET;
    }

    /**
     * Getter for field device
     */
    public static MemorySegment device(MemorySegment struct) {
        return struct.asSlice(device$OFFSET, device$LAYOUT.byteSize());
    }

    private static final OfInt hashes_ipv4$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("hashes_ipv4"));

    /**
     * Layout for field hashes_ipv4
     */
    public static final OfInt hashes_ipv4$layout() {
        return hashes_ipv4$LAYOUT;
    }

    private static final long hashes_ipv4$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("hashes_ipv4"));

    /**
     * Offset for field hashes_ipv4
     */
    public static final long hashes_ipv4$offset() {
        return hashes_ipv4$OFFSET;
    }

    /**
     * Getter for field hashes_ipv4
     */
    public static int hashes_ipv4(MemorySegment struct) {
        return struct.get(hashes_ipv4$LAYOUT, hashes_ipv4$OFFSET);
    }

    /**
     * Setter for field hashes_ipv4
     */
    public static void hashes_ipv4(MemorySegment struct, int fieldValue) {
        struct.set(hashes_ipv4$LAYOUT, hashes_ipv4$OFFSET, fieldValue);
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
