// SPDX-License-Identifier: Apache-2.0
// Reads, draws and listens to keys, until the operator has seen enough.
package io.eightfold.cli.top;

import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.router.CounterFileSource;
import io.eightfold.cli.top.Line.Style;
import io.eightfold.cli.top.ProcessState.Status;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.controlplane.telemetry.PortCounterSource;
import io.eightfold.controlplane.telemetry.PortCounterSource.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** The state of a running view. Thread: startup. */
public final class TopLoop implements AutoCloseable {
    /** How soon a key, a resize or an answer is seen on the screen. */
    private static final long TURN_MS = 200;
    private static final String HELP = "q quit  d drops  r routes  space pause  arrows scroll";

    private final RunDirectory directory;
    private final long intervalMs;
    private final PortCounterSource counters;
    private final StatePoller control;
    private final StatePoller dataplane;
    private Reading last;
    private long lastNs;
    private Rates rates = Rates.NONE;
    private String counterProblem;
    private View view = View.OVERVIEW;
    private boolean isPaused;
    private int scrolled;
    private int pageRows = 1;

    /** @param dataplaneSocket the management socket of the dataplane's own process; nobody may listen there. */
    public TopLoop(final RunDirectory directory, final Path dataplaneSocket, final long intervalMs) {
        this.directory = directory;
        this.intervalMs = intervalMs;
        counters = new CounterFileSource(directory.countersFile());
        control = new StatePoller(directory.controlSocket(), intervalMs);
        dataplane = new StatePoller(dataplaneSocket, intervalMs);
    }

    /** One frame over one interval, as text. */
    public void once(final PrintWriter out) throws InterruptedException {
        begin();
        Thread.sleep(intervalMs);
        read();
        print(snapshot(), out);
    }

    /** A frame each interval, as text, until the process is ended or nobody reads. */
    public void plain(final PrintWriter out) throws InterruptedException {
        begin();
        while (!out.checkError()) {
            Thread.sleep(intervalMs);
            read();
            print(snapshot(), out);
            out.println();
        }
    }

    /** The live view, until a key or a signal ends it. */
    public void live() throws IOException, InterruptedException {
        begin();
        final String noColor = System.getenv("NO_COLOR");
        try (Terminal terminal = new Terminal(noColor == null || noColor.isEmpty())) {
            long drawnNs = System.nanoTime();
            Snapshot shown = snapshot();
            draw(terminal, shown);
            while (true) {
                final List<Key> keys = terminal.keys(Math.min(TURN_MS, intervalMs));
                if (keys.contains(Key.QUIT)) {
                    return;
                }
                final boolean isDue = System.nanoTime() - drawnNs >= intervalMs * 1_000_000;
                if (isDue) {
                    drawnNs = System.nanoTime();
                    read();
                    shown = isPaused ? shown : snapshot();
                }
                keys.forEach(this::onKey);
                if (terminal.isResized() || isDue || !keys.isEmpty()) {
                    draw(terminal, shown);
                } else {
                    terminal.askSize();
                }
            }
        }
    }

    private void begin() throws InterruptedException {
        read();
        control.start();
        dataplane.start();
        final long untilNs = System.nanoTime() + TURN_MS * 1_000_000;
        while ((control.state().status() == Status.UNKNOWN || dataplane.state().status() == Status.UNKNOWN) && System.nanoTime() - untilNs < 0) {
            Thread.sleep(5);
        }
        if (last == null && isNobodyThere()) {
            throw new CommandFailure("no router '" + directory.id() + "': " + counterProblem + "; start it with: ipv8 router run -c FILE -i " + directory.id());
        }
    }

    private boolean isNobodyThere() {
        return control.state().status() == Status.DOWN && dataplane.state().status() == Status.DOWN
            || control.state().status() == Status.FORBIDDEN;
    }

    /** Takes a reading of the counters; rates are those since the one before. */
    private void read() {
        try {
            final Reading now = counters.read();
            final long nowNs = System.nanoTime();
            if (last != null && nowNs > lastNs) {
                rates = Rates.between(last, now, nowNs - lastNs);
            } else {
                rates = Rates.between(now, now, 1);
            }
            last = now;
            lastNs = nowNs;
            counterProblem = null;
        } catch (final IOException e) {
            counterProblem = problem(e);
        }
    }

    private String problem(final IOException e) {
        return e instanceof AccessDeniedException ? "the counters are not readable by you (" + directory.countersFile() + "); run as the router's owner"
            : e instanceof java.nio.file.NoSuchFileException ? "there is no counter file " + directory.countersFile() : e.getMessage();
    }

    private Snapshot snapshot() {
        return new Snapshot(directory.id(), LocalTime.now(), rates, last != null && last.isRunning() && counterProblem == null, counterProblem, control.state(),
            dataplane.state());
    }

    private static void print(final Snapshot now, final PrintWriter out) {
        TopScreen.head(now, false).forEach(line -> out.println(line.plain()));
        out.println();
        TopScreen.body(now, View.OVERVIEW).forEach(line -> out.println(line.plain()));
    }

    private void onKey(final Key key) {
        switch (key) {
            case DROPS -> show(View.DROPS);
            case ROUTES -> show(View.ROUTES);
            case PAUSE -> isPaused = !isPaused;
            case UP -> scrolled--;
            case DOWN -> scrolled++;
            case PAGE_UP -> scrolled -= pageRows;
            case PAGE_DOWN -> scrolled += pageRows;
            case HOME -> scrolled = 0;
            case END -> scrolled = Integer.MAX_VALUE / 2;
            case QUIT, OTHER -> { }
        }
    }

    private void show(final View wanted) {
        view = view == wanted ? View.OVERVIEW : wanted;
        scrolled = 0;
    }

    /** Head on top, help at the bottom, and as much of the body between as there is room for. */
    private void draw(final Terminal terminal, final Snapshot now) throws IOException {
        final List<Line> frame = new ArrayList<>(TopScreen.head(now, isPaused));
        frame.add(Line.of(""));
        final List<Line> body = TopScreen.body(now, view);
        pageRows = Math.max(1, terminal.rows() - frame.size() - 1);
        scrolled = Math.clamp(scrolled, 0, Math.max(0, body.size() - pageRows));
        final int end = Math.min(body.size(), scrolled + pageRows);
        frame.addAll(body.subList(scrolled, end));
        while (frame.size() < terminal.rows() - 1) {
            frame.add(Line.of(""));
        }
        final String more = body.size() > pageRows ? "lines " + (scrolled + 1) + "-" + end + " of " + body.size() + "   " : "";
        frame.add(Line.of(more + HELP, Style.FAINT));
        terminal.draw(frame);
    }

    @Override
    public void close() {
        control.close();
        dataplane.close();
    }
}
