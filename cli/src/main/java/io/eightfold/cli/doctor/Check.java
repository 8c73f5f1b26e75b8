// SPDX-License-Identifier: Apache-2.0
// One line of the doctor's report.
package io.eightfold.cli.doctor;

import java.util.Objects;

/**
 * What one check found.
 *
 * @param name what was looked at, stable across releases, e.g. {@code hugepages}
 * @param status how good it is
 * @param found what is there, for a person to read
 * @param remedy the command or step that mends it; empty exactly when the status is OK
 */
public record Check(String name, Status status, String found, String remedy) {
    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(found, "found");
        if ((status == Status.OK) != remedy.isEmpty()) {
            throw new IllegalArgumentException("check " + name + " is " + status + " with remedy '" + remedy
                + "'; a remedy belongs to WARN and FAIL, and to them alone");
        }
    }

    static Check ok(String name, String found) {
        return new Check(name, Status.OK, found, "");
    }

    static Check warn(String name, String found, String remedy) {
        return new Check(name, Status.WARN, found, remedy);
    }

    static Check fail(String name, String found, String remedy) {
        return new Check(name, Status.FAIL, found, remedy);
    }
}
