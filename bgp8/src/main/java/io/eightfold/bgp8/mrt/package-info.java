// SPDX-License-Identifier: Apache-2.0
// Dumps of tables and messages in the format that others' tools read.
/**
 * Dumps of tables and messages in MRT, the format that bgpdump, GoBGP, BGPKIT and the route collectors read. Whoever owns the RIB or the sessions hands in plain values;
 * files are bounded in size, time and number. Source: RFC 6396; 64-bit prefixes in RIB_GENERIC with the AFI of carrier native, those of ASN 0 in RIB_IPV4_UNICAST.
 */
package io.eightfold.bgp8.mrt;
