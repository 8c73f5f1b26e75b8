// SPDX-License-Identifier: Apache-2.0
// A data set as the database knows it, without its records.
package io.eightfold.whois8.store;

/**
 * Thread: any.
 *
 * @param anchor   line of the trust anchor
 * @param serial   of the head
 * @param head     encoded signed head
 * @param keyList  encoded newest key list
 * @param keyListVersion of it
 */
public record StoredSet(String rir, String anchor, long serial, byte[] head, long keyListVersion, byte[] keyList) {
}
