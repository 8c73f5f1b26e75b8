// SPDX-License-Identifier: Apache-2.0
// Why a session that was up is down.
package io.eightfold.bgp8.session;

/**
 * Why a session that was up is down, and what follows for the peer's routes. Thread: any; immutable.
 *
 * @param cause      a stable word: {@code hold-timer}, {@code send-hold-timer}, {@code closed-by-peer}, {@code notification-received}, {@code notification-sent},
 *                   {@code admin-shutdown}, {@code admin-reset}, {@code config-change}, {@code max-prefix}, ...
 * @param code       of the NOTIFICATION, or 0
 * @param subcode    of the NOTIFICATION
 * @param text       for the operator: the shutdown message of the peer, or what the socket said; may be empty
 * @param isGraceful whether the peer's routes are kept as stale: it announced graceful restart, and the session did not end by a NOTIFICATION that forbids it (RFC
 *                   4724 §4.2, RFC 8538)
 */
public record SessionDown(String cause, int code, int subcode, String text, boolean isGraceful) {
}
