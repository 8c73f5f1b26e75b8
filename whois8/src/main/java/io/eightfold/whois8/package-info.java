// SPDX-License-Identifier: Apache-2.0
// WHOIS8: who holds which ASN, and which routes are active.
/**
 * WHOIS8: who holds which ASN and which routes are active, signed by registries, published by servers, checked by routers.
 *
 * <pre>
 *   record       an ASN's and a route's entry, their limits and their canonical bytes
 *   signature    keys, trust anchors, the hash tree over a data set, the signed head
 *   feed         snapshots and deltas of a data set, and what a reader of them must check
 *   index        records by ASN, for those who answer questions
 *   store        the database, its migrations, the audit log
 *   registry     changes: one transaction, one serial, one signature
 *   server       whois text, RDAP, feed, RTR, administration
 *   validation   verdicts on routes from verified data, overrides, reasons
 *   service      a whole server: an authority with its own database, or a mirror of other servers
 *   client       fetches from servers, keeps the last good data, watches for differences
 * </pre>
 *
 * <p>A data set is what one RIR says. Its state is a serial, a root hash and a time until which it may be used, signed together; whoever has
 * the trust anchor of the RIR can check everything else. Source: spec section 6; the formats are this project's and described in
 * {@code docs/whois8.md}.
 */
package io.eightfold.whois8;
