// SPDX-License-Identifier: Apache-2.0
// A token as the database knows it.
package io.eightfold.whois8.store;

/**
 * Thread: any.
 *
 * @param name     of who has it
 * @param sha256   64 hexadecimal digits of the token's hash; the token itself is nowhere
 * @param role     word of an {@link io.eightfold.whois8.registry.AdminRole}
 * @param revokedS seconds since 1970, or null while it is good
 */
public record ApiToken(String name, String sha256, String role, long createdS, Long revokedS) {
    public boolean isRevoked() {
        return revokedS != null;
    }
}
