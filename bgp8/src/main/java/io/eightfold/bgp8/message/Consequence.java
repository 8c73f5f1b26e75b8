// SPDX-License-Identifier: Apache-2.0
// What an error in a message leads to.
package io.eightfold.bgp8.message;

/** What an error in a message leads to, mildest first; of several errors the strongest counts. Source: RFC 7606 §2. Thread: any. */
public enum Consequence {
    /** The attribute is dropped, or a prefix that means nothing here; the other routes stay. */
    ATTRIBUTE_DISCARD,
    /** The routes of the UPDATE count as withdrawn. */
    TREAT_AS_WITHDRAW,
    /** The session goes down with a NOTIFICATION. */
    SESSION_RESET
}
