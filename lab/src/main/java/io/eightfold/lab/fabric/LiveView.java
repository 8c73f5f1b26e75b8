// SPDX-License-Identifier: Apache-2.0
// The page of the fabric, drawn every second, and its keys.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** On a terminal a page that is drawn over itself; elsewhere one page, and then whatever comes on standard input ends it. Thread: session. */
final class LiveView {
    private static final File TERMINAL = new File("/dev/tty");
    private static final long INTERVAL_MS = 1_000;
    private static final long KEY_POLL_MS = 50;
    private static final int LATELY_S = 5;
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String END_OF_LINE = "\u001b[K\r\n";
    private static final String END_OF_PAGE = "\u001b[J";
    private static final int END = -1;
    private final Scene scene;
    private final FabricBench bench;
    private final PrintStream out;
    private final boolean isTerminal = System.console() != null && System.console().isTerminal();
    private final Set<Break> broken = EnumSet.noneOf(Break.class);
    private FabricPage.Moment before;
    /** A break or a repair that is going on; a new key waits for its end. */
    private CompletableFuture<Void> action = CompletableFuture.completedFuture(null);
    private String note = "";

    LiveView(Scene scene, FabricBench bench, PrintStream out) {
        this.scene = scene;
        this.bench = bench;
        this.out = out;
    }

    /** Runs until q, the end of standard input, or the end of the lab. */
    void run() {
        bench.probe(scene);
        before = moment();
        if (!isTerminal) {
            EchoProbe.pause(INTERVAL_MS);
            frame().forEach(out::println);
            out.println("Without a terminal this is all; the end of standard input ends the lab.");
            awaitInput();
            return;
        }
        stty("-icanon", "-echo", "min", "1");
        out.print(ENTER);
        try {
            draw();
        } finally {
            out.print(LEAVE);
            out.flush();
            stty("icanon", "echo");
        }
    }

    private void draw() {
        int key = 0;
        while (key != 'q' && key != END && !scene.isEnding()) {
            out.print(HOME + String.join(END_OF_LINE, frame()) + END_OF_LINE + END_OF_PAGE);
            out.flush();
            key = awaitKey();
            act(key);
        }
    }

    private List<String> frame() {
        FabricPage.Moment now = moment();
        EchoProbe probe = bench.probe(scene);
        int end = Math.max(0, probe.next() - EchoProbe.RATE_PPS / 2);
        FabricPage.State state = new FabricPage.State(probe.account(0, end), probe.account(Math.max(0, end - LATELY_S * EchoProbe.RATE_PPS), end), Set.copyOf(broken),
            bench.registry.process(scene).isAlive(), note);
        List<String> lines = new FabricPage(before, now, state).lines(columns());
        before = now;
        return lines;
    }

    /** Of the terminal; enough for everything where there is none. */
    private int columns() {
        if (!isTerminal) {
            return Integer.MAX_VALUE;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(TERMINAL).redirectErrorStream(true).start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
            return size.length == 2 && size[1].matches("[1-9]\\d{0,4}") ? Integer.parseInt(size[1]) : Integer.MAX_VALUE;
        } catch (IOException e) {
            // Without stty nobody knows.
            return Integer.MAX_VALUE;
        }
    }

    private FabricPage.Moment moment() {
        long atNs = System.nanoTime();
        return new FabricPage.Moment(atNs, bench.routers.stream().map(router -> FabricView.of(scene, router)).toList());
    }

    /** A key, 0 when the next page is due, or the end. */
    private int awaitKey() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);
        try {
            while (deadlineNs - System.nanoTime() > 0) {
                if (System.in.available() > 0) {
                    return System.in.read();
                }
                EchoProbe.pause(KEY_POLL_MS);
            }
            return 0;
        } catch (IOException e) {
            // The terminal is gone.
            return END;
        }
    }

    private void act(int key) {
        Optional<Break> wanted = Break.byKey(key);
        if (wanted.isEmpty() || !action.isDone()) {
            return;
        }
        Break what = wanted.get();
        boolean isMending = !broken.add(what);
        if (isMending) {
            broken.remove(what);
        }
        action = CompletableFuture.runAsync(() -> change(what, isMending));
    }

    /** Starting a registry takes seconds, in which the page goes on. */
    private void change(Break what, boolean isMending) {
        try {
            if (isMending) {
                what.mend(scene, bench);
            } else {
                what.act(scene, bench);
            }
            note = "";
        } catch (LabException | IllegalStateException e) {
            note = what.word() + ": " + e.getMessage();
        }
    }

    private static void awaitInput() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new LabException("standard input cannot be read (" + e.getMessage() + "); use --once without one", e);
        }
    }

    private static void stty(String... settings) {
        String[] words = new String[settings.length + 1];
        words[0] = "stty";
        System.arraycopy(settings, 0, words, 1, settings.length);
        try {
            new ProcessBuilder(words).redirectInput(TERMINAL).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            // Without stty keys need Enter.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
