// SPDX-License-Identifier: Apache-2.0
// The shim header eightfold.h in Java, in the form jextract 25 generates; see native/regenerate-bindings.

package io.eightfold.dpdk.binding;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.foreign.ValueLayout.OfShort;

/**
 * {@snippet lang=c :
 * struct ef_link {
 *     uint32_t speed_mbps;
 *     uint16_t up;
 *     uint16_t full_duplex;
 * }
 * }
 */
public class ef_link {

    ef_link() {
        // Should not be called directly
    }

    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
        eightfold_h.C_INT.withName("speed_mbps"),
        eightfold_h.C_SHORT.withName("up"),
        eightfold_h.C_SHORT.withName("full_duplex")
    ).withName("ef_link");

    /**
     * The layout of this struct
     */
    public static final GroupLayout layout() {
        return $LAYOUT;
    }

    private static final OfInt speed_mbps$LAYOUT = (OfInt)$LAYOUT.select(PathElement.groupElement("speed_mbps"));

    /**
     * Layout for field speed_mbps
     */
    public static final OfInt speed_mbps$layout() {
        return speed_mbps$LAYOUT;
    }

    private static final long speed_mbps$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("speed_mbps"));

    /**
     * Offset for field speed_mbps
     */
    public static final long speed_mbps$offset() {
        return speed_mbps$OFFSET;
    }

    /**
     * Getter for field speed_mbps
     */
    public static int speed_mbps(MemorySegment struct) {
        return struct.get(speed_mbps$LAYOUT, speed_mbps$OFFSET);
    }

    /**
     * Setter for field speed_mbps
     */
    public static void speed_mbps(MemorySegment struct, int fieldValue) {
        struct.set(speed_mbps$LAYOUT, speed_mbps$OFFSET, fieldValue);
    }

    private static final OfShort up$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("up"));

    /**
     * Layout for field up
     */
    public static final OfShort up$layout() {
        return up$LAYOUT;
    }

    private static final long up$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("up"));

    /**
     * Offset for field up
     */
    public static final long up$offset() {
        return up$OFFSET;
    }

    /**
     * Getter for field up
     */
    public static short up(MemorySegment struct) {
        return struct.get(up$LAYOUT, up$OFFSET);
    }

    /**
     * Setter for field up
     */
    public static void up(MemorySegment struct, short fieldValue) {
        struct.set(up$LAYOUT, up$OFFSET, fieldValue);
    }

    private static final OfShort full_duplex$LAYOUT = (OfShort)$LAYOUT.select(PathElement.groupElement("full_duplex"));

    /**
     * Layout for field full_duplex
     */
    public static final OfShort full_duplex$layout() {
        return full_duplex$LAYOUT;
    }

    private static final long full_duplex$OFFSET = $LAYOUT.byteOffset(PathElement.groupElement("full_duplex"));

    /**
     * Offset for field full_duplex
     */
    public static final long full_duplex$offset() {
        return full_duplex$OFFSET;
    }

    /**
     * Getter for field full_duplex
     */
    public static short full_duplex(MemorySegment struct) {
        return struct.get(full_duplex$LAYOUT, full_duplex$OFFSET);
    }

    /**
     * Setter for field full_duplex
     */
    public static void full_duplex(MemorySegment struct, short fieldValue) {
        struct.set(full_duplex$LAYOUT, full_duplex$OFFSET, fieldValue);
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
