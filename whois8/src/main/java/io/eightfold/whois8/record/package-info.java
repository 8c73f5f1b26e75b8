// SPDX-License-Identifier: Apache-2.0
// The records of the registry.
/**
 * An ASN's record says who holds it, a route's record that the holder announces a prefix of it. Values that exist are valid: the records check
 * themselves. {@link io.eightfold.whois8.record.RecordCodec} gives each record one sequence of bytes, over which hashes are taken.
 */
package io.eightfold.whois8.record;
