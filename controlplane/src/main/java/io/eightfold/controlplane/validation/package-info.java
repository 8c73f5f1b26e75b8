// SPDX-License-Identifier: Apache-2.0
// Verdicts of the registry on the routes of this router.
/**
 * Verdicts of WHOIS8 on the routes of this router. Enter at {@link io.eightfold.controlplane.validation.RouteValidation}, which the RIB asks for verdicts and
 * which tells the RIB what to ask about again.
 *
 * <pre>
 *  feed threads: verified data -----------------+          configuration, overrides
 *                                               v                     |
 *  RIB thread:    RouteValidation: ValidationTable, what is exempt <--+
 *                      | verdict  ^              | changed ASNs
 *                      v          |              v
 *                      Rib: RouteAdmission (asks, keeps, walks) --> Election --> FIB
 * </pre>
 *
 * <p>Everything here is owned by the RIB's thread but {@link io.eightfold.controlplane.validation.RegistryFeed}, which runs the client of the configured
 * servers and hands what it verified over as a question to that thread. Left to others: the verdict on a
 * prefix ({@code io.eightfold.whois8.validation}), reading and verifying data ({@code io.eightfold.whois8.client}), and what a verdict does
 * ({@code io.eightfold.controlplane.rib}).
 *
 * <p>Serves draft-thain-ipv8-02 (a route that does not validate is not installed), RFC 6811 §2.1 and §5 (states, validation again when data changes), RFC 8416.
 */
package io.eightfold.controlplane.validation;
