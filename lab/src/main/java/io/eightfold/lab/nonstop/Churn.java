// SPDX-License-Identifier: Apache-2.0
// Routes that come and go in the background.
package io.eightfold.lab.nonstop;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;

/** Reloads a configuration with more routes, then the one without. Thread: session; the commands run in a thread of their own. */
final class Churn {
    /** No routes come and go. */
    static final Churn NONE = new Churn(Thread.ofVirtual().unstarted(() -> { }));
    private final Thread thread;

    private Churn(Thread thread) {
        this.thread = thread;
    }

    static Churn start(Scene scene, Bench bench) {
        return new Churn(Thread.ofVirtual().name("churn").start(() -> {
            try {
                // The control plane dies under these commands; that they fail then is the point.
                bench.router().reload(scene, bench.churnedConfig());
                bench.router().reload(scene, bench.router().config());
            } catch (LabException e) {
                scene.screen().line("      note: routes do not come and go: " + e.getMessage());
            }
        }));
    }

    /** Waits until no command is under way: one that is late would change the next control plane. */
    void join() {
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while routes came and went", e);
        }
    }
}
