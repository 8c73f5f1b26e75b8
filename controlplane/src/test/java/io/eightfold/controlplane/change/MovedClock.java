// SPDX-License-Identifier: Apache-2.0
// A clock that a test moves.
package io.eightfold.controlplane.change;

import java.util.ArrayList;
import java.util.List;

/** A clock that a test moves; what is due is called by who moves it. Thread: one. */
final class MovedClock implements ConfirmClock {
    private record Call(long timeMs, Runnable task) {
    }

    private final List<Call> calls = new ArrayList<>();
    private long nowMs;

    MovedClock() {
        this(1_790_000_000_000L);
    }

    MovedClock(final long nowMs) {
        this.nowMs = nowMs;
    }

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public Alarm at(final long timeMs, final Runnable task) {
        final Call call = new Call(timeMs, task);
        calls.add(call);
        return () -> calls.remove(call);
    }

    void forwardMs(final long ms) {
        nowMs += ms;
        final List<Call> due = calls.stream().filter(call -> call.timeMs() <= nowMs).toList();
        calls.removeAll(due);
        due.forEach(call -> call.task().run());
    }

    int waiting() {
        return calls.size();
    }
}
