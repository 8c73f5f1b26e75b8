// SPDX-License-Identifier: Apache-2.0
/**
 * The control thread of the dataplane: neighbours, ICMPv8 and ICMP (RFC 792, RFC 1812), the kernel's TAPs. It gets packets from workers by
 * rings and gives finished frames back by a ring; it alone writes the FIB and the next-hop records.
 */
package io.eightfold.dataplane.slowpath;
