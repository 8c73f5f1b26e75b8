// SPDX-License-Identifier: Apache-2.0
// What waits to be written to one connection.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.MessageHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What waits to be written to one connection: messages of the machine, and UPDATEs of the RIB when the session is up. The machine's go ahead of UPDATEs that have
 * not begun, so that a long queue does not cost a peer its hold time. Many short messages are one write. Thread: session.
 */
final class WriteQueue {
    private static final int TYPE_AT = MessageHeader.LENGTH - 1;

    private final ArrayDeque<byte[]> control = new ArrayDeque<>();
    /** Taken from the RIB's queue, the first perhaps in part written. */
    private final ArrayDeque<byte[]> pending = new ArrayDeque<>();
    private int pendingBytes;
    private int headWritten;
    private SessionOutput output;
    private int updates;

    /** The session is up: these are its UPDATEs. */
    void updates(final SessionOutput from) {
        output = from;
    }

    SessionOutput output() {
        return output;
    }

    boolean isEmpty() {
        return control.isEmpty() && pending.isEmpty() && (output == null || output.bytes() == 0);
    }

    /** Bytes that wait, with those in the RIB's queue. */
    long bytes() {
        return pendingBytes - headWritten + (output == null ? 0 : output.bytes());
    }

    void send(final byte[] message) {
        final byte[] last = control.peekLast();
        // One KEEPALIVE says all that two would: a peer that takes nothing does not fill the memory.
        if (last == null || last[TYPE_AT] != MessageHeader.KEEPALIVE || message[TYPE_AT] != MessageHeader.KEEPALIVE) {
            control.add(message);
        }
    }

    /** Puts into the buffer what fits, ready to be written. */
    void fill(final ByteBuffer to) {
        promote();
        while (output != null && pendingBytes < to.capacity()) {
            final byte[] update = output.poll();
            if (update == null) {
                break;
            }
            pending.add(update);
            pendingBytes += update.length;
            updates++;
        }
        to.clear();
        int from = headWritten;
        for (final byte[] message : pending) {
            to.put(message, from, Math.min(message.length - from, to.remaining()));
            from = 0;
            if (!to.hasRemaining()) {
                break;
            }
        }
        to.flip();
    }

    /** The machine's messages go in behind a message that has begun, and before the rest. */
    private void promote() {
        if (control.isEmpty()) {
            return;
        }
        final byte[] begun = headWritten > 0 ? pending.poll() : null;
        for (byte[] message = control.pollLast(); message != null; message = control.pollLast()) {
            pending.addFirst(message);
            pendingBytes += message.length;
        }
        if (begun != null) {
            pending.addFirst(begun);
        }
    }

    /** The kernel took so many bytes of those filled in last. */
    void written(final int bytes) {
        headWritten += bytes;
        while (!pending.isEmpty() && headWritten >= pending.peek().length) {
            final int length = pending.poll().length;
            headWritten -= length;
            pendingBytes -= length;
        }
    }

    /** UPDATEs taken from the RIB's queue since the last call. */
    int takeUpdates() {
        final int taken = updates;
        updates = 0;
        return taken;
    }

    /** The last words: the rest of a message that has begun, and the machine's messages. */
    ByteBuffer last() {
        final byte[] begun = headWritten > 0 ? pending.peek() : new byte[0];
        final ByteBuffer all = ByteBuffer.allocate(begun.length - headWritten + control.stream().mapToInt(each -> each.length).sum());
        all.put(begun, headWritten, begun.length - headWritten);
        control.forEach(all::put);
        return all.flip();
    }
}
