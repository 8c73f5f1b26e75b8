// SPDX-License-Identifier: Apache-2.0
// What the journal thread last said about the journal.
package io.eightfold.controlplane.journal;

/**
 * What the journal thread last said about the journal; one consistent picture.
 *
 * @param frames              appended since the start
 * @param bytes               in those frames
 * @param droppedFrames       that came while the journal took none
 * @param checkpointBytes     of the last checkpoint
 * @param wantsCheckpoint     a checkpoint is due
 * @param isIncomplete        a restart now would say that changes are missing
 * @param committedCheckpoint the highest number of a checkpoint that is in force
 * @param failedCheckpoint    the highest number of a checkpoint that was given up
 */
public record JournalStatus(JournalState state, long frames, long bytes, long droppedFrames, long checkpointBytes, boolean wantsCheckpoint, boolean isIncomplete,
                            long committedCheckpoint, long failedCheckpoint) {
}
