// SPDX-License-Identifier: Apache-2.0
// Runs all checks of `ipv8 doctor`.
package io.eightfold.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks what this machine lacks. Reads only; takes well under a second, of which most is {@code pkg-config}.
 *
 * <p>Example: {@code System.out.print(DoctorReport.text(Doctor.local().run()))}.
 *
 * <p>Thread: any.
 */
public final class Doctor {
    private final Machine machine;
    private final Path nativeDirectory;

    /**
     * @param machine where to look
     * @param nativeDirectory the directory of {@code libeightfold.so}
     */
    public Doctor(Machine machine, Path nativeDirectory) {
        this.machine = machine;
        this.nativeDirectory = nativeDirectory;
    }

    /** A doctor for this machine; the launcher passes the directory of the native library as {@code eightfold.native.dir}. */
    public static Doctor local() {
        return new Doctor(Machine.local(), Path.of(System.getProperty("eightfold.native.dir", "native/target")));
    }

    /** All checks, in reading order: build, dataplane, lab. Never throws for what it finds. */
    public List<Check> run() {
        List<Check> checks = new ArrayList<>();
        checks.addAll(new BuildChecks(machine, nativeDirectory).run());
        checks.addAll(new DataplaneChecks(machine).run());
        checks.addAll(new LabChecks(machine).run());
        return List.copyOf(checks);
    }
}
