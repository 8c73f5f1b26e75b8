// SPDX-License-Identifier: Apache-2.0
// The other end does not keep to the format.
package io.eightfold.dataplane.tunnel.https;

import java.io.IOException;

/** The other end does not keep to {@link StreamFormat}; its stream ends. A connection that merely breaks is another {@link IOException}. */
final class StreamFault extends IOException {
    private static final long serialVersionUID = 1L;

    StreamFault(final String message) {
        super(message);
    }
}
