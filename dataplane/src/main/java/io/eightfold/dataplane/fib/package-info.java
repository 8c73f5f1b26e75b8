// SPDX-License-Identifier: Apache-2.0
/**
 * The forwarding table: ASN first (tier 1), then longest prefix on the host part (tier 2), as draft-thain-ipv8-02 has it, and the
 * next-hop records that routes point at. One thread writes, workers read without a lock. The installer turns configuration into both.
 */
package io.eightfold.dataplane.fib;
