// SPDX-License-Identifier: Apache-2.0
// Changing the configuration of a running router.
/**
 * Changing the configuration of a running router: reload, apply with automatic undo, rollback, history.
 *
 * <p>{@link io.eightfold.controlplane.change.ConfigManager} owns the configuration in force. A change is read and checked whole, compared with what is in
 * force, handed to the {@link io.eightfold.controlplane.change.ConfigTarget}, and kept in {@link io.eightfold.controlplane.change.ConfigHistory}. A bad file
 * changes nothing; a full or read-only disk is a warning and never stops a change. Changes come one at a time, and while one waits to be confirmed only its
 * confirmation or a rollback is taken.
 *
 * <p>The promise of {@code apply} outlives the process: what to go back to and when is on disk before anything changes. Who starts after the deadline starts
 * with the old configuration, and a file whose text was undone is not taken for the start again until somebody reloads it on purpose.
 *
 * <p>{@link io.eightfold.controlplane.change.ConfigRequests} answers the words {@code config ...} of the management socket. What a change does to routes and
 * sessions is the target's; what needs a restart of a process is only reported here ({@link io.eightfold.controlplane.config.ChangeEffect}).
 */
package io.eightfold.controlplane.change;
