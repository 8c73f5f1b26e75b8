// SPDX-License-Identifier: Apache-2.0
// Package description: the tester's side of the cables.

/**
 * Ports by raw sockets, a BGP8 speaker by a plain one, and the thread that carries out the steps of a case. It knows the router by its ports only.
 */
package io.eightfold.lab.conformance.tester;
