// SPDX-License-Identifier: Apache-2.0
// The disk of the journal is full.
package io.eightfold.lab.nonstop;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.NonStop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A control plane keeps its state on a small disk of its own, which is then filled. It must say so, and forwarding must go on. The disk is a tmpfs in the
 * mount namespace that {@code ip netns exec} makes, so it goes with the process.
 */
record JournalFull(Bench bench) implements Check {
    private static final String DISK_SIZE = "64m";
    private static final int COMMAND_LIMIT_S = 20;
    private static final int MESSAGE_LIMIT_MS = 30_000;
    private static final int ROUNDS = 4;

    @Override
    public Judgement run(Scene scene) {
        Path disk = scene.run().resolve("small-disk");
        Prober.Window window = bench.open(scene);
        bench.router().process(scene, Side.CONTROL_PLANE).stop();
        int logBefore = bench.router().process(scene, Side.CONTROL_PLANE).output().length();
        Daemon process = startOn(scene, disk);
        bench.router().awaitEqual(scene);
        // Ends with "no space left"; reached by way of the process, as its disk is in no other mount namespace.
        Path filler = Path.of("/proc", Long.toString(process.pid()), "root").resolve(disk.toString().substring(1)).resolve("filler");
        scene.shell().run(COMMAND_LIMIT_S, List.of("dd", "if=/dev/zero", "of=" + filler, "bs=64k"));
        Optional<String> message = churnUntilMessage(scene, process, logBefore);
        boolean isAlive = process.isAlive();
        long equalMs = isAlive ? bench.router().awaitEqual(scene) : -1;
        process.stop();
        bench.router().start(scene, Side.CONTROL_PLANE);
        bench.router().awaitEqual(scene);
        ProbeAccount account = bench.record(scene, window, new EventTable.Name("journal's disk full", "routes churn"), equalMs);
        if (!isAlive) {
            return Judgement.fail("the control plane ended when the disk of its journal was full");
        }
        if (message.isEmpty()) {
            return Judgement.fail("no message about the full disk in " + process.log() + " after " + ROUNDS + " rounds of changed routes");
        }
        return account.isClean() ? Judgement.pass("0 of " + account.sent() + " probes lost; \"" + message.get() + "\"")
            : Judgement.fail("the journal's disk was full, and forwarding suffered: " + account);
    }

    private Daemon startOn(Scene scene, Path disk) {
        String command = "mkdir -p " + disk + " && mount -t tmpfs -o mode=0700,size=" + DISK_SIZE + " tmpfs " + disk + " && exec \"$@\"";
        List<String> words = new ArrayList<>(scene.in(NonStop.ROUTER, "sh", "-c", command, "sh", "env",
            "EIGHTFOLD_STATE_DIR=" + disk));
        words.addAll(bench.router().words(scene, Side.CONTROL_PLANE));
        return scene.startDaemon(Side.CONTROL_PLANE.word(), words);
    }

    private Optional<String> churnUntilMessage(Scene scene, Daemon process, int logBefore) {
        for (int round = 0; round < ROUNDS && process.isAlive(); round++) {
            Churn.start(scene, bench).join();
            if (Wait.until(MESSAGE_LIMIT_MS / ROUNDS, () -> message(process, logBefore).isPresent())) {
                break;
            }
        }
        return message(process, logBefore);
    }

    private static Optional<String> message(Daemon process, int logBefore) {
        return process.output().substring(logBefore).lines().filter(line -> isAboutFullDisk(line.toLowerCase(Locale.ROOT))).findFirst().map(String::strip);
    }

    static boolean isAboutFullDisk(String line) {
        return line.contains("journal") && (line.contains("suspended") || line.contains("space") || line.contains("full"));
    }
}
