// SPDX-License-Identifier: Apache-2.0
// Tests which remains are recognised as a dead lab's.
package io.eightfold.lab.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @Test
    void shouldFindTheLabsThatAreGone() {
        List<String> namespaces = List.of("e8l-ra-100", "e8l-rb-100", "e8l-ra-200", "vpn", "e8l-h4a-300");
        assertEquals(Set.of(100L, 300L), Leftovers.deadLabs(namespaces, pid -> pid == 200));
    }

    @Test
    void shouldLeaveForeignNamespacesAlone() {
        for (String name : List.of("e8l-ra", "e8l-ra-", "e8l-ra-0", "e8l-ra-12x", "e8l--12", "xe8l-ra-12", "e8l-ra-12345678901", "e8l-Ra-12")) {
            assertEquals(OptionalLong.empty(), NamespaceName.labPid(name), name);
        }
        assertEquals(OptionalLong.of(4711), NamespaceName.labPid(NamespaceName.of("h4a", 4711)));
    }

    @Test
    void shouldReadNamesWithAndWithoutIds() {
        assertEquals(List.of("e8l-ra-100", "vpn"), NamespaceRemoval.parseList("e8l-ra-100 (id: 3)\nvpn\n\n"));
        assertEquals(List.of("eth0@if4"), NamespaceRemoval.parseList("eth0@if4         UP             02:e8:00:00:01:01 <BROADCAST,MULTICAST,UP>\n"));
    }

    @Test
    void shouldReadProcessIds() {
        assertArrayEquals(new long[] {17, 4711}, Leftovers.pids("17\n 4711 \nno process\n0\n"));
        assertArrayEquals(new long[0], Leftovers.pids(""));
    }

    @Test
    void shouldEndOnlyProcessesWithTheMarkOfThatLab() {
        byte[] environment = "PATH=/usr/bin\0EIGHTFOLD_LAB=17\0HOME=/\0".getBytes(ISO_8859_1);
        assertTrue(Leftovers.hasMark(environment, 17));
        assertFalse(Leftovers.hasMark(environment, 1));
        assertFalse(Leftovers.hasMark(environment, 170));
        assertFalse(Leftovers.hasMark("PATH=/usr/bin\0".getBytes(ISO_8859_1), 17), "somebody's shell in the namespace");
    }

    @Test
    void shouldNotTakeAnotherProgramWithTheSameProcessIdForALab() {
        assertTrue(Leftovers.isLab("java\0-cp\0eightfold-cli.jar\0io.eightfold.cli.Main\0lab\0--once\0".getBytes(ISO_8859_1)));
        assertFalse(Leftovers.isLab("java\0io.eightfold.cli.Main\0router\0run\0".getBytes(ISO_8859_1)));
        assertFalse(Leftovers.isLab("vi\0lab\0".getBytes(ISO_8859_1)));
        assertFalse(Leftovers.isLab(new byte[0]));
    }

    @Test
    void shouldFindAndDeleteRunDirectories(@TempDir Path base) throws Exception {
        Path directory = RunPlace.create(base, 4711);
        Files.createDirectories(directory.resolve("ra"));
        Files.writeString(directory.resolve("ra/pid"), "1");
        Files.createDirectory(base.resolve("e8l-other"));
        Files.createDirectory(base.resolve("other"));
        assertEquals(List.of(directory), RunPlace.list(base));
        RunPlace.delete(directory);
        assertFalse(Files.exists(directory));
        assertTrue(Files.exists(base.resolve("e8l-other")));
    }
}
