// SPDX-License-Identifier: Apache-2.0
// Wakes the session thread, but only when it sleeps.
package io.eightfold.bgp8.transport;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.Selector;

/** Wakes the session thread, but only when it sleeps: waking costs a system call. Thread: any for {@link #ring}, session for the rest. */
final class Bell {
    private final Selector selector;
    private volatile boolean isAsleep;

    Bell(final Selector selector) {
        this.selector = selector;
    }

    /** Work was left for the thread, and whatever tells it so was written before this call. */
    void ring() {
        // The queues publish with a release only: without the fence this could read that the thread is awake, and the thread that there is no work.
        VarHandle.fullFence();
        if (isAsleep) {
            isAsleep = false;
            selector.wakeup();
        }
    }

    /** From here on the thread will be woken; it looks for work once more and then calls {@link #sleep}. */
    void prepare() {
        isAsleep = true;
    }

    /** @param waitMs at most; 0 looks at the sockets only */
    void sleep(final long waitMs) throws IOException {
        if (waitMs > 0) {
            selector.select(waitMs);
        } else {
            selector.selectNow();
        }
        isAsleep = false;
    }
}
