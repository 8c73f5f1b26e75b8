// SPDX-License-Identifier: Apache-2.0
// Tests state files and the choice of interface and source made from them.
package io.eightfold.host.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.host.stack.HostRole;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostStateTest {
    private static final long INODE = 4_026_531_840L;
    private static final long NO_SUCH_PID = 4_194_305;

    @TempDir
    private Path directory;

    @Test
    void shouldFindWhatALivingDaemonWrote() {
        HostState written = state("eth0", "64496.10.1.0.10/24", "64496.10.1.0.1").withCounters(Map.of("frames-received", 7L));
        try (HostStateFile file = new HostStateFile(directory, INODE, "eth0")) {
            file.write(written);

            assertEquals(List.of(written), HostState.find(directory, INODE));
            assertTrue(Files.exists(directory.resolve("host-4026531840-eth0.json")));
            assertEquals(List.of(), HostState.find(directory, INODE + 1), "another namespace");
        }
        assertEquals(List.of(), HostState.find(directory, INODE), "removed at the end");
    }

    @Test
    void shouldUseTheDocumentedNames() throws IOException {
        try (HostStateFile file = new HostStateFile(directory, INODE, "eth0")) {
            file.write(state("eth0", "64496.10.1.0.10/24", null));
            String json = Files.readString(directory.resolve("host-4026531840-eth0.json"));

            for (String name : List.of("interface", "address", "mac", "pid", "etherType")) {
                assertTrue(json.contains('"' + name + '"'), json);
            }
            assertNull(HostState.find(directory, INODE).getFirst().gatewayAddress());
        }
    }

    @Test
    void shouldIgnoreStaleAndForeignFiles() throws IOException {
        HostState living = state("eth0", "64496.10.1.0.10/24", null);
        write("eth1", new HostState("eth1", living.address(), null, null, living.mac(), 1500, 0x8080, NO_SUCH_PID, 1, INODE, Map.of()));
        write("eth2", new HostState("eth2", living.address(), null, null, living.mac(), 1500, 0x8080, living.pid(), 1, INODE, Map.of()));
        Files.writeString(directory.resolve("host-" + INODE + "-eth3.json"), "{ not json");
        Files.writeString(directory.resolve("host-" + INODE + "-eth4.json"), "");

        assertEquals(List.of(), HostState.find(directory, INODE));
        assertEquals(List.of(), HostState.find(directory.resolve("missing"), INODE));
    }

    @Test
    void shouldCreateRunDirectoryForItsOwnerOnly() throws IOException {
        Path created = RunDirectory.create(directory.resolve("run"));

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(created)));
    }

    @Test
    void shouldSendAsGuestOfTheOnlyDaemon() {
        HostSelection.Choice choice = HostSelection.AUTOMATIC.choose(List.of(state("eth0", "64496.10.1.0.10/24", "64496.10.1.0.1")), FakePath.FAR);

        assertEquals("eth0", choice.interfaceName());
        assertEquals(HostRole.GUEST, choice.config().role());
        assertEquals("64496.10.1.0.1", choice.config().gateway().toString());
    }

    @Test
    void shouldPreferTheDaemonOnTheDestinationsLink() {
        List<HostState> running = List.of(state("eth0", "64496.10.1.0.10/24", "64496.10.1.0.1"), state("eth1", "64496.10.2.0.10/24", null));

        assertEquals("eth1", HostSelection.AUTOMATIC.choose(running, Ipv8Address.parse("64496.10.2.0.99")).interfaceName());
        assertEquals("eth1", HostSelection.AUTOMATIC.choose(running, Ipv8Address.parse("10.2.0.99")).interfaceName());
        assertEquals("eth0", HostSelection.AUTOMATIC.choose(running, FakePath.FAR).interfaceName());
    }

    @Test
    void shouldAskForAnInterfaceWhenTwoWouldDo() {
        List<HostState> running = List.of(state("eth0", "64496.10.1.0.10/24", "64496.10.1.0.1"),
            state("eth1", "64496.10.2.0.10/24", "64496.10.2.0.1"));
        String message = assertThrows(HostToolException.class, () -> HostSelection.AUTOMATIC.choose(running, FakePath.FAR)).getMessage();

        assertTrue(message.contains("eth0, eth1"), message);
        assertEquals("eth1", new HostSelection("eth1", null, null, null).choose(running, FakePath.FAR).interfaceName());
    }

    @Test
    void shouldOwnItsAddressWithoutDaemon() {
        HostSelection selection = new HostSelection("eth0", InterfaceAddress.parse("64496.10.1.0.11/24"), null, null);
        HostSelection.Choice choice = selection.choose(List.of(state("eth0", "64496.10.1.0.10/24", null)), FakePath.FAR);

        assertEquals(HostRole.OWNER, choice.config().role());
        assertEquals("64496.10.1.0.11", choice.config().address().address().toString());
    }

    @Test
    void shouldSayWhatIsMissingWithoutDaemon() {
        HostToolException e = assertThrows(HostToolException.class, () -> HostSelection.AUTOMATIC.choose(List.of(), FakePath.FAR));

        assertEquals(HostToolException.USAGE, e.exitCode());
        assertTrue(e.getMessage().startsWith("no host runs in this network namespace; start one"), e.getMessage());
    }

    private void write(String interfaceName, HostState state) throws IOException {
        Files.writeString(directory.resolve("host-" + INODE + "-" + interfaceName + ".json"), HostJson.GSON.toJson(state));
    }

    private static HostState state(String interfaceName, String address, String gateway) {
        ProcessHandle self = ProcessHandle.current();
        return new HostState(interfaceName, address, gateway, null, "02:00:00:00:00:01", 1500, 0x8080, self.pid(), HostState.startOf(self), INODE,
            Map.of());
    }
}
