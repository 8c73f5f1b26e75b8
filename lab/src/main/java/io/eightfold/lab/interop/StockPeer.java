// SPDX-License-Identifier: Apache-2.0
// A stock router, as the lab drives it.
package io.eightfold.lab.interop;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Its configuration, its processes, and its own tools to ask it. Thread: session. */
abstract class StockPeer {
    /** Proposed by both sides; short, so that waiting for its end does not take long, and long enough for a busy machine. */
    static final int HOLD_TIME_S = 6;
    static final int KEEPALIVE_S = HOLD_TIME_S / 3;
    static final int RESTART_TIME_S = 60;
    private static final int LIMIT_S = 15;
    private static final int START_LIMIT_MS = 20_000;

    final Scene scene;
    final Row row;
    /** Sockets and what else is not worth keeping. */
    final Path directory;

    /**
     * How it is configured.
     *
     * @param password of the session
     * @param routes   that it says from its first message on
     */
    record Setup(String password, List<PeerRoute> routes) {
        Setup {
            routes = List.copyOf(routes);
        }
    }

    StockPeer(Scene scene, Row row) {
        this.scene = scene;
        this.row = row;
        this.directory = scene.run().resolve(row.station());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LabException("cannot make " + directory + " (" + e.getMessage() + ")", e);
        }
    }

    /** The one of a row. */
    static StockPeer of(Scene scene, Row row) {
        return switch (row.kind()) {
            case FRR -> new FrrPeer(scene, row);
            case BIRD -> new BirdPeer(scene, row);
            case GOBGP -> new GobgpPeer(scene, row);
            case EXABGP -> new ExabgpPeer(scene, row);
        };
    }

    /** What it calls itself. */
    abstract String version();

    /** Starts it, and returns when it can be asked. */
    abstract void start(Setup setup);

    /** Says these routes from now on, and takes back the others. */
    abstract void say(Setup setup);

    /** What the router told it, with the AS path. */
    abstract Map<PeerRoute, List<Long>> heard();

    /** Asks the router for everything again. */
    abstract void askAgain();

    /** Whether it ever does so. */
    boolean isAsking() {
        return true;
    }

    /** Whether routes it learns steer packets of the kernel. */
    abstract boolean fillsKernel();

    /** The process that speaks BGP. */
    final Daemon process() {
        return scene.daemon(row.name());
    }

    /** Ends what {@link #start} started. */
    void stop() {
        process().stop();
    }

    /** SIGSTOP, SIGCONT or others. */
    final void signal(String name) {
        scene.shell().require(LIMIT_S, List.of("kill", "-" + name, Long.toString(process().pid())), null);
    }

    final void startProcess(List<String> words) {
        scene.startDaemon(row.name(), words);
    }

    /** @throws LabException with the last words of the process, if it does not come up */
    final void awaitUp(BooleanSupplier isUp) {
        boolean isInTime = Wait.until(START_LIMIT_MS, () -> !process().isAlive() || isUp.getAsBoolean());
        if (!process().isAlive()) {
            throw new LabException(process().epitaph());
        }
        if (!isInTime) {
            throw new LabException(row.name() + " cannot be asked after " + START_LIMIT_MS / 1000 + " s; see " + process().log());
        }
    }

    /** Writes a configuration beside the logs. */
    final Path write(String suffix, String text) {
        return write(scene.output().resolve(row.name() + suffix + ".conf"), text);
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
        }
    }

    final Outcome run(List<String> words) {
        return scene.shell().run(LIMIT_S, words);
    }

    final String require(List<String> words) {
        return scene.shell().require(LIMIT_S, words, null);
    }

    /** What a command prints, as JSON. */
    final JsonElement json(List<String> words) {
        String out = require(words);
        try {
            return JsonParser.parseString(out);
        } catch (JsonParseException e) {
            throw new LabException("`" + String.join(" ", words) + "` printed no JSON: " + e.getMessage(), e);
        }
    }

    /** The first line with a word, from it on; of a program's version. */
    final String versionLine(String word, String... words) {
        Outcome outcome = run(List.of(words));
        return (outcome.out() + outcome.err()).lines().filter(line -> line.contains(word)).findFirst().map(String::strip).orElse(row.kind().label());
    }
}
