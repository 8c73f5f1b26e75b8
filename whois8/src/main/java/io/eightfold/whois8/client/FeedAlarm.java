// SPDX-License-Identifier: Apache-2.0
// Something that an operator must know.
package io.eightfold.whois8.client;

/**
 * Data was refused, or servers differ. Thread: any; immutable.
 *
 * @param word   of a {@link io.eightfold.whois8.feed.FeedFault} or {@link ServerFault}
 * @param rir    whose data; empty when it is about a server
 * @param server its URL; empty for data on disk
 */
public record FeedAlarm(String word, String rir, String server, String message, long atS) {
}
