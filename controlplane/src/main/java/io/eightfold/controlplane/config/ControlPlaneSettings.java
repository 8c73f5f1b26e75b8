// SPDX-License-Identifier: Apache-2.0
// The control-plane block: journal, FIB channel, metrics and log.
package io.eightfold.controlplane.config;

/**
 * Settings of the control plane's process.
 * <p>Thread: any; immutable. Its text never holds the token (see {@link Secret}).
 *
 * @param journal       whether published routes are kept on disk for the next start
 * @param staleTimeMs   how long routes restored from the journal stay without being confirmed
 * @param fibChannel    how the dataplane is reached
 * @param metricsListen where metrics are served, or null for nowhere
 * @param metricsToken  what a reader of the metrics must present, or null for nothing
 * @param logFormat     how log lines are written
 * @param logLevel      the least level that is written
 * @param logSyslog     where log lines are sent too (UDP, RFC 5426), or null for nowhere
 */
public record ControlPlaneSettings(
        boolean journal,
        long staleTimeMs,
        FibChannelConfig fibChannel,
        Endpoint metricsListen,
        Secret metricsToken,
        LogFormatKind logFormat,
        LogLevelKind logLevel,
        Endpoint logSyslog) {
    public static final long MIN_STALE_TIME_MS = 1_000;
    public static final long MAX_STALE_TIME_MS = 24L * 60 * 60 * 1_000;
    /** RFC 5426 §3.3. */
    public static final int SYSLOG_PORT = 514;
    /** What a file without a control-plane block means. */
    public static final ControlPlaneSettings DEFAULT = new ControlPlaneSettings(
            true, 120_000, FibChannelConfig.IPC, null, null, LogFormatKind.TEXT, LogLevelKind.INFO, null);

    public ControlPlaneSettings {
        Limits.require("staleTimeMs", staleTimeMs, MIN_STALE_TIME_MS, MAX_STALE_TIME_MS);
        Limits.require(fibChannel != null && logFormat != null && logLevel != null, "fibChannel, logFormat or logLevel is missing");
    }
}
