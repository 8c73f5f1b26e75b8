// SPDX-License-Identifier: Apache-2.0
// Package description: the conformance report.

/** A page for people, JSON for programs, and captures for Wireshark; all from the same results. */
package io.eightfold.lab.conformance.report;
