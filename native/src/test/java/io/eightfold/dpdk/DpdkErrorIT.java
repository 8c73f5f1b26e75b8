// SPDX-License-Identifier: Apache-2.0
// Every way in which a start fails ends in one sentence: what, the value, the limit or cause, the remedy.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpdkErrorIT {
    private static final int WAIT_S = 60;
    private static Eal eal;
    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        // Before the start that succeeds: a refusal must leave EAL untouched.
        final Eal.Options tooMuch = new Eal.Options(Hugepages.Policy.REQUIRE, Eal.Options.MAX_MEMORY_MIB, false, List.of());
        TestEal.assertRefused(() -> Eal.start(tooMuch), "no hugepages: ", "MiB free", "memory=" + Eal.Options.MAX_MEMORY_MIB,
            "echo " + Eal.Options.MAX_MEMORY_MIB / 2 + " > /proc/sys/vm/nr_hugepages", "`hugepages auto`");
        eal = TestEal.start();
    }

    @AfterAll
    static void stop() {
        eal.close();
    }

    @Test
    void shouldListTheDriversWhenOneIsUnknown() {
        TestEal.assertRefused(() -> TestEal.attach("net_bogus", "a", Map.of()), "unknown device driver 'net_bogus'", "net_af_packet, net_af_xdp", "PCI address");
    }

    @Test
    void shouldSayThatNoDriverTookTheDevice() {
        final DpdkException refused = TestEal.assertRefused(() -> EthPort.attach(new DeviceArguments("net_bogus0", "net_bogus", Map.of())),
            "cannot attach device 'net_bogus0'", "[EAL: failed to parse device", "check the name, and that the PMD packages of DPDK are installed");
        assertTrue(refused.code() < 0, "code of the call: " + refused.code());
    }

    @Test
    void shouldListTheInterfacesWhenOneDoesNotExist() {
        TestEal.assertRefused(() -> TestEal.attach("net_af_packet", "x", Map.of("iface", "e8t-missing")), "interface 'e8t-missing' does not exist", " lo", "correct iface=");
        TestEal.assertRefused(() -> TestEal.attach("net_af_packet", "x", Map.of()), "net_af_packet needs iface=NAME", "add it to the device line");
    }

    @Test
    void shouldNameAPciDeviceThatIsMissing() {
        TestEal.assertRefused(() -> EthPort.attach(DeviceArguments.pci("ffff:ff:1f.7", Map.of())), "no PCI device ffff:ff:1f.7", "dpdk-devbind.py --status-dev net");
    }

    @Test
    void shouldSayThatADeviceIsInUse() {
        try (EthPort first = TestEal.attach("net_null", "twice", Map.of())) {
            TestEal.assertRefused(() -> TestEal.attach("net_null", "twice", Map.of()), "'net_null_twice'", "(-17)", "the port is in use", "give each its own");
            assertEquals("net_null_twice", first.device().device());
            assertTrue(first.info().maxRxQueues() > 0, "the first one is not harmed");
        }
    }

    @Test
    void shouldNameAPcapFileThatIsMissingOrIsNone() throws IOException {
        final Path missing = directory.resolve("missing.pcap");
        TestEal.assertRefused(() -> TestEal.attach("net_pcap", "p", Map.of("rx_pcap", missing.toString())), missing.toString(), "not a readable file", "correct the path");

        final Path wrong = Files.writeString(directory.resolve("wrong.pcap"), "this is text, and long enough to be read as a header");
        TestEal.assertRefused(() -> TestEal.attach("net_pcap", "p", Map.of("rx_pcap", wrong.toString())), "open_single_rx_pcap(): Couldn't open " + wrong, "unknown file format]", "check the device's arguments");
    }

    @Test
    void shouldNotBlameAnOlderLineOfTheLog() {
        TestEal.assertRefused(() -> EthPort.attach(new DeviceArguments("net_bogus0", "net_bogus", Map.of())), "net_bogus0");
        final DpdkException refused = TestEal.assertRefused(() -> TestEal.attach("net_null", "a", Map.of("no-such-key", "1")), "net_null_a");

        assertFalse(refused.getMessage().contains("net_bogus"), refused.getMessage());
    }

    @Test
    void shouldNameTheQueuesADeviceOffers() {
        try (Mempool pool = TestEal.pool("queues"); EthPort port = TestEal.attach("net_ring", "q", Map.of())) {
            final int tooMany = port.info().maxRxQueues() + 1;
            TestEal.assertRefused(() -> port.start(TestEal.settings(tooMany), pool), "net_ring 'net_ring_q' offers " + (tooMany - 1) + " rx queues",
                tooMany + " wanted", "lower `workers`");
            port.start(TestEal.settings(1), pool);
        }
    }

    @Test
    void shouldNameAnMtuTheInterfaceRefuses() throws Exception {
        assumeTrue(TestInterface.missingRight() == null, TestInterface.missingRight());
        try (TestInterface veth = TestInterface.veth();
             Mempool pool = TestEal.pool("mtu");
             EthPort port = TestEal.attach("net_af_packet", "mtu", Map.of("iface", veth.near()))) {
            TestEal.assertRefused(() -> port.start(new EthPort.Settings(1, 1, 256, 256, 67), pool), "cannot set mtu=67 on interface '" + veth.near() + "'",
                "(-22)", "ip -d link show " + veth.near());
        }
    }

    @Test
    void shouldNameTheMemoryAPoolNeeds() {
        TestEal.assertRefused(() -> Mempool.create("huge", 1_000_000, 2048), "mbufs=1000000", "about 2320 MiB", "Cannot allocate memory (-12)", "raise `memory` or lower `mbufs`");
        TestEal.assertRefused(() -> Mempool.create("small", 1023, 2048), "mbufs=1023 < 1024", "raise `mbufs`");
        TestEal.assertRefused(() -> Mempool.create("room", 1024, 70_000), "of 70000 bytes", "check the largest `mtu`");
        TestEal.assertRefused(() -> Mempool.create("a-name-of-twenty-six-chars", 1024, 2048), "25 characters");
        try (Mempool first = TestEal.pool("same")) {
            TestEal.assertRefused(() -> TestEal.pool("same"), "pool same", "a pool of that name exists");
            assertEquals(0, first.inUse());
        }
    }

    @Test
    void shouldTellAUserWithoutRightsWhatToDo() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "skipped: setpriv is not installed (package util-linux)");
        final Map<String, String> said = runUnprivileged(readableCopy());

        assertEquals("done", said.get("eal"), said.toString());
        TestEal.assertSentence(said.get("af_packet"), "net_af_packet on 'lo' needs CAP_NET_RAW", "run as root");
        TestEal.assertSentence(said.get("net_tap"), "net_tap needs CAP_NET_ADMIN", "run as root");
        TestEal.assertSentence(said.get("tap"), "cannot create TAP e8t-denied", "not permitted (-1)", "run as root");
    }

    /** Classes and library where another user can read them, wherever this checkout lies. */
    private Path readableCopy() throws Exception {
        for (final Class<?> origin : List.of(Eal.class, DpdkErrorIT.class)) {
            final Path from = Path.of(origin.getProtectionDomain().getCodeSource().getLocation().toURI());
            copyTree(from, directory);
        }
        final Path library = Path.of(System.getProperty(NativeLibrary.DIRECTORY_PROPERTY), "libeightfold.so");
        Files.copy(library, directory.resolve(library.getFileName()));
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return directory;
    }

    private static void copyTree(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static Map<String, String> runUnprivileged(final Path home) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
            "-D" + NativeLibrary.DIRECTORY_PROPERTY + "=" + home, "-cp", home.toString(), UnprivilegedProgram.class.getName())
            .directory(home.toFile()).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(WAIT_S, TimeUnit.SECONDS), "the program ends: " + output);
        assertEquals(0, process.exitValue(), output);
        return output.lines().filter(l -> l.contains("\t")).map(l -> l.split("\t", 2)).collect(Collectors.toMap(l -> l[0], l -> l[1]));
    }
}
