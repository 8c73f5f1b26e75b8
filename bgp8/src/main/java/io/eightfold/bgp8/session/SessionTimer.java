// SPDX-License-Identifier: Apache-2.0
// The timers of a session.
package io.eightfold.bgp8.session;

import java.util.Locale;

/** The timers of a session, as {@code show} has them. Thread: any. */
public enum SessionTimer {
    CONNECT_RETRY, IDLE_HOLD, HOLD, KEEPALIVE, SEND_HOLD;

    /** Its word in output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
