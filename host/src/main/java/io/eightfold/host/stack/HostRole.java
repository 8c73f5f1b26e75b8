// SPDX-License-Identifier: Apache-2.0
// Whether a stack answers on behalf of its address.
package io.eightfold.host.stack;

/** A host's address may be shared by a daemon and by short-lived tools on the same interface; only one of them may answer. */
public enum HostRole {
    /** Announces the address, answers ARP, ARP8, echo and UDP, and reports closed ports. */
    OWNER,
    /** Sends from the address and takes in what comes back; the owner answers everything else. */
    GUEST
}
