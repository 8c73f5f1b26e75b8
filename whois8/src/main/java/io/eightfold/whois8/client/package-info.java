// SPDX-License-Identifier: Apache-2.0
// The reader's side of the feed.
/**
 * How a router gets verified data: {@link io.eightfold.whois8.client.FeedFollower} follows servers, fails over between them, verifies all by
 * {@link io.eightfold.whois8.feed.DataSet} and keeps the last good data on disk (one {@link io.eightfold.whois8.client.FollowedRir} for each RIR, so that what is wrong with one holds no
 * other up; whoever is told may fail, and is told again); {@link io.eightfold.whois8.client.FeedClient} makes a verdict table of it for
 * the control plane. {@link io.eightfold.whois8.client.DifferenceMonitor} watches whether servers say the same.
 *
 * <pre>
 *   server A --events, head, deltas, snapshot--+
 *   server B --(when A fails)------------------+--> FeedFollower --verified--> FeedClient --table, changes--> control plane
 *                                                     |    ^
 *                                                     v    | at start
 *                                                    LastGood (signed data on disk)
 * </pre>
 */
package io.eightfold.whois8.client;
