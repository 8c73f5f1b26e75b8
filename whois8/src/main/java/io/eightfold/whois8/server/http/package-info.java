// SPDX-License-Identifier: Apache-2.0
// WHOIS8 over HTTP: RDAP, the feed, administration.
/**
 * One HTTP server for three kinds of clients: people and programs that ask by RDAP (RFC 7480, 9082, 9083), validators and mirrors that follow the signed
 * data sets, administrators of the registry.
 *
 * <pre>
 *   LimitedConnector   accepts; ConnectionGate says who may stay, ConnectionWatch cuts who is too slow
 *   RequestHandler     counts, limits the rate, splits the path
 *     RdapHandler      RdapQuery -> RecordIndex -> RdapObjects
 *     FeedHandler      head, snapshot, deltas; EventStreams tells of new heads
 *     AdminHandler     token, then AdminService
 *   RefusalHandler     what Jetty refuses before that
 * </pre>
 *
 * Requests run on virtual threads, bounded by the connections that are open; nothing waits for a client without a deadline. Whatever a client does ends under
 * one {@link io.eightfold.whois8.server.http.HttpCounter}. Who may be told what is not decided here: the index and the feed are public, administration asks
 * {@link io.eightfold.whois8.registry.AdminService}.
 */
package io.eightfold.whois8.server.http;
