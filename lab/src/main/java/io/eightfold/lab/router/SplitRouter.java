// SPDX-License-Identifier: Apache-2.0
// A router whose two processes are started and ended one by one.
package io.eightfold.lab.router;

import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.step.Scene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Each process is a command of its own in the router's namespace, as systemd would run them. Thread: session. */
public final class SplitRouter {
    public static final int EQUAL_LIMIT_MS = 60_000;
    private static final int COMMAND_LIMIT_S = 20;
    private static final int SIGNAL_LIMIT_S = 5;
    private final String name;
    private final Path config;

    /**
     * @param name of the station and of the router's instance
     * @param config its configuration file
     */
    public SplitRouter(String name, Path config) {
        this.name = name;
        this.config = config;
    }

    public Path config() {
        return config;
    }

    /** Starts a process for the first time, or as it was first started. */
    public void start(Scene scene, Side side) {
        List<String> words = new ArrayList<>();
        if (side == Side.DATAPLANE) {
            // As its systemd unit has it: a control plane that starts must not take the CPU from the one that forwards.
            words.addAll(List.of("nice", "-n", "-15"));
        }
        words.addAll(words(scene, side));
        scene.startDaemon(side.word(), scene.in(name, words.toArray(String[]::new)));
    }

    /** The command of a process. */
    public List<String> words(Scene scene, Side side) {
        return scene.ipv8("-i", name, side.word(), "run", "-c", config.toString());
    }

    public Daemon process(Scene scene, Side side) {
        return scene.daemon(side.word());
    }

    /** SIGSTOP or SIGCONT. */
    public void signal(Scene scene, Side side, String name) {
        scene.shell().require(SIGNAL_LIMIT_S, List.of("kill", "-" + name, Long.toString(process(scene, side).pid())), null);
    }

    /** Asks the two processes whether their routes are equal; exit code 0 is yes. */
    public Outcome verify(Scene scene) {
        return scene.shell().run(COMMAND_LIMIT_S, scene.ipv8("-i", name, "verify", "fib"));
    }

    /**
     * Adds routes at run time.
     *
     * @throws LabException when they are refused
     */
    public void route(Scene scene, List<String> words) {
        List<String> line = new ArrayList<>(List.of("-i", name, "route"));
        line.addAll(words);
        scene.shell().require(COMMAND_LIMIT_S, scene.ipv8(line.toArray(String[]::new)), null);
    }

    /** Reads a changed configuration. */
    public Outcome reload(Scene scene, Path file) {
        return scene.shell().run(COMMAND_LIMIT_S, scene.ipv8("-i", name, "config", "reload", file.toString()));
    }

    /**
     * Asks until both have the same routes.
     *
     * @return time from the call, in ms
     * @throws LabException if they have not in time, with what the command says, or a process ended
     */
    public long awaitEqual(Scene scene) {
        long startNs = System.nanoTime();
        while (true) {
            Outcome answer = verify(scene);
            long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            if (answer.isOk()) {
                return elapsedMs;
            }
            for (Side side : Side.values()) {
                if (!process(scene, side).isAlive()) {
                    throw new LabException(process(scene, side).epitaph());
                }
            }
            if (elapsedMs > EQUAL_LIMIT_MS) {
                throw new LabException("routes are not equal after " + EQUAL_LIMIT_MS / 1000 + " s: " + answer.lastLine());
            }
        }
    }
}
