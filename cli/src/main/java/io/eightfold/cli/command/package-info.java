// SPDX-License-Identifier: Apache-2.0
/** One class for each subcommand of {@code ipv8}: options, a call into the room that does the work, the answer printed. */
package io.eightfold.cli.command;
