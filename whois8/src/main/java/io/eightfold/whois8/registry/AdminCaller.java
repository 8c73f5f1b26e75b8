// SPDX-License-Identifier: Apache-2.0
// Who asks for administration.
package io.eightfold.whois8.registry;

/**
 * Thread: any.
 *
 * @param actor  name of the token, for the audit log
 * @param client address it is asked from, as text
 */
public record AdminCaller(String actor, AdminRole role, String client) {
}
