// SPDX-License-Identifier: Apache-2.0
// A line of the audit log.
package io.eightfold.whois8.store;

/**
 * Who did what. Thread: any.
 *
 * @param id      rises by one with each line; 0 before it is written
 * @param atS     seconds since 1970
 * @param actor   name of the token, or of the local command
 * @param client  address it was asked from, as text
 * @param action  such as {@code asn-add}
 * @param subject key of the record, name of the token, id of the key
 * @param rir     registry it concerns, or null
 * @param serial  of the data set after it, or null when it is of no data set
 * @param before  JSON, or null
 * @param after   JSON, or null
 */
public record AuditEntry(long id, long atS, String actor, String client, String action, String subject, String rir, Long serial, String before, String after) {
    private static final int MAX_NAME = 64;
    private static final int MAX_SUBJECT = 128;
    private static final int MAX_JSON = 4096;

    /** Longer texts are cut: a line of the log must never be what makes a change impossible. */
    public AuditEntry {
        actor = cut(actor, MAX_NAME);
        client = cut(client, MAX_NAME);
        subject = cut(subject, MAX_SUBJECT);
        before = cut(before, MAX_JSON);
        after = cut(after, MAX_JSON);
    }

    private static String cut(final String text, final int length) {
        // PostgreSQL takes no NUL in a text.
        return text == null ? null : text.substring(0, Math.min(length, text.length())).replace('\0', ' ');
    }
}
