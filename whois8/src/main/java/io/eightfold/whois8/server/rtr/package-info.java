// SPDX-License-Identifier: Apache-2.0
// RTR for stock routers.
/**
 * A cache of the RPKI to Router protocol, version 1 (RFC 8210) and version 0 (RFC 6810), so that stock routers validate the origin of routes that are
 * carried as plain IPv4 unicast.
 *
 * <pre>
 *   RecordIndex --changed ASNs--> RtrCache (thread e8-rtr-cache) --> VrpTable: current set, history
 *                                    |  expiry of records, life of data sets        ^
 *                                    +--Serial Notify--> RtrSession ----reads-------+
 * </pre>
 *
 * <p>An active route record of an ASN with an active record of the same registry gives one VRP: ASN, host prefix, longest length. The host prefixes of
 * different ASNs overlap as a matter of course: each ASN has all of them. A router that carries IPv8 routes as IPv4 tells them apart by their ASN, and
 * origin validation asks for just that pair.
 *
 * <p>Session id and serial: an id is drawn for each version when the server starts; serials start at the clock, so even a server that draws the id of the
 * one before it never takes a serial of that one for its own.
 */
package io.eightfold.whois8.server.rtr;
