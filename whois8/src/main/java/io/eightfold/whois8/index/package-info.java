// SPDX-License-Identifier: Apache-2.0
// Records by what is asked for.
/**
 * All records a server answers from, in memory: the registry or a mirror writes it after each verified change, the text, RDAP and RTR servers read it.
 * Entries are immutable and replaced whole, so readers take no lock and see each ASN as it was at one moment.
 */
package io.eightfold.whois8.index;
