// SPDX-License-Identifier: Apache-2.0
// Verdicts on routes.
/**
 * Verdicts on routes from verified records: RFC 6811 with the ASN inside the prefix.
 *
 * <pre>
 *   records, deltas --> ValidationTable --> Verdict, VerdictReason   for each route, without allocation
 *                         ^        |
 *   SLURM files --> OverrideFiles  +-----> Explanation               for people
 *                                  +-----> Changed                   which ASNs to look at again
 * </pre>
 * {@link io.eightfold.whois8.validation.ValidationTable} states the rules. It is plain arrays: a hash table of ASNs
 * ({@code RecordPool}) leads to the records of an ASN, 64 bits each ({@code PackedRecord}). The feed's client fills it by its own thread; the control plane
 * owns the copy that it asks. Local exceptions (RFC 8416) are read by {@link io.eightfold.whois8.validation.OverrideFiles}.
 */
package io.eightfold.whois8.validation;
