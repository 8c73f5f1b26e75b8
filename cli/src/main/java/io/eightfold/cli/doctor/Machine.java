// SPDX-License-Identifier: Apache-2.0
// The doctor's only way to the machine: files below a root directory and short programs.
package io.eightfold.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads what the kernel tells about itself. A file that is missing or unreadable is an empty answer, never an exception: on the
 * machines this class is made for, half of the files do not exist.
 *
 * <p>Thread: any.
 */
public class Machine {
    private static final long PROGRAM_LIMIT_S = 5;
    /** Longest file read; the kernel's files asked for here are far shorter. */
    private static final int FILE_LIMIT_BYTES = 1 << 20;

    private final Path root;
    private final List<Path> programDirectories;

    /**
     * @param root the directory that stands for {@code /}
     * @param searchPath directories with programs, as in the variable PATH; sbin directories are added, as plain users lack them
     */
    public Machine(Path root, String searchPath) {
        this.root = root;
        this.programDirectories = Stream.concat(
                Stream.of(searchPath.split(File.pathSeparator)).filter(directory -> !directory.isEmpty()),
                Stream.of("/usr/sbin", "/sbin"))
            .map(this::resolve).distinct().toList();
    }

    /** The machine this program runs on. */
    public static Machine local() {
        return new Machine(Path.of("/"), System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /** The file's text without blanks at both ends; empty when it cannot be read. */
    public Optional<String> text(String path) {
        try (var in = Files.newInputStream(resolve(path))) {
            return Optional.of(new String(in.readNBytes(FILE_LIMIT_BYTES), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The whole number that is the file's text; empty when it is anything else. */
    public Optional<Long> number(String path) {
        return text(path).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
    }

    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    /** Names in a directory, sorted; none when it cannot be read. */
    public List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(resolve(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** True when a program of this name is on the search path or in an sbin directory. */
    public boolean hasProgram(String name) {
        return program(name).isPresent();
    }

    /**
     * Runs a program and returns what it printed on stdout.
     *
     * @return empty when there is no such program, or it failed, or it did not end within 5 seconds
     */
    public Optional<String> output(String name, String... arguments) {
        Optional<Path> program = program(name);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program.get().toString()), Stream.of(arguments)).toList())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
            // The programs asked here print a line or nothing, so the pipe never fills before the wait ends.
            if (!process.waitFor(PROGRAM_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException cannotStart) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Path> program(String name) {
        return programDirectories.stream().map(directory -> directory.resolve(name)).filter(Files::isExecutable).findFirst();
    }

    private Path resolve(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }
}
