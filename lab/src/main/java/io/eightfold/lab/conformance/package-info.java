// SPDX-License-Identifier: Apache-2.0
// Package description: the lab conformance.

/**
 * Drives a running router through its ports by the cases of {@code lab/conformance} and writes a report: {@link io.eightfold.lab.conformance.ConformanceSteps} as a lab with
 * a router of its own, {@link io.eightfold.lab.conformance.AnyRouter} at interfaces behind which another one is.
 */
package io.eightfold.lab.conformance;
