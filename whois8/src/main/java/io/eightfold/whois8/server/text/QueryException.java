// SPDX-License-Identifier: Apache-2.0
// A query that cannot be answered.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.server.EndReason;

/** What is told to the client, and whether the connection ends with it. */
final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;
    private final TextError error;
    private final EndReason end;

    /** @param end null when further queries may follow */
    QueryException(final TextError error, final String detail, final EndReason end) {
        super(detail);
        this.error = error;
        this.end = end;
    }

    QueryException(final TextError error, final String detail) {
        this(error, detail, null);
    }

    TextError error() {
        return error;
    }

    EndReason end() {
        return end;
    }
}
