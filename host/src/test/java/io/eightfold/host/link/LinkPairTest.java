// SPDX-License-Identifier: Apache-2.0
// Tests the in-memory link.
package io.eightfold.host.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eightfold.wire.memory.Memory;
import org.junit.jupiter.api.Test;

class LinkPairTest {
    private final LinkPair pair = new LinkPair(0x020000000001L, 0x020000000002L, 100);
    private final long buffer = Memory.allocate(256);

    @Test
    void shouldCarryFramesBothWaysInOrder() {
        send(pair.left(), new byte[] {1, 2, 3});
        send(pair.left(), new byte[] {4});
        send(pair.right(), new byte[] {5, 6});

        assertArrayEquals(new byte[] {1, 2, 3}, receive(pair.right(), 256));
        assertArrayEquals(new byte[] {4}, receive(pair.right(), 256));
        assertArrayEquals(new byte[] {5, 6}, receive(pair.left(), 256));
        assertEquals(0, pair.left().receive(buffer, 256, 1));
    }

    @Test
    void shouldCutFramesToCapacity() {
        send(pair.left(), new byte[] {1, 2, 3});

        assertArrayEquals(new byte[] {1, 2}, receive(pair.right(), 2));
    }

    @Test
    void shouldRefuseFramesAboveMtu() {
        assertThrows(LinkException.class, () -> pair.left().send(buffer, 115));
    }

    private void send(RawLink link, byte[] frame) {
        Memory.fromBytes(frame, buffer);
        link.send(buffer, frame.length);
    }

    private byte[] receive(RawLink link, int capacityBytes) {
        return Memory.toBytes(buffer, link.receive(buffer, capacityBytes, 0));
    }
}
