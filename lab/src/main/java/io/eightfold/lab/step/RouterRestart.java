// SPDX-License-Identifier: Apache-2.0
// A router dies and comes back.
package io.eightfold.lab.step;

import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.report.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code kill -9}, then the same command again, with nothing cleaned up in between; afterwards all pings must work.
 *
 * @param pings through the router
 */
record RouterRestart(String router, List<Check> pings) implements Check {
    private static final int START_LIMIT_MS = 30_000;

    @Override
    public Judgement run(Scene scene) {
        Daemon daemon = scene.daemon(router);
        daemon.kill();
        long startNs = System.nanoTime();
        daemon.startAgain();
        Wait.until(START_LIMIT_MS, () -> !daemon.isAlive() || RoutersUp.isReady(scene, router));
        if (!daemon.isAlive()) {
            return Judgement.fail(daemon.epitaph());
        }
        double upS = (System.nanoTime() - startNs) / 1e9;
        List<Judgement> judgements = pings.stream().map(ping -> ping.run(scene)).toList();
        List<String> problems = judgements.stream().filter(judgement -> judgement.verdict() != Verdict.PASS).map(Judgement::detail).toList();
        return Judgement.of(problems, Stream.concat(Stream.of(String.format(Locale.ROOT, "up again after %.1f s", upS)),
            judgements.stream().map(Judgement::detail)).reduce((a, b) -> a + "; " + b).orElseThrow());
    }
}
