// SPDX-License-Identifier: Apache-2.0
// The live terminal view of a router.
/**
 * {@code ipv8 top}: what a router does right now. The counter file is mapped and read by this process, so neither the dataplane nor a
 * worker notices; the two management sockets are asked by a thread each, so a process that does not answer holds nothing up.
 *
 * <pre>
 *   counter file ---------------- Rates (two readings) --+
 *   dataplane.sock - StatePoller - ProcessState ---------+-> TopScreen -> Line... -> Terminal or plain text
 *   control.sock --- StatePoller - ProcessState ---------+
 * </pre>
 *
 * <p>Everything but {@link io.eightfold.cli.top.Terminal} is free of terminals and is tested as text. The terminal is driven with
 * {@code stty} and ECMA-48 sequences: a library for that would load more classes than the rest of the command. A frame is one write
 * that begins at the top left corner and clears nothing that it does not overwrite, so nothing flickers.
 */
package io.eightfold.cli.top;
