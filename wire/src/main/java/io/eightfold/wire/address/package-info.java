// SPDX-License-Identifier: Apache-2.0
// The address room: IPv8 addresses, prefixes, classes and MAC addresses as values and as text.

/**
 * An IPv8 address is 64 bits: a 32-bit ASN routing prefix {@code r.r.r.r} and a 32-bit host address {@code n.n.n.n}.
 * With ASN 0 it <em>is</em> an IPv4 address. Code that forwards packets keeps addresses as a {@code long}
 * (ASN in the high half) and hosts as an {@code int}; the records here are for configuration, commands and logs.
 * <p>All text forms meet in one strict parser, {@code AddressText}: ASN dot ({@code 64496.192.0.2.1}, the form we
 * print), eight octets ({@code 0.0.251.240.192.0.2.1}), hyphen ({@code 64496-192.0.2.1}, {@code 127.2.0.0-10.0.0.5},
 * input only) and bare IPv4. Strict means: no leading zeros, signs, blanks, empty parts or digits of other scripts, so
 * that no two tools read one text differently. An error names the part, its value and its limit.
 * <p>{@link io.eightfold.wire.address.AddressClass} sorts the ASN half into the classes of the draft; host-half rules
 * (multicast, interior links) are static questions on the same type. What to do about a class (filter, count, alert)
 * is left to the rooms that forward.
 * <p>Standards: draft-thain-ipv8-02 (addresses, classes), RFC 791 and RFC 1112 (host half).
 */
package io.eightfold.wire.address;
