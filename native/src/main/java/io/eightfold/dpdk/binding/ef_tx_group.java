// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout.OfLong;
import java.lang.foreign.ValueLayout.OfShort;

/**
 * {@snippet lang=c :
 * struct ef_tx_group {
 *     uint64_t mbufs;
 *     uint16_t port;
 *     uint16_t queue;
 *     uint16_t count;
 *     uint16_t sent;
 * }
 * }
 */
public class ef_tx_group {

    ef_tx_group() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        eightfold_h.C_LONG.withName("mbufs"),
        eightfold_h.C_SHORT.withName("port"),
        eightfold_h.C_SHORT.withName("queue"),
        eightfold_h.C_SHORT.withName("count"),
        eightfold_h.C_SHORT.withName("sent")
    ).withName("ef_tx_group");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final OfLong mbufs$LAYOUT = (OfLong)$LAYOUT.select(PathElement.groupElement("mbufs"));

    /**
     * Layout for field mbufs
     */
    public static final OfLong mbufs$layout() {
        return mbufs$LAYOUT;
    }

    private static final long mbufs$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("mbufs"));

    /**
     * Offset for field mbufs
     */
    public static final long mbufs$offset() {
        return mbufs$OFFSET;
    }

    /**
     * Getter for field mbufs
     */
    public static long mbufs(MemorySegment struct) {
        return struct.get(mbufs$LAYOUT, mbufs$OFFSET);
    }

    /**
     * Setter for field mbufs
     */
    public static void mbufs(MemorySegment struct, long fieldValue) {
        struct.set(mbufs$LAYOUT, mbufs$OFFSET, fieldValue);
    }

    private static final OfShort port$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("port"));

    /**
     * Layout for field port
     */
    public static final OfShort port$layout() {
        return port$LAYOUT;
    }

    private static final long port$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("port"));

    /**
     * Offset for field port
     */
    public static final long port$offset() {
        return port$OFFSET;
    }

    /**
     * Getter for field port
     */
    public static short port(MemorySegment struct) {
        return struct.get(port$LAYOUT, port$OFFSET);
    }

    /**
     * Setter for field port
     */
    public static void port(MemorySegment struct, short fieldValue) {
        struct.set(port$LAYOUT, port$OFFSET, fieldValue);
    }

    private static final OfShort queue$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("queue"));

    /**
     * Layout for field queue
     */
    public static final OfShort queue$layout() {
        return queue$LAYOUT;
    }

    private static final long queue$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("queue"));

    /**
     * Offset for field queue
     */
    public static final long queue$offset() {
        return queue$OFFSET;
    }

    /**
     * Getter for field queue
     */
    public static short queue(MemorySegment struct) {
        return struct.get(queue$LAYOUT, queue$OFFSET);
    }

    /**
     * Setter for field queue
     */
    public static void queue(MemorySegment struct, short fieldValue) {
        struct.set(queue$LAYOUT, queue$OFFSET, fieldValue);
    }

    private static final OfShort count$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("count"));

    /**
     * Layout for field count
     */
    public static final OfShort count$layout() {
        return count$LAYOUT;
    }

    private static final long count$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("count"));

    /**
     * Offset for field count
     */
    public static final long count$offset() {
        return count$OFFSET;
    }

    /**
     * Getter for field count
     */
    public static short count(MemorySegment struct) {
        return struct.get(count$LAYOUT, count$OFFSET);
    }

    /**
     * Setter for field count
     */
    public static void count(MemorySegment struct, short fieldValue) {
        struct.set(count$LAYOUT, count$OFFSET, fieldValue);
    }

    private static final OfShort sent$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("sent"));

    /**
     * Layout for field sent
     */
    public static final OfShort sent$layout() {
        return sent$LAYOUT;
    }

    private static final long sent$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("sent"));

    /**
     * Offset for field sent
     */
    public static final long sent$offset() {
        return sent$OFFSET;
    }

    /**
     * Getter for field sent
     */
    public static short sent(MemorySegment struct) {
        return struct.get(sent$LAYOUT, sent$OFFSET);
    }

    /**
     * Setter for field sent
     */
    public static void sent(MemorySegment struct, short fieldValue) {
        struct.set(sent$LAYOUT, sent$OFFSET, fieldValue);
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
