// SPDX-License-Identifier: Apache-2.0
// Which verdicts let a route be used.
package io.eightfold.controlplane.rib;

import io.eightfold.whois8.validation.Verdict;
import java.util.Set;

/**
 * Which verdicts let a route be used. Routes of the others are kept, so that they come back without asking their source again. Thread: any.
 *
 * @param installed of the four that a policy can be stated for
 */
public record InstallPolicy(Set<Verdict> installed) {
    /** What is not validated is not installed. */
    public static final InstallPolicy ONLY_VALID = new InstallPolicy(Set.of(Verdict.VALID));

    public InstallPolicy {
        installed = Set.copyOf(installed);
        if (installed.contains(Verdict.EXEMPT) || installed.contains(Verdict.PENDING)) {
            throw new IllegalArgumentException("installed=" + installed + " names a verdict that is always installed; a policy is for valid, invalid, not-found, unverified");
        }
    }

    /** Whether routes of that verdict may be used; those that validation does not concern always may, and those whose verdict is still to come. */
    public boolean isInstalled(final Verdict verdict) {
        return verdict == Verdict.EXEMPT || verdict == Verdict.PENDING || installed.contains(verdict);
    }
}
