// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code ipv8} command: the only room that knows every other. {@code command} holds one class a subcommand, {@code router} joins
 * configuration, dataplane and management into a running process, {@code show} turns what a router answers into text,
 * {@code doctor} looks at the machine. Exit codes: 0 done, 1 failed, 2 usage. Answers go to stdout, errors to stderr, one line first.
 */
package io.eightfold.cli;
