// SPDX-License-Identifier: Apache-2.0
// Package description: internal zones at the border, every one of them.

/**
 * Internal zones (127/8) do not cross the border of an AS, in either direction, as source or destination, nor through a tunnel; and they do not reach each other inside unless that is
 * configured (spec sections 1 and 5). Here that is shown for all 2^24 zones: {@link io.eightfold.perf.isolation.ZoneFrames} makes a packet for each, {@code WayRun} sends them through a
 * worker between {@code net_ring} ports and looks at what comes out, {@link io.eightfold.perf.isolation.ZoneIsolation} goes all {@link io.eightfold.perf.isolation.Way}s. Ordinary packets
 * go along and must come through, so that a worker which drops everything does not pass.
 */
package io.eightfold.perf.isolation;
