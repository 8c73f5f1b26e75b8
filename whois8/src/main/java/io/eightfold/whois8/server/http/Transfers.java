// SPDX-License-Identifier: Apache-2.0
// How many large answers there may be at a time.
package io.eightfold.whois8.server.http;

import java.util.concurrent.Semaphore;

/** Bounds what moves much data or holds much memory. Thread: any. */
final class Transfers {
    private static final int RETRY_S = 2;
    private final Semaphore free;
    private final int all;

    /** Gives back what was taken. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    Transfers(final int all) {
        this.all = all;
        free = new Semaphore(all);
    }

    Permit take() throws HttpProblem {
        if (!free.tryAcquire()) {
            throw HttpProblem.unavailable("transfers=" + all + " are running already; try again in " + RETRY_S + " s", RETRY_S);
        }
        return free::release;
    }
}
