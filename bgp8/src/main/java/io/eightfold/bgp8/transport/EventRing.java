// SPDX-License-Identifier: Apache-2.0
// Events on their way from the session thread to the owner of the RIB.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.SessionDown;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Events on their way from the session thread to the owner of the RIB, in one order for all neighbours. UPDATEs are bytes in a ring; what is an object waits in a
 * queue beside it, and a mark in the ring stands for it. An object never gets lost: while one does not fit, nothing else goes in. Thread: session for
 * {@code offer...}, control for {@link #poll}.
 */
final class EventRing {
    private static final int UPDATE = 1;
    private static final int OBJECT = 2;
    private static final int PEER_BYTES = 4;
    /** What a ring needs for a record besides the message. */
    private static final int OVERHEAD = 64;

    /** Least size: the longest message is below an eighth of it. */
    static final int MIN_BYTES = 1 << 20;

    /** An event that is no bytes. */
    sealed interface Event {
        int peer();

        record Up(int peer, SessionOptions options, int localAddress, SessionOutput output) implements Event {
        }

        record Down(int peer, SessionDown down) implements Event {
        }

        record Refresh(int peer, Carrier carrier, int subtype) implements Event {
        }

        record Measured(int peer, TcpInfo info) implements Event {
        }
    }

    /** Takes events. */
    interface Taker {
        void update(int peer, DirectBuffer buffer, int offset, int length);

        void event(Event event);
    }

    private final OneToOneRingBuffer ring;
    private final Queue<Event> objects = new ConcurrentLinkedQueue<>();
    // Session thread.
    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private boolean isTouched;
    // Control thread.
    private Taker taker;
    private final MessageHandler onRecord = this::record;

    /** @param bytes a power of two; a message may have an eighth of it */
    EventRing(final int bytes) {
        if (bytes < MIN_BYTES || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("ringBytes=" + bytes + " is no power of two from " + MIN_BYTES);
        }
        ring = new OneToOneRingBuffer(new UnsafeBuffer(ByteBuffer.allocateDirect(bytes + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /** Whether an UPDATE of that length would go in now. */
    boolean hasRoom(final int length) {
        return waiting.isEmpty() && ring.capacity() - ring.size() >= 2 * (length + OVERHEAD);
    }

    /** Whether so much is free that it pays to read a socket again that was left for want of room. Thread: any. */
    boolean isRoomy() {
        return ring.size() < ring.capacity() / 4 * 3;
    }

    /** @return false when there was no room after all */
    boolean offerUpdate(final int peer, final DirectBuffer buffer, final int offset, final int length) {
        final int index = waiting.isEmpty() ? ring.tryClaim(UPDATE, PEER_BYTES + length) : -1;
        if (index < 0) {
            return false;
        }
        final MutableDirectBuffer to = ring.buffer();
        to.putInt(index, peer);
        to.putBytes(index + PEER_BYTES, buffer, offset, length);
        ring.commit(index);
        isTouched = true;
        return true;
    }

    void offer(final Event event) {
        waiting.add(event);
        retry();
    }

    /** Puts in what waits, as far as it goes. */
    void retry() {
        while (!waiting.isEmpty()) {
            final int index = ring.tryClaim(OBJECT, PEER_BYTES);
            if (index < 0) {
                return;
            }
            // Before the mark: whoever reads the mark finds the object.
            objects.add(waiting.poll());
            ring.commit(index);
            isTouched = true;
        }
    }

    /** Whether something waits for room. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether anything went in since the last call. */
    boolean takeTouched() {
        final boolean was = isTouched;
        isTouched = false;
        return was;
    }

    int poll(final Taker to, final int limit) {
        taker = to;
        return ring.read(onRecord, limit);
    }

    private void record(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (type == UPDATE) {
            taker.update(buffer.getInt(index), buffer, index + PEER_BYTES, length - PEER_BYTES);
        } else {
            taker.event(objects.poll());
        }
    }
}
