// SPDX-License-Identifier: Apache-2.0
// A damaged MRT file.
package io.eightfold.bgp8.mrt;

import java.io.IOException;

/** A damaged MRT file. The message says where and what. */
public final class MrtException extends IOException {
    private static final long serialVersionUID = 1;

    MrtException(final String message) {
        super(message);
    }
}
