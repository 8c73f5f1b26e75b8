// SPDX-License-Identifier: Apache-2.0
// A data set on its way to those who use it.
/**
 * A data set travels whole as a snapshot, and as one delta for each serial after that. {@link io.eightfold.whois8.feed.DataSet} is the state of a reader: it takes
 * nothing in that it has not verified, never goes back but from a state whose key its registry disowned, and names each refusal.
 *
 * <pre>
 *   snapshot                                      delta
 *   "E8SN" 4                                      "E8DL" 4
 *   key list   length 4, bytes                    key list   length 4, bytes
 *   head       length 4, bytes                    head       length 4, bytes: the state after it
 *   records    as many as the head says,          number of changes 4
 *              length 2, bytes; by key            change: 1, length 2, record
 *   "E8EN" 4                                              2, ASN 4, host 4, length 1: gone
 *                                                 by key, each once
 * </pre>
 */
package io.eightfold.whois8.feed;
