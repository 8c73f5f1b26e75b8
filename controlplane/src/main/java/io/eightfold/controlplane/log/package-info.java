// SPDX-License-Identifier: Apache-2.0
// How the router's processes log.
/**
 * The log of every process of the router: a small provider behind SLF4J. No library writes RFC 5424 with structured data without
 * pulling in a server's worth of code, and the short commands should not load any of it.
 *
 * <p>A caller writes one event per line, subject first, values as {@code key=value}:
 * {@code LOG.info("port interface={} link={}", name, word)}. {@link io.eightfold.controlplane.log.LogMessage} walks the pattern once
 * and gives both the text and the pairs; a value is taken whole from its argument and never read again, so a peer's text cannot pass
 * for a pair or a line of ours. {@link io.eightfold.controlplane.log.MessageId} names the event: it follows from the subject and the
 * words of the pattern, or is given as the marker, {@code LOG.info(MessageId.PORT_LINK, "port ...")}.
 *
 * <pre>
 *   text      2026-11-24T10:00:00.123Z INFO port interface=eth1 link=up was=down
 *   rfc5424   &lt;30&gt;1 2026-11-24T10:00:00.123Z r1 ipv8 4711 PORT_LINK [e8@32473 interface="eth1" link="up" was="down"] port interface=...
 * </pre>
 *
 * <p>Where lines go is set at run time by {@link io.eightfold.controlplane.log.Logging}: stderr always, a syslog server by UDP when
 * configured. Workers do not log; every other thread may. Nothing here waits for a network.
 *
 * <p>Serves RFC 5424 (format), RFC 5426 (UDP).
 */
package io.eightfold.controlplane.log;
