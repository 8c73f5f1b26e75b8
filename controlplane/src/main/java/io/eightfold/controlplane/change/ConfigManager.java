// SPDX-License-Identifier: Apache-2.0
// Owns the configuration in force: reload, apply with automatic undo, rollback.
package io.eightfold.controlplane.change;

import io.eightfold.controlplane.config.ChangeEffect;
import io.eightfold.controlplane.config.ChangedLine;
import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigProblem;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.controlplane.config.RouterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the configuration in force. Every change is whole or not at all, and they come one at a time: who comes second is refused, and while a change waits to
 * be confirmed only its confirmation or a rollback is taken.
 * <p>Thread: any; a change runs on its caller's thread, an automatic undo on the clock's.
 */
public final class ConfigManager implements AutoCloseable {
    /** Shortest and longest time to confirm a change. */
    public static final long MIN_CONFIRM_MS = 1_000;
    public static final long MAX_CONFIRM_MS = 24L * 60 * 60 * 1_000;
    private static final long UNDO_RETRY_MS = 1_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigManager.class);
    private static final String ROUTER = "eightfold";
    private static final String ROLLBACK = "rollback";
    private static final String UNDO = "undo";

    private final Path file;
    private final ConfigTarget target;
    private final ConfirmClock clock;
    private final ConfigHistory history;
    private final ConfirmStore store;
    private final ReentrantLock changing = new ReentrantLock();
    /** Guarded by the lock for writing. */
    private volatile ConfigText running;
    private volatile RouterConfig ofDataplane;
    private volatile RouterConfig ofControlPlane;
    private volatile PendingConfirm pending;
    private volatile long lastChangeMs;
    private volatile boolean wasLastChangeGood = true;
    private ConfirmClock.Alarm alarm = () -> { };

    private ConfigManager(final Path file, final Path state, final ConfigTarget target, final ConfirmClock clock) {
        this.file = file;
        this.target = target;
        this.clock = clock;
        this.history = new ConfigHistory(state);
        this.store = new ConfirmStore(state);
    }

    /**
     * Reads what to start with: the file, or another configuration when one was taken since the file last changed, or a change was left unconfirmed or undone (see {@link ConfigStart}). The target is not
     * called: take {@link #running}. A change that still waits to be confirmed is undone in time only after {@link #arm}.
     * <p>Thread: startup.
     *
     * @param file   the router's configuration file
     * @param state  directory for history and unconfirmed changes; made when missing
     * @param target gets every later change
     * @param clock  {@link WallClock}, or one that a test moves
     * @throws ConfigChangeException when what to start with is no good configuration
     */
    public static ConfigManager start(final Path file, final Path state, final ConfigTarget target, final ConfirmClock clock) throws ConfigChangeException {
        final ConfigManager manager = new ConfigManager(file, state, target, clock);
        final List<String> warnings = new ArrayList<>();
        manager.changing.lock();
        try {
            manager.begin(warnings);
        } finally {
            manager.changing.unlock();
        }
        warnings.forEach(warning -> LOGGER.warn("config fault=host {}", warning));
        return manager;
    }

    /** The target can take changes from now on: an automatic undo that is due may call it. Thread: startup. */
    public void arm() {
        changing.lock();
        try {
            if (pending != null) {
                await(pending);
            }
        } finally {
            changing.unlock();
        }
    }

    private void begin(final List<String> warnings) throws ConfigChangeException {
        final ConfigStart start = ConfigStart.choose(file, history, store, clock.nowMs());
        running = start.config();
        if (start.undone() != null) {
            store.setUndone(start.undone(), warnings);
            store.setPending(null, warnings);
        }
        pending = start.pending();
        ofDataplane = running.config();
        ofControlPlane = running.config();
        if (history.newest().filter(entry -> entry.text().equals(running.text())).isEmpty()) {
            history.add(clock.nowMs(), start.cause(), ROUTER, running, warnings);
        }
        lastChangeMs = history.newest().map(HistoryEntry::timeMs).orElse(clock.nowMs());
        noteIfOfFile(warnings);
    }

    /**
     * Remembers that the router's file has been read when it holds what is in force: only another text in it is news to the next start. After the history, and not without it: a
     * process that dies between the two takes the file, which says the same.
     */
    private void noteIfOfFile(final List<String> warnings) {
        if (warnings.isEmpty() && holdsRunning()) {
            store.setLastRead(running, warnings);
        }
    }

    private boolean holdsRunning() {
        try {
            return PrivateFile.read(file).equals(running.text());
        } catch (final IOException e) {
            LOGGER.debug("config file={} cannot be read: {}", file, e.toString());
            return false;
        }
    }

    /** The configuration in force, including lines that wait for a restart. */
    public RouterConfig running() {
        return running.config();
    }

    /** A file with the configuration in force, for processes that are started later; older when the disk did not take it. */
    public Path runningFile() {
        return history.runningFile();
    }

    /** Reads the router's file again. */
    public ConfigOutcome reload(final String user) throws ConfigChangeException {
        return reload(file, user);
    }

    /** Reads another file. */
    public ConfigOutcome reload(final Path other, final String user) throws ConfigChangeException {
        return recorded(() -> {
            final long startedNs = System.nanoTime();
            refuseWhilePending();
            return change("reload", ConfigText.load(other), user, startedNs, 0);
        });
    }

    /**
     * Takes a text that the client read.
     *
     * @param source how messages call it
     */
    public ConfigOutcome reload(final String source, final String text, final String user) throws ConfigChangeException {
        return recorded(() -> {
            final long startedNs = System.nanoTime();
            refuseWhilePending();
            return change("reload", ConfigText.parse(source, text), user, startedNs, 0);
        });
    }

    /**
     * Takes a text and goes back by itself unless {@link #confirm} comes in time, even when the control plane is restarted in between.
     *
     * @param confirmWithinMs {@link #MIN_CONFIRM_MS} to {@link #MAX_CONFIRM_MS}
     */
    public ConfigOutcome apply(final String source, final String text, final long confirmWithinMs, final String user) throws ConfigChangeException {
        if (confirmWithinMs < MIN_CONFIRM_MS || confirmWithinMs > MAX_CONFIRM_MS) {
            throw new ConfigChangeException("confirmWithinMs=" + confirmWithinMs + " is outside " + MIN_CONFIRM_MS + " to " + MAX_CONFIRM_MS + "; nothing was changed");
        }
        return recorded(() -> {
            final long startedNs = System.nanoTime();
            refuseWhilePending();
            return change("apply", ConfigText.parse(source, text), user, startedNs, clock.nowMs() + confirmWithinMs);
        });
    }

    /** Keeps the change that waits to be confirmed. */
    public ConfigOutcome confirm(final String user) throws ConfigChangeException {
        return exclusively(() -> {
            final long startedNs = System.nanoTime();
            if (pending == null) {
                throw new ConfigChangeException("no change waits to be confirmed; it was undone already or never applied with a deadline, see: ipv8 config history");
            }
            final List<String> warnings = new ArrayList<>();
            settle(warnings);
            if (!holdsRunning()) {
                warnings.add(file + " does not hold what is in force: restarts keep to the confirmed configuration until that file changes; copy the text there to make it the router's own");
            }
            LOGGER.info("config cause=confirm user={} source={}", HistoryEntry.word(user), running.source());
            return outcome("confirm", ConfigDiff.NONE, List.of(), warnings, startedNs);
        });
    }

    /**
     * Goes back to an earlier configuration, as a new entry of the history.
     *
     * @param number of the history, or 0 for the one before the one in force
     */
    public ConfigOutcome rollback(final int number, final String user) throws ConfigChangeException {
        return recorded(() -> {
            final long startedNs = System.nanoTime();
            final ConfigText earlier = number == 0 && pending != null ? pending.beforeConfig() : earlier(number);
            return back(ROLLBACK, earlier, user, startedNs);
        });
    }

    private ConfigText earlier(final int number) throws ConfigChangeException {
        final List<HistoryEntry> entries = history.entries();
        final Optional<HistoryEntry> entry = number != 0 ? history.numbered(number)
                : entries.stream().limit(Math.max(0, entries.size() - 1L)).reduce((one, later) -> later);
        if (entry.isEmpty()) {
            throw new ConfigChangeException((number == 0 ? "there is no earlier configuration" : "there is no history " + number)
                    + "; ipv8 config history lists what there is");
        }
        return ConfigText.parse(entry.get().source(), entry.get().text());
    }

    /** Leaves the configuration in force, and marks its text so that the next start does not take it. */
    private ConfigOutcome back(final String cause, final ConfigText earlier, final String user, final long startedNs) throws ConfigChangeException {
        final ConfigText left = running;
        final ConfigOutcome outcome = change(cause, earlier, user, startedNs, 0);
        final List<String> warnings = new ArrayList<>(outcome.hostWarnings());
        settle(warnings);
        if (!left.text().equals(earlier.text())) {
            store.setUndone(left, warnings);
        }
        return new ConfigOutcome(cause, outcome.diff(), outcome.configWarnings(), warnings, outcome.history(), outcome.tookNs(), outcome.waiting(), 0);
    }

    private ConfigOutcome change(final String cause, final ConfigText after, final String user, final long startedNs, final long confirmByMs)
            throws ConfigChangeException {
        final ConfigText before = running;
        final ConfigDiff diff = ConfigDiff.between(before.config(), after.config());
        final List<String> warnings = new ArrayList<>();
        final boolean isToConfirm = confirmByMs != 0 && !diff.isEmpty();
        if (isToConfirm) {
            // On disk first: a process that dies in the middle must go back too.
            final PendingConfirm waiting = new PendingConfirm(confirmByMs, confirmByMs - clock.nowMs(), user, before.source(), before.text(), after.source(), after.text());
            store.setPending(waiting, warnings);
            await(waiting);
        }
        hand(before, after, diff, isToConfirm);
        running = after;
        if (store.isUndone(after)) {
            store.setUndone(null, warnings);
        }
        if (!after.text().equals(before.text())) {
            history.add(clock.nowMs(), cause, user, after, warnings);
        }
        noteIfOfFile(warnings);
        record(true);
        LOGGER.info("config cause={} user={} source={} changed=\"{}\"", cause, HistoryEntry.word(user), after.source(), diff.summary());
        warnings.forEach(warning -> LOGGER.warn("config fault=host {}", warning));
        return outcome(cause, diff, after.warnings(), warnings, startedNs);
    }

    private void hand(final ConfigText before, final ConfigText after, final ConfigDiff diff, final boolean isToConfirm) throws ConfigChangeException {
        if (diff.isEmpty()) {
            return;
        }
        try {
            target.apply(before.config(), after.config(), diff);
        } catch (final RuntimeException e) {
            if (isToConfirm) {
                settle(new ArrayList<>());
            }
            LOGGER.error("config source={} fault=bug not taken", after.source(), e);
            throw new ConfigChangeException("the control plane failed to take " + after.source() + " (" + e.getClass().getSimpleName()
                    + "); the configuration before stays, the log has the details, please report them");
        }
    }

    private ConfigOutcome outcome(final String cause, final ConfigDiff diff, final List<ConfigProblem> configWarnings, final List<String> hostWarnings,
            final long startedNs) {
        return new ConfigOutcome(cause, diff, configWarnings, hostWarnings, history.newest().map(HistoryEntry::number).orElse(0),
                System.nanoTime() - startedNs, waiting(), pending == null ? 0 : pending.confirmByMs());
    }

    private void await(final PendingConfirm waiting) {
        pending = waiting;
        alarm = clock.at(waiting.confirmByMs(), () -> undo(waiting));
    }

    private void settle(final List<String> warnings) {
        if (pending != null) {
            alarm.cancel();
            pending = null;
            store.setPending(null, warnings);
        }
    }

    /** Thread: the clock's. It waits for a change that is being made: a confirmation that came first has taken the change out of {@link #pending}. */
    private void undo(final PendingConfirm waiting) {
        changing.lock();
        try {
            if (pending == waiting) {
                LOGGER.warn("config source={} fault=config undone: nobody confirmed in time", waiting.afterSource());
                back(UNDO, waiting.beforeConfig(), waiting.user(), System.nanoTime());
            }
        } catch (final ConfigChangeException | RuntimeException e) {
            LOGGER.error("config fault=bug not undone: {}; trying again in {} ms", e.getMessage(), UNDO_RETRY_MS);
            record(false);
            alarm = clock.at(clock.nowMs() + UNDO_RETRY_MS, () -> undo(waiting));
        } finally {
            changing.unlock();
        }
    }

    private void refuseWhilePending() throws ConfigChangeException {
        if (pending != null) {
            throw new ConfigChangeException("the change of user " + pending.user() + " from " + pending.afterSource() + " waits to be confirmed by "
                    + Instant.ofEpochMilli(pending.confirmByMs()).truncatedTo(ChronoUnit.SECONDS)
                    + "; keep it with 'ipv8 config confirm' or leave it with 'ipv8 config rollback' first");
        }
    }

    /** A change whose refusal counts. */
    private ConfigOutcome recorded(final Change change) throws ConfigChangeException {
        return exclusively(() -> {
            try {
                return change.make();
            } catch (final ConfigChangeException e) {
                record(false);
                throw e;
            }
        });
    }

    private void record(final boolean isGood) {
        wasLastChangeGood = isGood;
        lastChangeMs = clock.nowMs();
    }

    private ConfigOutcome exclusively(final Change change) throws ConfigChangeException {
        if (!changing.tryLock()) {
            throw new ConfigChangeException("another change is being made; try again when it is done");
        }
        try {
            return change.make();
        } finally {
            changing.unlock();
        }
    }

    @FunctionalInterface
    private interface Change {
        ConfigOutcome make() throws ConfigChangeException;
    }

    /** Reads a text and reports every problem; changes nothing. */
    public ConfigResult check(final String source, final String text) {
        return ConfigParser.parse(source, text);
    }

    /** What leads from an entry of the history to the configuration in force. */
    public ConfigDiff diff(final int number) throws ConfigChangeException {
        return ConfigDiff.between(earlier(number).config(), running.config());
    }

    /** What leads from the configuration in force to this text; changes nothing. */
    public ConfigDiff compare(final String source, final String text) throws ConfigChangeException {
        return ConfigDiff.between(running.config(), ConfigText.parse(source, text).config());
    }

    /** Lines in force only when a process is started again. */
    public List<ChangedLine> waiting() {
        final RouterConfig now = running.config();
        final List<ChangedLine> lines = new ArrayList<>();
        lines.addAll(linesOf(ofDataplane, now, ChangeEffect.DATAPLANE_RESTART));
        lines.addAll(linesOf(ofControlPlane, now, ChangeEffect.CONTROLPLANE_RESTART));
        return lines;
    }

    private static List<ChangedLine> linesOf(final RouterConfig started, final RouterConfig now, final ChangeEffect effect) {
        return ConfigDiff.ofSettings(started, now).lines().stream().filter(line -> line.effect() == effect).toList();
    }

    /** What the running dataplane was started with, as far as this process knows. */
    public RouterConfig ofDataplane() {
        return ofDataplane;
    }

    /** A dataplane was started with the configuration in force: nothing waits for its restart any more. */
    public void dataplaneStarted() {
        ofDataplane = running.config();
    }

    /** When the last change is undone unless confirmed, milliseconds since 1970; empty when nothing waits. */
    public Optional<Long> confirmByMs() {
        return Optional.ofNullable(pending).map(PendingConfirm::confirmByMs);
    }

    /** When a change was last made or refused, milliseconds since 1970; after a start when the configuration in force came to be. */
    public long lastChangeMs() {
        return lastChangeMs;
    }

    /** Whether that change was made. */
    public boolean wasLastChangeGood() {
        return wasLastChangeGood;
    }

    /** The configurations that were in force, newest last. */
    public List<HistoryEntry> history() {
        return history.entries();
    }

    /** Takes the call for an undo back; the deadline stays on disk for the next process. */
    @Override
    public void close() {
        changing.lock();
        try {
            alarm.cancel();
        } finally {
            changing.unlock();
        }
    }

    /** How long until that time. */
    long remainingMs(final long timeMs) {
        return Math.max(0, timeMs - clock.nowMs());
    }
}
