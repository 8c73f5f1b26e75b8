// SPDX-License-Identifier: Apache-2.0
// Removes what labs left that were killed.
package io.eightfold.lab.network;

import io.eightfold.lab.process.ProcessTable;
import io.eightfold.lab.process.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds namespaces and run directories whose lab is gone, ends the processes that carry that lab's mark, and removes the rest. Processes without the
 * mark (a shell that somebody opened in the namespace) are left alone. Thread: startup.
 */
public final class Leftovers {
    private static final Path PROC = Path.of("/proc");
    private static final int LIMIT_S = 10;
    private static final int END_WAIT_S = 3;

    private Leftovers() {
    }

    /**
     * Removes everything of dead labs.
     *
     * @param runBase directory of the run directories
     * @return ids of the labs that had left something
     */
    public static Set<Long> remove(Shell shell, Path runBase) {
        List<String> namespaces = NamespaceRemoval.list(shell);
        List<Path> directories = RunPlace.list(runBase);
        // What has our own number was left by one that had it before: we have made nothing yet.
        long own = ProcessHandle.current().pid();
        Set<Long> dead = deadLabs(Stream.concat(namespaces.stream(), directories.stream().map(Leftovers::asNamespace)).toList(),
            pid -> pid != own && isLab(pid));
        List<String> deadNamespaces = namespaces.stream().filter(name -> dead.contains(NamespaceName.labPid(name).orElseThrow())).toList();
        for (String namespace : deadNamespaces) {
            endProcesses(pids(shell.run(LIMIT_S, List.of("ip", "netns", "pids", namespace)).out()), NamespaceName.labPid(namespace).orElseThrow());
        }
        NamespaceRemoval.remove(shell, deadNamespaces);
        directories.stream().filter(directory -> dead.contains(RunPlace.labPid(directory).orElseThrow())).forEach(RunPlace::delete);
        return dead;
    }

    /** Labs named by namespaces that are not running any more, in order of appearance. */
    static Set<Long> deadLabs(List<String> namespaces, LongPredicate isLab) {
        Set<Long> dead = new LinkedHashSet<>();
        namespaces.stream().map(NamespaceName::labPid).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong)
            .filter(pid -> !isLab.test(pid)).forEach(dead::add);
        return dead;
    }

    /** Process ids out of {@code ip netns pids}. */
    static long[] pids(String text) {
        return text.lines().map(String::strip).filter(line -> line.matches("[1-9][0-9]{0,9}")).mapToLong(Long::parseLong).toArray();
    }

    /** Whether an environment, as the kernel shows it, has the mark of that lab. */
    static boolean hasMark(byte[] environment, long labPid) {
        String mark = ProcessTable.MARK + "=" + labPid;
        return Arrays.asList(new String(environment, StandardCharsets.ISO_8859_1).split("\0")).contains(mark);
    }

    /** Whether a command line, as the kernel shows it, is a lab's: process ids are used again, so that being alive does not prove it. */
    static boolean isLab(byte[] commandLine) {
        List<String> words = Arrays.asList(new String(commandLine, StandardCharsets.ISO_8859_1).split("\0"));
        return words.contains("lab") && words.stream().anyMatch(word -> word.contains("eightfold"));
    }

    private static boolean isLab(long pid) {
        return read(pid, "cmdline").map(Leftovers::isLab).orElse(false);
    }

    private static void endProcesses(long[] pids, long labPid) {
        List<ProcessHandle> ours = LongStream.of(pids).filter(pid -> read(pid, "environ").map(text -> hasMark(text, labPid)).orElse(false))
            .mapToObj(ProcessHandle::of).flatMap(Optional::stream).toList();
        ours.forEach(ProcessHandle::destroyForcibly);
        ours.forEach(process -> process.onExit().completeOnTimeout(process, END_WAIT_S, TimeUnit.SECONDS).join());
    }

    private static Optional<byte[]> read(long pid, String file) {
        try {
            return Optional.of(Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file)));
        } catch (IOException e) {
            // The process is gone.
            return Optional.empty();
        }
    }

    private static String asNamespace(Path runDirectory) {
        return NamespaceName.of("run", RunPlace.labPid(runDirectory).orElseThrow());
    }
}
