// SPDX-License-Identifier: Apache-2.0
// Package description: frames of conformance cases.

/**
 * Writes frames that a case describes, wrong ones too, reads what comes back, and compares. Nothing here uses the router's own views of headers but for
 * addresses: a mistake there must not hide itself.
 */
package io.eightfold.lab.conformance.frame;
