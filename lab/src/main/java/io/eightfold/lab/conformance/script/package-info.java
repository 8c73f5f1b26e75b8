// SPDX-License-Identifier: Apache-2.0
// Package description: how conformance cases are written.

/**
 * Reads the case folders of {@code lab/conformance}: {@link io.eightfold.lab.conformance.script.AboutFile} what the text asks,
 * {@link io.eightfold.lab.conformance.script.StepsFile} what is sent and expected. Sweeps are unrolled here, so that whoever runs a case sees rounds of plain
 * steps. The language is described in {@code lab/conformance/README.md}; nothing here knows a socket or a router.
 */
package io.eightfold.lab.conformance.script;
