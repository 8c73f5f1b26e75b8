// SPDX-License-Identifier: Apache-2.0
// The header room: layouts as offsets, and reusable views over headers in raw memory.

/**
 * A {@code …Layout} holds offsets and drawings, a {@code …View} is a flyweight: created once per worker, wrapped around
 * one header after the other, never copied. {@code wrap} is the gate. It gets an address and the number of bytes that
 * the enclosing frame or packet really has there, reads nothing beyond them, and answers with a
 * {@link io.eightfold.wire.header.HeaderFault}; only after {@code OK} do the other methods mean anything.
 * <p>Setters of the IP views keep the header checksum right by RFC 1624, so that a rewritten header never has to be summed
 * again. Static {@code write} methods lay out a whole header with its checksum.
 * <p>IPv8 and IPv4 differ only in their addresses and header lengths, so one class,
 * {@link io.eightfold.wire.header.IpView}, holds everything they share, and code that handles both takes that.
 * <p>What a fault means (drop, count, answer) is left to the caller. ICMP errors are built in {@code io.eightfold.wire.icmp}.
 * <p>Standards: draft-thain-ipv8-02 (header, ICMPv8), RFC 791, RFC 792, RFC 768, RFC 826, RFC 1812 §5.2.2 (validation).
 */
package io.eightfold.wire.header;
