// SPDX-License-Identifier: Apache-2.0
// Two links joined in memory, for tests and demonstrations without a network.
package io.eightfold.host.link;

import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What one end sends the other receives, in order. Each direction holds 1,024 frames; more are lost, as on a full transmit queue.
 * <p>Thread: each end has its own owner; the two may be different threads.
 */
public final class LinkPair {
    private static final int QUEUE_CAPACITY = 1024;

    private final RawLink left;
    private final RawLink right;

    public LinkPair(long leftMac, long rightMac, int mtu) {
        BlockingQueue<byte[]> toRight = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
        BlockingQueue<byte[]> toLeft = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
        this.left = new End(leftMac, mtu, toLeft, toRight);
        this.right = new End(rightMac, mtu, toRight, toLeft);
    }

    public RawLink left() {
        return left;
    }

    public RawLink right() {
        return right;
    }

    private record End(long mac, int mtu, BlockingQueue<byte[]> incoming, BlockingQueue<byte[]> outgoing) implements RawLink {
        @Override
        public int receive(long address, int capacityBytes, long timeoutMs) {
            byte[] frame = next(timeoutMs);
            if (frame == null) {
                return 0;
            }
            byte[] fitting = frame.length <= capacityBytes ? frame : Arrays.copyOf(frame, capacityBytes);
            Memory.fromBytes(fitting, address);
            return fitting.length;
        }

        private byte[] next(long timeoutMs) {
            try {
                return timeoutMs <= 0 ? incoming.poll() : incoming.poll(timeoutMs, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        @Override
        public void send(long address, int lengthBytes) {
            if (lengthBytes > mtu + 14) {
                throw new LinkException("frame of " + lengthBytes + " bytes > " + (mtu + 14) + " (MTU and Ethernet header); fragment it");
            }
            outgoing.offer(Memory.toBytes(address, lengthBytes));
        }

        @Override
        public void close() {
            incoming.clear();
        }
    }
}
