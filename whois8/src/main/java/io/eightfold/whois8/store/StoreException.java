// SPDX-License-Identifier: Apache-2.0
// The database cannot do it.
package io.eightfold.whois8.store;

import java.sql.SQLException;

/** The message names what was tried, what the database said, and the remedy. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean isOutcomeUnknown;

    public StoreException(final String message) {
        this(message, null);
    }

    public StoreException(final String message, final Throwable cause) {
        this(message, cause, false);
    }

    StoreException(final String message, final Throwable cause, final boolean isOutcomeUnknown) {
        super(message, cause);
        this.isOutcomeUnknown = isOutcomeUnknown;
    }

    /** True when the server ended the connection, or is gone: classes 08 and 57P of SQLSTATE. */
    boolean isConnectionLost() {
        return getCause() instanceof SQLException cause && cause.getSQLState() != null && (cause.getSQLState().startsWith("08") || cause.getSQLState().startsWith("57P"));
    }

    /** True when the connection was lost while a transaction was being committed: it may have happened or not. */
    public boolean isOutcomeUnknown() {
        return isOutcomeUnknown;
    }
}
