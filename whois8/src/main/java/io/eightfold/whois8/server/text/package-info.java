// SPDX-License-Identifier: Apache-2.0
// WHOIS in text.
/**
 * The text service of RFC 3912: one line asks, text answers, the server closes. Objects look like those of RPSL (RFC 2622), flags and error numbers are
 * those of the RIPE database, so that stock clients and the scripts around them work.
 *
 * <pre>
 *   LineReader   bytes  -> one line, bounded, printable
 *   QueryParser  line   -> Query: flags, what is asked
 *   QueryAnswer  Query  -> objects from the RecordIndex
 *   ObjectText   record -> lines
 *   AnswerWriter lines  -> bounded answer, whole objects only
 * </pre>
 *
 * <p>A route is a {@code route8:} object, as IPv6 has {@code route6:}: its prefix is no IPv4 prefix, and a program that reads {@code route:} must not
 * take it for one. {@code -T route} finds it too.
 */
package io.eightfold.whois8.server.text;
