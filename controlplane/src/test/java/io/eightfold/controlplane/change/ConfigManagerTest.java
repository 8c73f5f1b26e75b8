// SPDX-License-Identifier: Apache-2.0
// Reload, apply with automatic undo, rollback: across restarts, bad files and bad disks.
package io.eightfold.controlplane.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.RouterConfig;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigManagerTest {
    private static final String LINK = "interface eth1\n ip address 10.1.0.1/24\n";
    private static final String START = LINK + "ip route 10.9.0.0/16 10.1.0.2\n";
    private static final String NEXT = START + "ip route 10.8.0.0/16 10.1.0.2\n";

    @TempDir
    private Path directory;
    private Path file;
    private Path state;
    private final MovedClock clock = new MovedClock();
    private final List<String> applied = new ArrayList<>();
    private ConfigManager manager;

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("router.conf");
        state = directory.resolve("state/config");
        Files.writeString(file, START);
        manager = restarted();
    }

    /** What a new process would begin with; the one before is simply gone. */
    private ConfigManager restarted() throws ConfigChangeException {
        final ConfigManager started = ConfigManager.start(file, state, (before, after, diff) -> applied.add(diff.summary()), clock);
        started.arm();
        return started;
    }

    private static List<String> routes(final RouterConfig config) {
        return config.routes().stream().map(route -> route.prefix().toString()).toList();
    }

    private static final List<String> OLD_ROUTES = List.of("10.9.0.0/16");
    private static final List<String> NEW_ROUTES = List.of("10.9.0.0/16", "10.8.0.0/16");

    @Test
    void shouldReloadItsFileAndHandOnWhatChanged() throws Exception {
        Files.writeString(file, NEXT);
        final ConfigOutcome outcome = manager.reload("root");
        assertEquals(List.of("1 route added"), applied);
        assertEquals("+ip route 10.8.0.0/16 10.1.0.2\n", outcome.diff().text());
        assertEquals(2, outcome.history());
        assertEquals(NEW_ROUTES, routes(manager.running()));
        assertEquals(List.of("start", "reload"), manager.history().stream().map(HistoryEntry::cause).toList());
    }

    @Test
    void shouldNeitherApplyNorRememberWhatChangesNothing() throws Exception {
        final ConfigOutcome outcome = manager.reload("root");
        assertTrue(outcome.diff().isEmpty());
        assertEquals(1, outcome.history());
        assertEquals(List.of(), applied);
    }

    @Test
    void shouldChangeNothingForABadFileAndReportEveryProblem() throws Exception {
        Files.writeString(file, "hostnam x\n" + START + " mtu 1\n");
        final ConfigChangeException e = assertThrows(ConfigChangeException.class, () -> manager.reload("root"));
        assertEquals(List.of(1, 5), e.problems().stream().map(problem -> problem.line()).toList());
        Files.delete(file);
        assertThrows(ConfigChangeException.class, () -> manager.reload("root"));
        assertEquals(List.of(), applied);
        assertEquals(OLD_ROUTES, routes(manager.running()));
        assertEquals(1, manager.history().size());
    }

    @Test
    void shouldTellWhetherTheLastChangeWasMadeAndWhen() throws Exception {
        assertTrue(manager.wasLastChangeGood());
        assertEquals(clock.nowMs(), manager.lastChangeMs());
        clock.forwardMs(5_000);
        assertThrows(ConfigChangeException.class, () -> manager.reload("bad.conf", "hostnam x\n", "root"));
        assertFalse(manager.wasLastChangeGood());
        assertEquals(clock.nowMs(), manager.lastChangeMs());
        clock.forwardMs(5_000);
        assertThrows(ConfigChangeException.class, () -> manager.confirm("root"));
        assertEquals(clock.nowMs() - 5_000, manager.lastChangeMs(), "no change was asked for");
        manager.reload("root");
        assertTrue(manager.wasLastChangeGood(), "nothing to change is good too");
        assertEquals(clock.nowMs(), manager.lastChangeMs());
    }

    @Test
    void shouldKeepTheOldConfigurationWhenTheTargetFails() throws Exception {
        final ConfigManager failing = ConfigManager.start(file, directory.resolve("other"), (before, after, diff) -> {
            throw new IllegalStateException("bug");
        }, clock);
        assertThrows(ConfigChangeException.class, () -> failing.apply("next.conf", NEXT, 60_000, "root"));
        assertEquals(OLD_ROUTES, routes(failing.running()));
        assertEquals(0, clock.waiting());
        assertTrue(failing.confirmByMs().isEmpty());
    }

    @Test
    void shouldUndoByItselfUnlessConfirmed() throws Exception {
        final ConfigOutcome outcome = manager.apply("next.conf", NEXT, 60_000, "root");
        assertEquals(clock.nowMs() + 60_000, outcome.confirmByMs());
        clock.forwardMs(59_999);
        assertEquals(NEW_ROUTES, routes(manager.running()));
        clock.forwardMs(1);
        assertEquals(OLD_ROUTES, routes(manager.running()));
        assertEquals(List.of("1 route added", "1 route removed"), applied);
        assertEquals("undo", manager.history().getLast().cause());
        assertThrows(ConfigChangeException.class, () -> manager.confirm("root"));
    }

    @Test
    void shouldKeepWhatIsConfirmedInTime() throws Exception {
        manager.apply("next.conf", NEXT, 60_000, "root");
        manager.confirm("root");
        clock.forwardMs(120_000);
        assertEquals(NEW_ROUTES, routes(manager.running()));
        assertEquals(List.of("1 route added"), applied);
        assertEquals(0, clock.waiting());
        for (int start = 0; start < 3; start++) {
            assertEquals(NEW_ROUTES, routes(restarted().running()), "the file did not change, start " + start);
            assertEquals(NEW_ROUTES, routes(ConfigInForce.read(file, state)), "the dataplane decides the same way");
        }
        assertEquals(List.of("start", "apply"), manager.history().stream().map(HistoryEntry::cause).toList());
    }

    @Test
    void shouldKeepWhatWasReloadedFromAnotherFileUntilItsOwnChanges() throws Exception {
        manager.reload("next.conf", NEXT, "root");
        assertEquals(NEW_ROUTES, routes(restarted().running()));
        Files.writeString(file, START + "hostname edited\n");
        assertEquals("edited", ConfigInForce.read(file, state).hostname());
        assertEquals("edited", restarted().running().hostname());
        Files.writeString(file, START);
        assertEquals(OLD_ROUTES, routes(restarted().running()), "back to what it was is a change too");
    }

    @Test
    void shouldStartWithTheFileThatWasReloadedAfterAnother() throws Exception {
        manager.reload("next.conf", NEXT, "root");
        Files.writeString(file, START + "hostname edited\n");
        manager.reload(file.toString(), START + "hostname edited\n", "root");
        manager.reload("next.conf", NEXT, "root");
        assertEquals(NEW_ROUTES, routes(restarted().running()), "the edited file was read before");
        manager.reload("root");
        assertEquals("edited", restarted().running().hostname());
    }

    @Test
    void shouldStartWithTheFileWhenTheNewestOfTheHistoryIsNotThere() throws Exception {
        assertEquals(OLD_ROUTES, routes(ConfigInForce.read(file, directory.resolve("nowhere"))));
        manager.reload("next.conf", NEXT, "root");
        manager.reload("third.conf", NEXT + "hostname third\n", "root");
        Files.writeString(state.resolve("0003.conf"), "no header\n");
        assertEquals(OLD_ROUTES, routes(restarted().running()), "history 2 is older than what was in force");
    }

    @Test
    void shouldReadWhatIsInForceWhileAChangeWaitsToBeConfirmed() throws Exception {
        final ConfigManager now = ConfigManager.start(file, state, (before, after, diff) -> { }, new MovedClock(System.currentTimeMillis()));
        now.apply("next.conf", NEXT, 60_000, "root");
        assertEquals(NEW_ROUTES, routes(ConfigInForce.read(file, state)));
        now.rollback(0, "root");
        assertEquals(OLD_ROUTES, routes(ConfigInForce.read(file, state)));
    }

    @Test
    void shouldSayWhenConfirmedThatItsFileSaysSomethingElse() throws Exception {
        manager.apply("next.conf", NEXT, 60_000, "root");
        assertTrue(manager.confirm("root").hostWarnings().getFirst().contains("copy the text there"));
        manager.reload("root");
        Files.writeString(file, NEXT);
        manager.apply(file.toString(), NEXT, 60_000, "root");
        assertEquals(List.of(), manager.confirm("root").hostWarnings());
    }

    @Test
    void shouldRefuseOtherChangesWhileOneWaitsToBeConfirmed() throws Exception {
        manager.apply("next.conf", NEXT, 60_000, "root");
        final ConfigChangeException e = assertThrows(ConfigChangeException.class, () -> manager.reload("root"));
        assertTrue(e.getMessage().contains("next.conf") && e.getMessage().contains("ipv8 config confirm"), e.getMessage());
        assertThrows(ConfigChangeException.class, () -> manager.apply("x", START, 60_000, "root"));
        assertEquals(NEW_ROUTES, routes(manager.running()));
        manager.rollback(0, "root");
        assertEquals(OLD_ROUTES, routes(manager.running()));
        assertEquals(0, clock.waiting());
        manager.reload("root");
    }

    @Test
    void shouldKeepWaitingForTheConfirmationAfterARestart() throws Exception {
        Files.writeString(file, NEXT);
        manager.apply(file.toString(), NEXT, 60_000, "root");
        clock.forwardMs(10_000);
        final MovedClock later = new MovedClock();
        later.forwardMs(10_000);
        final ConfigManager second = ConfigManager.start(file, state, (before, after, diff) -> applied.add("second " + diff.summary()), later);
        assertEquals(NEW_ROUTES, routes(second.running()));
        assertEquals(0, later.waiting(), "not before the target can take it");
        second.arm();
        later.forwardMs(50_000);
        assertEquals(OLD_ROUTES, routes(second.running()));
        assertEquals("second 1 route removed", applied.getLast());
    }

    @Test
    void shouldUndoAtOnceWhenArmedAfterTheDeadline() throws Exception {
        manager.apply("next.conf", NEXT, 60_000, "root");
        final MovedClock later = new MovedClock();
        final ConfigManager second = ConfigManager.start(file, state, (before, after, diff) -> applied.add("second " + diff.summary()), later);
        later.forwardMs(70_000);
        assertEquals("1 route added", applied.getLast());
        second.arm();
        later.forwardMs(0);
        assertEquals("second 1 route removed", applied.getLast());
    }

    @Test
    void shouldTryTheUndoAgainUntilTheTargetTakesIt() throws Exception {
        final AtomicInteger failures = new AtomicInteger();
        final ConfigManager failing = ConfigManager.start(file, directory.resolve("other"), (before, after, diff) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("starved");
            }
        }, clock);
        failing.apply("next.conf", NEXT, 60_000, "root");
        failures.set(2);
        clock.forwardMs(60_000);
        clock.forwardMs(1_000);
        assertEquals(NEW_ROUTES, routes(failing.running()));
        assertThrows(ConfigChangeException.class, () -> failing.reload("root"), "still waits");
        clock.forwardMs(1_000);
        assertEquals(OLD_ROUTES, routes(failing.running()));
        assertEquals(0, clock.waiting());
        failing.reload("root");
    }

    @Test
    void shouldNotWaitLongerThanAskedForWhenTheClockWasSetBack() throws Exception {
        manager.apply("next.conf", NEXT, 60_000, "root");
        final MovedClock back = new MovedClock(clock.nowMs() - 1_000_000_000L);
        final ConfigManager second = ConfigManager.start(file, state, (before, after, diff) -> { }, back);
        second.arm();
        assertEquals(back.nowMs() + 60_000, second.confirmByMs().orElseThrow());
        back.forwardMs(60_000);
        assertEquals(OLD_ROUTES, routes(second.running()));
    }

    @Test
    void shouldStartWithTheOldConfigurationWhenTheDeadlinePassedWhileNobodyRanAndStayThere() throws Exception {
        Files.writeString(file, NEXT);
        manager.apply(file.toString(), NEXT, 60_000, "root");
        manager.close();
        final MovedClock later = new MovedClock();
        later.forwardMs(60_000);
        for (int start = 0; start < 3; start++) {
            final ConfigManager next = ConfigManager.start(file, state, (before, after, diff) -> { }, later);
            assertEquals(OLD_ROUTES, routes(next.running()), "start " + start);
            assertTrue(next.confirmByMs().isEmpty());
        }
        final ConfigManager last = restarted();
        last.reload("root");
        assertEquals(NEW_ROUTES, routes(last.running()));
        assertEquals(NEW_ROUTES, routes(restarted().running()), "taken on purpose, the file is good again");
    }

    @Test
    void shouldRollBackToTheOneBeforeOrToANumber() throws Exception {
        manager.reload("a.conf", NEXT, "root");
        manager.reload("b.conf", NEXT + "hostname b\n", "root");
        final ConfigOutcome outcome = manager.rollback(0, "root");
        assertEquals(NEW_ROUTES, routes(manager.running()));
        assertEquals("-hostname b\n", outcome.diff().text());
        assertEquals(4, outcome.history());
        manager.rollback(1, "root");
        assertEquals(OLD_ROUTES, routes(manager.running()));
        assertTrue(assertThrows(ConfigChangeException.class, () -> manager.rollback(99, "root")).getMessage().contains("no history 99"));
        assertEquals("+ip route 10.8.0.0/16 10.1.0.2\n", invert(manager.diff(2)));
    }

    private static String invert(final ConfigDiff diff) {
        return diff.text().replace("-ip", "+ip");
    }

    @Test
    void shouldKeepTheLastTwentyPrivateAndReadThemAfterARestart() throws Exception {
        for (int i = 2; i <= 25; i++) {
            manager.reload("r.conf", START + "hostname h" + i + "\n", "who ever\nnobody");
        }
        try (Stream<Path> files = Files.list(state)) {
            final List<String> names = files.map(path -> path.getFileName().toString()).filter(name -> name.matches("[0-9]+\\.conf")).sorted().toList();
            assertEquals(20, names.size());
            assertEquals("0006.conf", names.getFirst());
            assertEquals("0025.conf", names.getLast());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("0025.conf"))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
        assertEquals(Files.readString(state.resolve("0025.conf")), Files.readString(manager.runningFile()));
        final ConfigManager next = restarted();
        assertEquals(20, next.history().size());
        assertEquals("who_ever_nobody", next.history().getLast().user());
        assertEquals(START + "hostname h25\n", next.history().getLast().text());
        assertEquals(25, next.history().getLast().number());
        assertEquals("h25", next.running().hostname());
    }

    @Test
    void shouldReloadEvenWhenNothingCanBeWritten() throws Exception {
        final Path blocked = directory.resolve("a-file");
        Files.writeString(blocked, "not a directory");
        final ConfigManager onBadDisk = ConfigManager.start(file, blocked.resolve("config"), (before, after, diff) -> applied.add(diff.summary()), clock);
        final ConfigOutcome outcome = onBadDisk.apply("next.conf", NEXT, 60_000, "root");
        assertEquals(List.of("1 route added"), applied);
        assertEquals(2, outcome.hostWarnings().size(), outcome.hostWarnings().toString());
        assertTrue(outcome.hostWarnings().getFirst().contains("would not survive a restart"));
        assertTrue(outcome.hostWarnings().getLast().contains("history 2 could not be written"));
        clock.forwardMs(60_000);
        assertEquals(OLD_ROUTES, routes(onBadDisk.running()));
    }

    @Test
    void shouldStartOverDamagedStateFiles() throws Exception {
        Files.writeString(state.resolve("0002.conf"), "no header\n");
        Files.writeString(state.resolve("pending.json"), "{\"confirmByMs\":1");
        Files.write(state.resolve("undone"), new byte[] {(byte) 0xFF, 0});
        Files.writeString(state.resolve("0003.conf.tmp"), "half");
        final ConfigManager next = restarted();
        assertEquals(OLD_ROUTES, routes(next.running()));
        next.reload("r.conf", NEXT, "root");
        assertEquals(3, next.history().getLast().number());
    }

    @Test
    void shouldKeepWhatNeedsARestartPendingUntilThen() throws Exception {
        final ConfigOutcome outcome = manager.reload("r.conf", NEXT.replace("/24\n", "/24\n mtu 9000\n") + "control-plane\n fib-channel udp 192.0.2.1:1 192.0.2.2:1\n", "root");
        assertEquals(2, outcome.waiting().size());
        manager.reload("r.conf", NEXT.replace("/24\n", "/24\n mtu 9000\n") + "hostname x\n", "root");
        assertEquals(List.of("mtu 9000"), manager.waiting().stream().map(line -> line.text()).toList());
        manager.dataplaneStarted();
        assertEquals(List.of(), manager.waiting());
    }

    @Test
    void shouldMakeOneChangeAtATime() throws Exception {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);
        final ConfigManager slow = ConfigManager.start(file, directory.resolve("slow"), (before, after, diff) -> {
            entered.countDown();
            try {
                leave.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, clock);
        final Thread first = Thread.ofPlatform().start(() -> {
            try {
                slow.reload("r.conf", NEXT, "root");
            } catch (final ConfigChangeException e) {
                throw new AssertionError(e);
            }
        });
        entered.await();
        assertTrue(assertThrows(ConfigChangeException.class, () -> slow.reload("root")).getMessage().contains("another change is being made"));
        leave.countDown();
        first.join(10_000);
        assertFalse(first.isAlive());
        assertEquals(NEW_ROUTES, routes(slow.running()));
    }

    /** Printed, because the machine of a test is nobody's router. */
    @Tag("slow")
    @Test
    void shouldReloadOneChangedLineAmongTenThousandQuickly() throws Exception {
        final StringBuilder text = new StringBuilder(LINK);
        for (int i = 0; i < 10_000; i++) {
            text.append("ip route 11.").append(i >> 8).append('.').append(i & 255).append(".0/24 10.1.0.2\n");
        }
        manager.reload("r.conf", text.toString(), "root");
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final List<Long> tookUs = new ArrayList<>();
        final List<Long> cpuUs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            final String changed = text.toString().replace("ip route 11.20.7.0/24 10.1.0.2", "ip route 11.20.7.0/24 10.1.0." + (3 + i));
            final long startNs = threads.getCurrentThreadCpuTime();
            tookUs.add(manager.reload("r.conf", changed, "root").tookNs() / 1_000);
            cpuUs.add((threads.getCurrentThreadCpuTime() - startNs) / 1_000);
            assertEquals("1 route changed", applied.getLast());
        }
        final List<Long> warm = tookUs.subList(20, 40).stream().sorted().toList();
        System.out.println("reload of one line among 10,000, history written: median " + warm.get(10) + " us, worst " + warm.getLast()
                + " us; processor time median " + cpuUs.subList(20, 40).stream().sorted().toList().get(10) + " us");
        assertTrue(warm.get(10) < 5_000_000);
    }
}
