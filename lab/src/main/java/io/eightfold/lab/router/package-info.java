// SPDX-License-Identifier: Apache-2.0
// Describes the router room: a router of two processes, and the probes through it.

/**
 * What the labs {@code nonstop} and {@code whois8} share: a router whose dataplane and control plane are processes of their own
 * ({@link io.eightfold.lab.router.SplitRouter}), a stream of numbered probes through it ({@link io.eightfold.lab.router.Prober}), and the choice of a device driver
 * that works here ({@link io.eightfold.lab.router.DeviceFallback}).
 */
package io.eightfold.lab.router;
