// SPDX-License-Identifier: Apache-2.0
// Messages of the RIB that wait for one session.
package io.eightfold.bgp8.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Messages of the RIB that wait for one session: made when it comes up and thrown away when it goes down, so that nothing of one session gets into the next. Thread: control for {@link #offer},
 * session for {@link #poll}.
 */
final class SessionOutput {
    /** Bytes that wait at most before the RIB is told that there is no room. */
    static final int ROOM_BYTES = 1 << 20;
    /** Messages: what there is room for, if each were as short as a withdrawal. */
    private static final int MESSAGES = 1 << 15;

    private final OneToOneConcurrentArrayQueue<byte[]> messages = new OneToOneConcurrentArrayQueue<>(MESSAGES);
    private final AtomicLong bytes = new AtomicLong();

    int room() {
        return messages.size() >= MESSAGES / 2 ? 0 : (int) (ROOM_BYTES - bytes.get());
    }

    /** False when even the last reserve is used up: who sends on although there is no room gets here. */
    boolean offer(final byte[] message) {
        // Counted first: the other side may take it before this line ends.
        bytes.addAndGet(message.length);
        if (messages.offer(message)) {
            return true;
        }
        bytes.addAndGet(-message.length);
        return false;
    }

    byte[] peek() {
        return messages.peek();
    }

    void poll() {
        bytes.addAndGet(-messages.poll().length);
    }

    long bytes() {
        return bytes.get();
    }
}
