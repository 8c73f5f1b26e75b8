// SPDX-License-Identifier: Apache-2.0
// Carries a row of the grid out.
package io.eightfold.lab.interop;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Passes when no cell fails. Without a session there is nothing to try: then the cells behind it fail as well. */
record RowRun(Row row, Grid grid, boolean isMissingAllowed) implements Check {
    private static final int LIMIT_S = 5;
    private static final String HEADING = "Grid";

    @Override
    public Judgement run(Scene scene) {
        List<String> missing = row.kind().programs().stream().filter(program -> !isInstalled(scene, program)).toList();
        if (!missing.isEmpty()) {
            String what = String.join(", ", missing) + " not installed; run ci/install lab";
            return isMissingAllowed ? Judgement.skip(what) : Judgement.fail(what + ", or leave the row out with --allow-missing");
        }
        try (Bench bench = Bench.open(scene, row)) {
            prepare(scene);
            grid.begin(row, bench.peer().version());
            try {
                trials(bench);
            } finally {
                publish(scene);
                end(bench);
            }
        }
        List<String> problems = grid.problems(row);
        return Judgement.of(problems, grid.count(row, Verdict.PASS) + " pass, " + grid.count(row, Verdict.SKIP) + " n/a");
    }

    /** A host behind the daemon, and no way back but the one that the daemon learns, if it can. */
    private void prepare(Scene scene) {
        scene.shell().require(LIMIT_S, scene.in(row.station(), "ip", "address", "add", row.ipv4().host() + "/32", "dev", "lo"), null);
    }

    private void trials(Bench bench) {
        if (bench.peer().fillsKernel()) {
            bench.scene().shell().require(LIMIT_S, bench.scene().in(row.station(), "ip", "route", "del", "default"), null);
        }
        SessionTrials session = new SessionTrials(bench);
        RouteTrials routes = new RouteTrials(bench);
        for (Column column : Column.values()) {
            Function<Bench, Cell> trial = switch (column) {
                case MD5 -> _ -> session.md5();
                case ANNOUNCE -> _ -> routes.announce();
                case FOUR_BYTE_ASN -> _ -> routes.fourByteAsn();
                case TRAFFIC -> _ -> routes.traffic();
                case WITHDRAW -> _ -> routes.withdraw();
                case REFRESH -> _ -> routes.refresh();
                case GRACEFUL_RESTART -> _ -> session.gracefulRestart();
                case HOLD_EXPIRY -> _ -> session.holdExpiry();
                case MAX_PREFIX -> _ -> session.maxPrefix();
            };
            if (bench.scene().isEnding()) {
                return;
            }
            grid.put(row, column, cell(trial, bench));
        }
    }

    private static Cell cell(Function<Bench, Cell> trial, Bench bench) {
        try {
            return trial.apply(bench);
        } catch (LabException e) {
            return Cell.fail(e.getMessage());
        }
    }

    private void publish(Scene scene) {
        scene.findings().text(HEADING, grid.text());
        scene.findings().value("grid", grid.json());
    }

    /** A daemon that could not be started has nothing to stop. */
    private static void end(Bench bench) {
        try {
            bench.peer().stop();
        } catch (LabException e) {
            bench.scene().screen().line("note: " + e.getMessage());
        }
    }

    private static boolean isInstalled(Scene scene, String program) {
        return program.startsWith("/") ? Files.isExecutable(Path.of(program))
            : scene.shell().run(LIMIT_S, Stream.of("sh", "-c", "command -v " + program).toList()).isOk();
    }
}
