// SPDX-License-Identifier: Apache-2.0
// The management socket: how the ipv8 command asks a running router.
/**
 * The management socket: how the {@code ipv8} command asks a running router.
 *
 * <p>A router lives under an instance id in the {@link io.eightfold.controlplane.management.RunDirectory}: a lock that
 * the kernel drops with the process, a pid file for messages, and a Unix domain socket.
 * {@link io.eightfold.controlplane.management.ManagementServer} answers there: one connection carries one request and
 * one answer.
 *
 * <pre>
 *   client: {"words":["show","route","64496.10.1.0.0/16"]} newline
 *   server: {"ok":true,"result":...} newline, or {"ok":false,"error":"one sentence"} newline; then it closes
 * </pre>
 *
 * <p>The directory has mode 0700 and the socket 0600, so whoever may connect is the router's own user or root. Requests
 * are bounded in size, time and number, and run on threads of their own: a slow, broken or hostile client cannot hold
 * up another client or the router. The words and what they mean belong to the
 * {@link io.eightfold.controlplane.management.RequestHandler}, which the process that owns the router supplies.
 *
 * <p>Serves RFC 8259 (JSON).
 */
package io.eightfold.controlplane.management;
