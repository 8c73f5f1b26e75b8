// SPDX-License-Identifier: Apache-2.0
// Messages of the RIB that wait for one session.
package io.eightfold.bgp8.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Messages of the RIB that wait for one session: made when it comes up and thrown away when it goes down, so that nothing of one session gets into the next. Thread:
 * control for {@link #room} and {@link #offer}, session for {@link #poll}, any for {@link #bytes}.
 */
final class SessionOutput {
    /** Bytes that wait at most before the RIB is told that there is no room. */
    static final int ROOM_BYTES = 1 << 20;
    /** Messages: half of them count as full, the other half is for who sends although there is no room. */
    private static final int MESSAGES = 1 << 14;

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

    /** The next, or null. */
    byte[] poll() {
        final byte[] message = messages.poll();
        if (message != null) {
            bytes.addAndGet(-message.length);
        }
        return message;
    }

    long bytes() {
        return bytes.get();
    }
}
