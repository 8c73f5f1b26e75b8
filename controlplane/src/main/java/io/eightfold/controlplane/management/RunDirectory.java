// SPDX-License-Identifier: Apache-2.0
// Where a running router keeps its socket, counters, pid and lock.
package io.eightfold.controlplane.management;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a running router keeps its socket, counters, pid and lock: a directory of mode 0700 per instance id.
 * <p>Thread: any; immutable.
 *
 * @param base where the instances' directories are
 * @param id   the instance, {@code [A-Za-z0-9_-]{1,32}}
 */
public record RunDirectory(Path base, String id) {
    /** Environment variable that moves the run directory. */
    public static final String ENVIRONMENT_VARIABLE = "EIGHTFOLD_RUN_DIR";
    public static final Path DEFAULT_BASE = Path.of("/run/eightfold");
    public static final String DEFAULT_ID = "default";
    static final String PID_FILE = "pid";
    static final String CONTROL_SOCKET = "control.sock";
    static final String DATAPLANE_SOCKET = "dataplane.sock";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int LONGEST_PID_FILE_BYTES = 32;

    /** @throws IllegalArgumentException when the id is not made of the allowed characters */
    public RunDirectory {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id '" + id.replaceAll("\\p{Cntrl}", "?")
                    + "' is not an instance id; expected 1 to 32 letters, digits, '_' or '-', such as " + DEFAULT_ID);
        }
    }

    /** The directory of an instance, in the place the environment names or in {@link #DEFAULT_BASE}. */
    public static RunDirectory of(String id) {
        return of(id, System.getenv());
    }

    static RunDirectory of(String id, Map<String, String> environment) {
        String base = environment.getOrDefault(ENVIRONMENT_VARIABLE, "");
        return new RunDirectory(base.isEmpty() ? DEFAULT_BASE : Path.of(base), id);
    }

    public Path directory() {
        return base.resolve(id);
    }

    /** The management socket of the control plane. */
    public Path controlSocket() {
        return directory().resolve(CONTROL_SOCKET);
    }

    /** The management socket of the dataplane. */
    public Path dataplaneSocket() {
        return directory().resolve(DATAPLANE_SOCKET);
    }

    /** Where the dataplane says how the control plane reaches it. */
    public Path rendezvousFile() {
        return directory().resolve("fib-channel");
    }

    /** The counters that other processes map and read. */
    public Path countersFile() {
        return directory().resolve("counters.dat");
    }

    /** The process id of the control plane, as a decimal number; for messages, not for decisions: the lock decides. */
    public Path pidFile() {
        return pidFile(Role.CONTROLPLANE);
    }

    /** The process id of one of the two. */
    public Path pidFile(Role role) {
        return directory().resolve(role.pidFile);
    }

    /** The file whose lock makes an instance single. */
    Path lockFile(Role role) {
        return directory().resolve(role.lockFile);
    }

    /** The two processes of a router; an instance has one of each at most. */
    public enum Role {
        CONTROLPLANE("a router", "lock", PID_FILE), DATAPLANE("a dataplane", "dataplane.lock", "dataplane.pid");

        final String title;
        private final String lockFile;
        private final String pidFile;

        Role(String title, String lockFile, String pidFile) {
            this.title = title;
            this.lockFile = lockFile;
            this.pidFile = pidFile;
        }
    }

    /**
     * Makes the directory when it is missing and keeps others out of it.
     *
     * @throws ManagementException when that fails, with the remedy
     */
    public RunDirectory create() throws ManagementException {
        makePrivate(directory());
        return this;
    }

    /**
     * Makes this process the only one of its id and writes the pid file.
     * <p>Thread: startup.
     *
     * @throws ManagementException when another process has the lock, naming its pid
     */
    public InstanceLock lock() throws ManagementException {
        return lock(Role.CONTROLPLANE);
    }

    /** The same for one of the two processes. */
    public InstanceLock lock(Role role) throws ManagementException {
        create();
        return InstanceLock.take(this, role);
    }

    static void makePrivate(Path directory) throws ManagementException {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (IOException | UnsupportedOperationException e) {
            throw new ManagementException("cannot make the run directory " + directory + " private (" + e.getClass().getSimpleName()
                    + "); run as root, or set " + ENVIRONMENT_VARIABLE + " to a directory you may write", e);
        }
    }

    /** {@code " (pid 1234)"} for a message, or nothing when the file does not tell. */
    static String shownPid(Path pidFile) {
        try {
            if (Files.size(pidFile) <= LONGEST_PID_FILE_BYTES) {
                return " (pid " + Long.parseLong(Files.readString(pidFile).strip()) + ")";
            }
        } catch (IOException | NumberFormatException e) {
            // The file is only there to make the message better.
        }
        return "";
    }
}
