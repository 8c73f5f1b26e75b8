// SPDX-License-Identifier: Apache-2.0
// The next hops, while no probe answers for them.
package io.eightfold.perf.push;

import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.host.probe.NeighborAnswers;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;

/** Lets the router find its next hops from the first route on: gateways that fail would be looked for less and less often. Thread: its own; {@link #close} the owner's. */
final class HopAnswers implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int FRAME_BYTES = 2048;
    private static final int WAIT_MS = 20;

    private final PacketSocketLink link;
    private final Thread thread;
    private volatile boolean isStopping;

    HopAnswers(final String namespace, final String port) {
        link = PacketSocketLink.open(PushNamespaces.file(namespace), port, BUFFER_BYTES);
        thread = Thread.ofPlatform().name("push-hops").daemon().start(this::run);
    }

    private void run() {
        final long frame = Memory.allocate(FRAME_BYTES);
        final long reply = Memory.allocate(EthernetLayout.MIN_FRAME_LENGTH);
        try {
            final NeighborAnswers answers = new NeighborAnswers(link, PushRouter.hops(), reply);
            while (!isStopping) {
                final int length = link.receive(frame, FRAME_BYTES, WAIT_MS);
                if (length > 0) {
                    answers.offer(frame, length);
                }
            }
        } finally {
            Memory.free(frame);
            Memory.free(reply);
        }
    }

    @Override
    public void close() {
        isStopping = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
