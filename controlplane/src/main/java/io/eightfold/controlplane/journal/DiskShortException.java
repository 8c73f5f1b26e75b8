// SPDX-License-Identifier: Apache-2.0
// The file system has less room than the journal needs.
package io.eightfold.controlplane.journal;

import java.io.IOException;

/** The file system has less room than the journal needs with its reserve. Nothing was written. */
final class DiskShortException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskShortException(final long freeBytes, final long neededBytes) {
        super("freeBytes=" + freeBytes + " < neededBytes=" + neededBytes);
    }
}
