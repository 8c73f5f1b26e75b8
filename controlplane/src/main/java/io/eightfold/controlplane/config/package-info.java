// SPDX-License-Identifier: Apache-2.0
// The configuration language: from a file to checked records, and back.
/**
 * The configuration language of the router: from a file to checked records, and back.
 *
 * <p>{@link io.eightfold.controlplane.config.ConfigParser} cuts the text into lines of words, matches every line against
 * its declaration in {@code Statement}, and files it under its block. A line that starts with {@code no} takes earlier
 * lines back. When all lines are read, what remains is checked for sense ({@code InterfaceChecks}, {@code RouteChecks},
 * {@code RouterChecks}, {@code Whois8Checks}, {@code PolicyChecks}, {@code Bgp8Checks}), and {@code ConfigAssembler} makes the records. All problems are found in one pass over the
 * file, each with its line, column, word, what was expected and the remedy; a file with any problem yields no
 * configuration at all, so nothing can act on half of one. What may only be a consequence of another problem is held back.
 *
 * <p>Words, limits, defaults and help stand in one place each: limits and defaults in the records, words in
 * {@code Statement} and {@code Arguments}. The messages, {@link io.eightfold.controlplane.config.ConfigWriter} and the
 * manual ({@link io.eightfold.controlplane.config.ConfigManual}) follow from them.
 *
 * <p>Called at start-up, by {@code config check} and by {@code config reload}; it touches no device, file or thread, and
 * leaves to its callers whether a device exists or a configuration can be applied to a running router.
 *
 * <p>Serves draft-thain-ipv8-02 (address classes, two-tier routing), RFC 1122 §3.2.1.3 (addresses that no host may
 * have), RFC 3021 (/31 links), IEEE 802.3 (EtherTypes).
 */
package io.eightfold.controlplane.config;
