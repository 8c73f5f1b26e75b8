// SPDX-License-Identifier: Apache-2.0
// Why a server is of no use now.
package io.eightfold.whois8.client;

/** What is wrong with a server, while {@link io.eightfold.whois8.feed.FeedFault} says what is wrong with its data. The word is in logs, metrics and alarms. */
public enum ServerFault {
    /** No connection, or it broke. */
    UNREACHABLE("unreachable"),
    /** No answer, or no further byte, in time. */
    TIMED_OUT("timed-out"),
    /** Bytes come, but too few. */
    TOO_SLOW("too-slow"),
    /** It sends the reader elsewhere, which nobody configured. */
    REDIRECTED("redirected"),
    /** An HTTP status that is no answer. */
    REFUSED("refused"),
    /** It has no data set of the RIR. */
    NOT_PUBLISHED("not-published"),
    /** Its data is older than the data at hand. */
    BEHIND("behind"),
    /** The disk does not take the last good data. */
    DISK("disk"),
    /** This program. */
    BUG("bug");

    private final String word;

    ServerFault(final String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
