// SPDX-License-Identifier: Apache-2.0
// Events from the SLF4J call to stderr and to a UDP socket.
package io.eightfold.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);
    private static final int TIMEOUT_MS = 5_000;
    private final PrintStream realStderr = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchStderr() {
        // As ASCII: what is written must not depend on the locale.
        System.setErr(new PrintStream(written, true, StandardCharsets.US_ASCII));
    }

    @AfterEach
    void restore() throws IOException {
        System.setErr(realStderr);
        Logging.configure(LogSettings.DEFAULT);
    }

    private String stderr() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static void set(final LogFormat format, final Level level, final InetSocketAddress syslog) throws IOException {
        Logging.configure(new LogSettings("r1", format, level, syslog));
    }

    @Test
    void shouldWriteTextByDefault() {
        LOG.info("port interface={} link={}", "eth1", "up");
        assertTrue(stderr().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO port interface=eth1 link=up\n"), stderr());
    }

    @Test
    void shouldWriteAStackTraceBelowTheText() {
        LOG.error("router id={} fault=bug ended", "a", new IllegalStateException("boom"));
        assertTrue(stderr().contains(" ERROR router id=a fault=bug ended\njava.lang.IllegalStateException: boom\n\tat "), stderr());
    }

    @Test
    void shouldChangeFormatAtRunTime() throws IOException {
        set(LogFormat.RFC5424, Level.INFO, null);
        LOG.warn("config name={}", "Zürich");
        assertTrue(stderr().startsWith("<28>1 "), stderr());
        assertTrue(stderr().endsWith(" r1 ipv8 " + ProcessHandle.current().pid() + " CONFIG [e8@32473 name=\"Zürich\"] \uFEFFconfig name=Zürich\n"), stderr());
    }

    @Test
    void shouldObeyTheLevelAndSilenceChattingLibraries() throws IOException {
        LOG.debug("port hidden");
        LoggerFactory.getLogger("net.example.Queue").info("opened");
        assertEquals("", stderr());
        set(LogFormat.TEXT, Level.DEBUG, null);
        LOG.debug("port shown");
        LoggerFactory.getLogger("net.example.Queue").warn("slow by {} ms", 7);
        assertTrue(stderr().contains(" DEBUG port shown\n"), stderr());
        assertTrue(stderr().contains(" WARN library logger=net.example.Queue slow by 7 ms\n"), stderr());
        set(LogFormat.TEXT, Level.ERROR, null);
        LOG.warn("port not shown");
        assertTrue(!stderr().contains("not shown"), stderr());
    }

    @Test
    void shouldTakeTheNameFromTheMarker() throws IOException {
        set(LogFormat.RFC5424, Level.INFO, null);
        LOG.info(MessageId.FIB_RESYNC, "fib epoch={}", 4);
        LOG.atInfo().addMarker(MessageId.RIB_SWEEP).addKeyValue("routes", 12).log("rib done");
        assertTrue(stderr().contains(" FIB_RESYNC [e8@32473 epoch=\"4\"] fib epoch=4\n"), stderr());
        assertTrue(stderr().contains(" RIB_SWEEP [e8@32473 routes=\"12\"] rib done routes=12\n"), stderr());
    }

    @Test
    void shouldSendEveryEventToTheSyslogServer() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(TIMEOUT_MS);
            set(LogFormat.TEXT, Level.INFO, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
            final long before = Logging.written(Level.INFO);
            LOG.info("port interface={} link={}", "eth1", "down");
            final String received = receive(server);
            assertTrue(received.startsWith("<30>1 ") && received.endsWith(" PORT_LINK [e8@32473 interface=\"eth1\" link=\"down\"] port interface=eth1 link=down"),
                received);
            assertTrue(stderr().endsWith(" INFO port interface=eth1 link=down\n"), stderr());
            assertEquals(before + 1, Logging.written(Level.INFO));
            LOG.info("config text={}", "ü".repeat(3_000));
            final String cut = receive(server);
            assertTrue(cut.getBytes(StandardCharsets.UTF_8).length <= SyslogSender.MAX_BYTES && cut.endsWith("ü"), "cut between characters");
        }
    }

    @Test
    void shouldCountAndMentionOnceWhatASyslogServerDoesNotGet() throws IOException {
        final long before = Logging.syslogLost();
        // The kernel refuses a broadcast from a socket that did not ask for it: an address that always fails.
        set(LogFormat.TEXT, Level.INFO, new InetSocketAddress(InetAddress.getByAddress(new byte[] {-1, -1, -1, -1}), 514));
        LOG.info("port one");
        LOG.info("port two");
        assertEquals(before + 2, Logging.syslogLost());
        assertEquals(1, stderr().lines().filter(line -> line.contains(" WARN log fault=host server=")).count(), stderr());
        assertEquals(3, stderr().lines().count(), stderr());
    }

    @Test
    void shouldRefuseNamesOfSyslogServers() {
        final InetSocketAddress name = InetSocketAddress.createUnresolved("logs.example", 514);
        assertThrows(IllegalArgumentException.class, () -> new LogSettings("r1", LogFormat.TEXT, Level.INFO, name));
    }

    private static String receive(final DatagramSocket server) throws IOException {
        final DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
