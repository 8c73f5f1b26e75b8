// SPDX-License-Identifier: Apache-2.0
// The command in a pseudo terminal and without one.
package io.eightfold.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.eightfold.cli.Ipv8Process;
import io.eightfold.cli.Main;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.ManagementServer;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.DropReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopIT {
    private static final long TIMEOUT_MS = 30_000;
    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?1049l";
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    /** Not below a test's own folder: the path of a Unix socket has at most 107 bytes. */
    private Path base;
    private RunDirectory directory;
    private CounterFile counters;
    private ManagementServer control;
    private Process terminal;

    @BeforeEach
    void start() throws IOException, ManagementException {
        base = Files.createTempDirectory("e8top");
        directory = new RunDirectory(base, "t").create();
        counters = CounterFile.create(directory.countersFile(), List.of("wan"), 2);
        CounterFile.drop(counters.block(0, 0), DropReason.NO_ROUTE.id(), 77);
        control = new ManagementServer(directory.controlSocket(), TopIT::answer);
        control.start();
    }

    @AfterEach
    void stop() throws IOException {
        if (terminal != null) {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
        control.close();
        counters.close();
        try (Stream<Path> files = Files.walk(base)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private static JsonElement answer(final List<String> words) throws ManagementException {
        return switch (String.join(" ", words)) {
            case "show version" -> JsonParser.parseString("{\"hostname\": \"edge9\", \"uptimeS\": 5, \"ribRoutes\": 12}");
            case "show fib-session" -> JsonParser.parseString("{\"state\": \"up\", \"epoch\": 4, \"fibRoutes\": 11}");
            default -> throw new ManagementException("unknown request");
        };
    }

    @Test
    void shouldPrintOneFrameAsText() throws Exception {
        final Ipv8Process.Outcome outcome = Ipv8Process.run(base, "-i", "t", "top", "--once", "--interval", "200ms");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().startsWith("ipv8 top - edge9 (t)  up 00:00:05  control plane up  dataplane stalled  "), outcome.out());
        assertTrue(outcome.out().contains("\nroutes: RIB 12  FIB 11   FIB session up  epoch 4   buffers - of -\n"), outcome.out());
        assertTrue(outcome.out().matches("(?s).*\nno-route +wan +0 +77\n.*"), outcome.out());
        assertFalse(outcome.out().contains("\u001b"), outcome.out());
    }

    @Test
    void shouldWorkWithoutTheControlPlane() throws Exception {
        control.close();
        final Ipv8Process.Outcome outcome = Ipv8Process.run(base, "-i", "t", "top", "--once", "--interval", "200ms");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("the control plane is down: forwarding goes on"), outcome.out());
    }

    @Test
    void shouldSayThatThereIsNoRouter() throws Exception {
        final Ipv8Process.Outcome outcome = Ipv8Process.run(base, "-i", "other", "top", "--once");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().startsWith("ipv8: no router 'other': there is no counter file "), outcome.err());
    }

    @Test
    void shouldObeyKeysAndGiveTheTerminalBack() throws Exception {
        final Path screen = inTerminal();
        await(screen, "WORKER");
        type("\u001b[30;100Rd");
        // The size is told, so the frame has 30 lines: the help is behind 29 line ends.
        awaitMatch(screen, "(?s).*\\[H(?:[^\n]*\n){29}[^\n]*q quit.*");
        type("r");
        await(screen, "FIB SESSION");
        type("q");
        assertTrue(terminal.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS));
        assertRestored(Files.readString(screen), "code=0");
    }

    @Test
    void shouldGiveTheTerminalBackWhenTerminated() throws Exception {
        final Path screen = inTerminal();
        await(screen, "WORKER");
        final ProcessHandle command = terminal.descendants().filter(p -> p.info().command().orElse("").endsWith("/java")).findFirst().orElseThrow();
        command.destroy();
        assertTrue(terminal.waitFor(TIMEOUT_MS, TimeUnit.MILLISECONDS));
        assertRestored(Files.readString(screen), "code=143");
    }

    private static void assertRestored(final String screen, final String code) {
        final String before = setting(screen, "before=");
        assertEquals(before, setting(screen, "after="), "settings of the terminal");
        assertTrue(screen.indexOf(ENTER) < screen.lastIndexOf(LEAVE), "the alternate screen is left");
        assertTrue(screen.lastIndexOf("\u001b[?25h") > screen.lastIndexOf("\u001b[?25l"), "the cursor is shown");
        assertTrue(screen.contains(code), screen.substring(screen.lastIndexOf(LEAVE)));
    }

    private static String setting(final String screen, final String name) {
        final int at = screen.indexOf(name);
        assertTrue(at >= 0, name + " is missing: " + screen);
        return screen.substring(at + name.length(), screen.indexOf('\r', at));
    }

    /** Runs the command under script(1), whose standard input is the keyboard. */
    private Path inTerminal() throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), SCRIPT + " is missing; it is in Debian's package bsdutils");
        final Path screen = base.resolve("screen");
        final String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' --enable-native-access=ALL-UNNAMED "
            + "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + "' " + Main.class.getName() + " -i t top --interval 200ms";
        final ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qfc",
            "echo before=$(stty -g); " + java + "; echo code=$?; echo after=$(stty -g)", "/dev/null");
        builder.environment().put(RunDirectory.ENVIRONMENT_VARIABLE, base.toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        terminal = builder.redirectErrorStream(true).redirectOutput(screen.toFile()).start();
        return screen;
    }

    private void type(final String keys) throws IOException {
        terminal.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        terminal.getOutputStream().flush();
    }

    private void awaitMatch(final Path screen, final String pattern) throws IOException, InterruptedException {
        final long deadlineMs = System.currentTimeMillis() + TIMEOUT_MS;
        while (!Files.readString(screen).matches(pattern)) {
            assertTrue(System.currentTimeMillis() < deadlineMs && terminal.isAlive(), pattern + " did not appear: " + Files.readString(screen));
            Thread.sleep(20);
        }
    }

    private void await(final Path screen, final String text) throws IOException, InterruptedException {
        final long deadlineMs = System.currentTimeMillis() + TIMEOUT_MS;
        while (!Files.readString(screen).contains(text)) {
            assertTrue(System.currentTimeMillis() < deadlineMs && terminal.isAlive(), text + " did not appear: " + Files.readString(screen));
            Thread.sleep(20);
        }
    }
}
