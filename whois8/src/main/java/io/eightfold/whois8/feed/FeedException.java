// SPDX-License-Identifier: Apache-2.0
// Data of a registry that is not taken.
package io.eightfold.whois8.feed;

/** Says why, with the values; what was there before stays. */
public final class FeedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final FeedFault fault;

    public FeedException(final FeedFault fault, final String message) {
        super(message);
        this.fault = fault;
    }

    public FeedException(final FeedFault fault, final String message, final Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public FeedFault fault() {
        return fault;
    }
}
