// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.foreign.ValueLayout.OfLong;
import java.lang.foreign.ValueLayout.OfShort;

/**
 * {@snippet lang=c :
 * struct ef_port_config {
 *     uint16_t rx_queues;
 *     uint16_t tx_queues;
 *     uint16_t rx_descriptors;
 *     uint16_t tx_descriptors;
 *     uint16_t mtu;
 *     uint16_t promiscuous;
 *     uint16_t tx_threads;
 *     uint16_t reserved;
 *     uint64_t pool;
 * }
 * }
 */
public class ef_port_config {

    ef_port_config() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        eightfold_h.C_SHORT.withName("rx_queues"),
        eightfold_h.C_SHORT.withName("tx_queues"),
        eightfold_h.C_SHORT.withName("rx_descriptors"),
        eightfold_h.C_SHORT.withName("tx_descriptors"),
        eightfold_h.C_SHORT.withName("mtu"),
        eightfold_h.C_SHORT.withName("promiscuous"),
        eightfold_h.C_SHORT.withName("tx_threads"),
        eightfold_h.C_SHORT.withName("reserved"),
        eightfold_h.C_LONG.withName("pool")
    ).withName("ef_port_config");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final OfShort rx_queues$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("rx_queues"));

    /**
     * Layout for field rx_queues
     */
    public static final OfShort rx_queues$layout() {
        return rx_queues$LAYOUT;
    }

    private static final long rx_queues$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_queues"));

    /**
     * Offset for field rx_queues
     */
    public static final long rx_queues$offset() {
        return rx_queues$OFFSET;
    }

    /**
     * Getter for field rx_queues
     */
    public static short rx_queues(MemorySegment struct) {
        return struct.get(rx_queues$LAYOUT, rx_queues$OFFSET);
    }

    /**
     * Setter for field rx_queues
     */
    public static void rx_queues(MemorySegment struct, short fieldValue) {
        struct.set(rx_queues$LAYOUT, rx_queues$OFFSET, fieldValue);
    }

    private static final OfShort tx_queues$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("tx_queues"));

    /**
     * Layout for field tx_queues
     */
    public static final OfShort tx_queues$layout() {
        return tx_queues$LAYOUT;
    }

    private static final long tx_queues$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_queues"));

    /**
     * Offset for field tx_queues
     */
    public static final long tx_queues$offset() {
        return tx_queues$OFFSET;
    }

    /**
     * Getter for field tx_queues
     */
    public static short tx_queues(MemorySegment struct) {
        return struct.get(tx_queues$LAYOUT, tx_queues$OFFSET);
    }

    /**
     * Setter for field tx_queues
     */
    public static void tx_queues(MemorySegment struct, short fieldValue) {
        struct.set(tx_queues$LAYOUT, tx_queues$OFFSET, fieldValue);
    }

    private static final OfShort rx_descriptors$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("rx_descriptors"));

    /**
     * Layout for field rx_descriptors
     */
    public static final OfShort rx_descriptors$layout() {
        return rx_descriptors$LAYOUT;
    }

    private static final long rx_descriptors$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("rx_descriptors"));

    /**
     * Offset for field rx_descriptors
     */
    public static final long rx_descriptors$offset() {
        return rx_descriptors$OFFSET;
    }

    /**
     * Getter for field rx_descriptors
     */
    public static short rx_descriptors(MemorySegment struct) {
        return struct.get(rx_descriptors$LAYOUT, rx_descriptors$OFFSET);
    }

    /**
     * Setter for field rx_descriptors
     */
    public static void rx_descriptors(MemorySegment struct, short fieldValue) {
        struct.set(rx_descriptors$LAYOUT, rx_descriptors$OFFSET, fieldValue);
    }

    private static final OfShort tx_descriptors$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("tx_descriptors"));

    /**
     * Layout for field tx_descriptors
     */
    public static final OfShort tx_descriptors$layout() {
        return tx_descriptors$LAYOUT;
    }

    private static final long tx_descriptors$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_descriptors"));

    /**
     * Offset for field tx_descriptors
     */
    public static final long tx_descriptors$offset() {
        return tx_descriptors$OFFSET;
    }

    /**
     * Getter for field tx_descriptors
     */
    public static short tx_descriptors(MemorySegment struct) {
        return struct.get(tx_descriptors$LAYOUT, tx_descriptors$OFFSET);
    }

    /**
     * Setter for field tx_descriptors
     */
    public static void tx_descriptors(MemorySegment struct, short fieldValue) {
        struct.set(tx_descriptors$LAYOUT, tx_descriptors$OFFSET, fieldValue);
    }

    private static final OfShort mtu$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("mtu"));

    /**
     * Layout for field mtu
     */
    public static final OfShort mtu$layout() {
        return mtu$LAYOUT;
    }

    private static final long mtu$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mtu"));

    /**
     * Offset for field mtu
     */
    public static final long mtu$offset() {
        return mtu$OFFSET;
    }

    /**
     * Getter for field mtu
     */
    public static short mtu(MemorySegment struct) {
        return struct.get(mtu$LAYOUT, mtu$OFFSET);
    }

    /**
     * Setter for field mtu
     */
    public static void mtu(MemorySegment struct, short fieldValue) {
        struct.set(mtu$LAYOUT, mtu$OFFSET, fieldValue);
    }

    private static final OfShort promiscuous$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("promiscuous"));

    /**
     * Layout for field promiscuous
     */
    public static final OfShort promiscuous$layout() {
        return promiscuous$LAYOUT;
    }

    private static final long promiscuous$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("promiscuous"));

    /**
     * Offset for field promiscuous
     */
    public static final long promiscuous$offset() {
        return promiscuous$OFFSET;
    }

    /**
     * Getter for field promiscuous
     */
    public static short promiscuous(MemorySegment struct) {
        return struct.get(promiscuous$LAYOUT, promiscuous$OFFSET);
    }

    /**
     * Setter for field promiscuous
     */
    public static void promiscuous(MemorySegment struct, short fieldValue) {
        struct.set(promiscuous$LAYOUT, promiscuous$OFFSET, fieldValue);
    }

    private static final OfShort tx_threads$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("tx_threads"));

    /**
     * Layout for field tx_threads
     */
    public static final OfShort tx_threads$layout() {
        return tx_threads$LAYOUT;
    }

    private static final long tx_threads$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("tx_threads"));

    /**
     * Offset for field tx_threads
     */
    public static final long tx_threads$offset() {
        return tx_threads$OFFSET;
    }

    /**
     * Getter for field tx_threads
     */
    public static short tx_threads(MemorySegment struct) {
        return struct.get(tx_threads$LAYOUT, tx_threads$OFFSET);
    }

    /**
     * Setter for field tx_threads
     */
    public static void tx_threads(MemorySegment struct, short fieldValue) {
        struct.set(tx_threads$LAYOUT, tx_threads$OFFSET, fieldValue);
    }

    private static final OfShort reserved$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("reserved"));

    /**
     * Layout for field reserved
     */
    public static final OfShort reserved$layout() {
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
    public static short reserved(MemorySegment struct) {
        return struct.get(reserved$LAYOUT, reserved$OFFSET);
    }

    /**
     * Setter for field reserved
     */
    public static void reserved(MemorySegment struct, short fieldValue) {
        struct.set(reserved$LAYOUT, reserved$OFFSET, fieldValue);
    }

    private static final OfLong pool$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("pool"));

    /**
     * Layout for field pool
     */
    public static final OfLong pool$layout() {
        return pool$LAYOUT;
    }

    private static final long pool$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("pool"));

    /**
     * Offset for field pool
     */
    public static final long pool$offset() {
        return pool$OFFSET;
    }

    /**
     * Getter for field pool
     */
    public static long pool(MemorySegment struct) {
        return struct.get(pool$LAYOUT, pool$OFFSET);
    }

    /**
     * Setter for field pool
     */
    public static void pool(MemorySegment struct, long fieldValue) {
        struct.set(pool$LAYOUT, pool$OFFSET, fieldValue);
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
