// SPDX-License-Identifier: Apache-2.0
// Tests of the doctor on made-up machines: a directory stands for the root of the file system.
package io.eightfold.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path root;
    private Machine machine;

    @BeforeEach
    void setUp() {
        machine = new Machine(root, "/bin");
    }

    @Test
    void shouldFailPrivilegesNamingTheMissingCapabilities() throws IOException {
        file("/proc/self/status", "Name:\tjava\nCapEff:\t0000000000002000\n");
        Check check = new DataplaneChecks(machine).privileges();
        assertEquals(Status.FAIL, check.status());
        assertEquals("no CAP_NET_ADMIN, CAP_IPC_LOCK", check.found());
    }

    @Test
    void shouldAcceptFullPrivileges() throws IOException {
        file("/proc/self/status", "CapEff:\t000001ffffffffff\n");
        assertEquals(Status.OK, new DataplaneChecks(machine).privileges().status());
    }

    @Test
    void shouldReadACapabilityMaskWithTheHighestBitSet() throws IOException {
        file("/proc/self/status", "CapEff:\tffffffffffffffff\n");
        assertEquals(Status.OK, new DataplaneChecks(machine).privileges().status());
    }

    @Test
    void shouldCountHugepagesOfAllSizes() throws IOException {
        hugepages("2048kB", 512, 500);
        hugepages("1048576kB", 0, 0);
        Check check = new DataplaneChecks(machine).hugepages();
        assertEquals(Check.ok("hugepages", "500 of 512 free of 2048kB"), check);
    }

    @Test
    void shouldWarnWhenAllHugepagesAreTaken() throws IOException {
        hugepages("2048kB", 512, 0);
        Check check = new DataplaneChecks(machine).hugepages();
        assertEquals(Status.WARN, check.status());
        assertTrue(check.found().startsWith("0 of 512 free"), check.found());
    }

    @Test
    void shouldFindTheHugepageMount() throws IOException {
        file("/proc/mounts", "proc /proc proc rw 0 0\nnone /mnt/huge hugetlbfs rw 0 0\n");
        assertEquals(Check.ok("hugepage-mount", "/mnt/huge"), new DataplaneChecks(machine).hugepageMount());
    }

    @Test
    void shouldListDevicesBoundToVfio() throws IOException {
        file("/sys/bus/pci/drivers/vfio-pci/bind", "");
        assertEquals("loaded, no device bound", new DataplaneChecks(machine).vfio().found());
        file("/sys/bus/pci/drivers/vfio-pci/0000:03:00.0", "");
        assertEquals(Check.ok("vfio-pci", "bound: 0000:03:00.0"), new DataplaneChecks(machine).vfio());
    }

    @Test
    void shouldCompareTheDpdkVersionWithTheOldestSupportedOne() throws IOException {
        assertEquals(Status.FAIL, libdpdk().status());
        program("pkg-config", "echo 21.11.9");
        assertEquals(Status.FAIL, libdpdk().status());
        program("pkg-config", "echo 22.07.0");
        assertEquals(Status.FAIL, libdpdk().status());
        program("pkg-config", "echo 22.11.11");
        assertEquals(Check.ok("libdpdk", "22.11.11"), libdpdk());
        program("pkg-config", "echo 24.03.0-rc1");
        assertEquals(Status.OK, libdpdk().status());
        program("pkg-config", "exit 1");
        assertEquals(Status.FAIL, libdpdk().status());
    }

    @Test
    void shouldFailOnAnOlderJdk() {
        assertEquals(Status.FAIL, BuildChecks.jdk(24).status());
        assertEquals(Status.OK, BuildChecks.jdk(25).status());
    }

    @Test
    void shouldNameTheMissingTools() throws IOException {
        program("ping", "");
        program("tcpdump", "");
        Check check = new LabChecks(machine).tools();
        assertEquals(Check.warn("lab-tools", "missing: ethtool, traceroute, socat", "ci/install lab"), check);
    }

    @Test
    void shouldReportEveryCheckOnAnEmptyMachineWithARemedyForEachThatIsNotOk() {
        List<Check> checks = new Doctor(machine, root.resolve("native/target")).run();
        assertEquals(13, checks.size());
        assertEquals(checks.size(), checks.stream().map(Check::name).distinct().count());
        assertFalse(DoctorReport.isHealthy(checks));
        for (Check check : checks) {
            assertEquals(check.status() == Status.OK, check.remedy().isEmpty(), check.toString());
        }
    }

    @Test
    void shouldPrintTheRemedyBelowItsCheck() {
        String text = DoctorReport.text(List.of(Check.ok("jdk", "JDK 25"), Check.warn("tun", "no /dev/net/tun", "modprobe tun")));
        assertEquals(List.of("OK    jdk  JDK 25", "WARN  tun  no /dev/net/tun", "           -> modprobe tun",
            "1 ok, 1 warnings, 0 failures"), text.lines().toList());
    }

    @Test
    void shouldCarryTheSameFactsInJson() {
        var report = DoctorReport.json(List.of(Check.fail("jdk", "JDK 24", "ci/install build")));
        assertFalse(report.get("healthy").getAsBoolean());
        var check = report.getAsJsonArray("checks").get(0).getAsJsonObject();
        assertEquals("FAIL", check.get("status").getAsString());
        assertEquals("ci/install build", check.get("remedy").getAsString());
    }

    @Test
    void shouldRefuseACheckWhoseRemedyContradictsItsStatus() {
        assertThrows(IllegalArgumentException.class, () -> new Check("x", Status.WARN, "found", ""));
        assertThrows(IllegalArgumentException.class, () -> new Check("x", Status.OK, "found", "remedy"));
    }

    private Check libdpdk() {
        return new BuildChecks(machine, root).libdpdk();
    }

    private void hugepages(String size, int total, int free) throws IOException {
        String directory = "/sys/kernel/mm/hugepages/hugepages-" + size;
        file(directory + "/nr_hugepages", total + "\n");
        file(directory + "/free_hugepages", free + "\n");
    }

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void program(String name, String script) throws IOException {
        Path program = file("/bin/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
