// SPDX-License-Identifier: Apache-2.0
// An administration request that is refused.
package io.eightfold.whois8.registry;

import java.util.List;

/** The message names value, limit and remedy and may be shown to the asker. Nothing was changed. */
public final class AdminException extends Exception {
    /** What is wrong, and the HTTP status that says so. */
    public enum Kind {
        /** The request itself: a field is missing, unknown or bad. */
        BAD_REQUEST(400),
        /** The role of the caller does not allow it. */
        FORBIDDEN(403),
        /** What it is about does not exist. */
        NOT_FOUND(404),
        /** It does not fit what is registered. */
        CONFLICT(409),
        /** More than one request may hold. */
        TOO_LARGE(413),
        /** Our side cannot do it now, such as with a full disk; trying again may help. */
        UNAVAILABLE(503);

        private final int httpStatus;

        Kind(final int httpStatus) {
            this.httpStatus = httpStatus;
        }

        public int httpStatus() {
            return httpStatus;
        }

        /** For JSON and metrics: {@code bad-request}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final transient List<String> problems;

    public AdminException(final Kind kind, final String message) {
        this(kind, message, List.of());
    }

    public AdminException(final Kind kind, final String message, final List<String> problems) {
        super(message);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    public Kind kind() {
        return kind;
    }

    /** One line each, such as {@code line 17: ...}; empty when the message says all. */
    public List<String> problems() {
        return problems;
    }
}
