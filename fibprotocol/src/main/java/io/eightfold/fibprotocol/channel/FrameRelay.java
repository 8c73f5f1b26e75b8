// SPDX-License-Identifier: Apache-2.0
// Hands frames on, and what goes wrong with them back.
package io.eightfold.fibprotocol.channel;

import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.eightfold.fibprotocol.FrameSink;
import org.agrona.DirectBuffer;

/**
 * Aeron gives what a handler throws to its own error handler and goes on with the next frame. For us a frame whose handler failed is half applied, and the owner must
 * know: the first failure is kept, frames behind it are left out, and {@link #poll} throws it. Thread: one owner.
 */
final class FrameRelay {
    private final FragmentAssembler assembler = new FragmentAssembler((buffer, offset, length, header) -> relay(buffer, offset, length));
    private FrameSink sink;
    private Throwable failure;

    /** Hands over at most {@code frames} that have arrived; throws what {@code handler} threw. */
    int poll(final Subscription subscription, final FrameSink handler, final int frames) {
        sink = handler;
        failure = null;
        final int polled = subscription.poll(assembler, frames);
        rethrow();
        return polled;
    }

    private void relay(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (failure != null) {
            return;
        }
        try {
            sink.frame(buffer, offset, lengthBytes);
        } catch (final RuntimeException | Error e) {
            failure = e;
        }
    }

    private void rethrow() {
        switch (failure) {
            case null -> { }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new IllegalStateException(failure);
        }
    }
}
