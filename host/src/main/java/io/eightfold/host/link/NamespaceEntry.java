// SPDX-License-Identifier: Apache-2.0
// Does something in another network namespace.
package io.eightfold.host.link;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A namespace belongs to a thread (setns(2)), and a pooled or virtual thread must never be left in one: each call has a platform thread of its own that
 * ends with it. Thread: any.
 */
public final class NamespaceEntry {
    private NamespaceEntry() {
    }

    /** @throws LinkException if the namespace cannot be entered, or what the action throws */
    public static <T> T call(Path namespace, Supplier<T> action) {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter(namespace);
            return action.get();
        });
        Thread.ofPlatform().name("namespace-" + namespace.getFileName()).daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LinkException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException("interrupted while entering the network namespace " + namespace);
        }
    }

    private static void enter(Path namespace) {
        try (Arena arena = Arena.ofConfined()) {
            LinuxSockets libc = new LinuxSockets(arena);
            int fd = check(namespace, libc.open(arena.allocateFrom(namespace.toString()), LinuxSockets.O_RDONLY_CLOEXEC));
            int entered = libc.enterNamespace(fd, LinuxSockets.CLONE_NEWNET);
            libc.close(fd);
            check(namespace, entered);
        }
    }

    private static int check(Path namespace, int result) {
        if (result >= 0) {
            return result;
        }
        throw new LinkException("network namespace " + namespace + " cannot be entered: " + switch (-result) {
            case LinuxSockets.ENOENT -> "there is no such file; `ip netns list` shows those with names";
            case LinuxSockets.EPERM, LinuxSockets.EACCES -> "no permission; run as root";
            default -> "error " + -result + " (errno); see setns(2)";
        });
    }
}
