// SPDX-License-Identifier: Apache-2.0
// Whether a lab is possible here.
package io.eightfold.lab;

import io.eightfold.lab.process.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Asked before anything is touched. Thread: startup. */
final class Preflight {
    private static final List<String> PROGRAMS = List.of("ip", "ethtool", "tcpdump", "tshark", "ping", "traceroute", "socat", "sh", "timeout");

    private Preflight() {
    }

    /**
     * @param more programs that this topology needs besides
     * @throws LabException with what is missing and how to get it
     */
    static void check(List<String> more) {
        if (userId() != 0) {
            throw new LabException("the lab makes network namespaces, which takes root; run it as root or with sudo");
        }
        List<String> missing = missing(Stream.concat(PROGRAMS.stream(), more.stream()).toList(), System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        if (!missing.isEmpty()) {
            throw new LabException("not installed: " + String.join(", ", missing) + "; run ci/install lab");
        }
    }

    /** Programs that are neither on the search path nor in an sbin folder. */
    static List<String> missing(List<String> programs, String searchPath) {
        List<String> folders = Stream.concat(Stream.of(searchPath.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()),
            Stream.of("/usr/sbin", "/sbin")).toList();
        return programs.stream().filter(program -> folders.stream().noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))).toList();
    }

    private static int userId() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new LabException("/proc cannot be read (" + e.getMessage() + "); the lab needs it mounted", e);
        }
    }
}
