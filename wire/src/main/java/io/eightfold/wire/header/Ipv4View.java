// SPDX-License-Identifier: Apache-2.0
// Flyweight over an IPv4 header.
package io.eightfold.wire.header;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;

/**
 * A view over an IPv4 header; see {@link Ipv4Layout} for the wire and {@link IpView} for the rules.
 * Addresses are 32 raw bits.
 * <p>Thread: any, one at a time.
 */
public final class Ipv4View extends IpView {

    /** An empty view; call {@link #wrap} first. */
    public Ipv4View() {
    }

    @Override
    public int wrap(long address, int availableBytes) {
        return check(address, availableBytes, Ipv4Layout.VERSION, Ipv4Layout.MIN_LENGTH);
    }

    @Override
    public int wrapQuoted(long address, int availableBytes) {
        return checkQuoted(address, availableBytes, Ipv4Layout.VERSION, Ipv4Layout.MIN_LENGTH);
    }

    /** Source address. */
    public int source() {
        return Memory.u32(address() + Ipv4Layout.SOURCE);
    }

    /** Destination address. */
    public int destination() {
        return Memory.u32(address() + Ipv4Layout.DESTINATION);
    }

    /** Sets the source address. A transport checksum covers it too and is the caller's to correct. */
    public void source(int source) {
        bits(Ipv4Layout.SOURCE, source);
    }

    /** Sets the destination address. A transport checksum covers it too and is the caller's to correct. */
    public void destination(int destination) {
        bits(Ipv4Layout.DESTINATION, destination);
    }

    private void bits(int offset, int value) {
        final int old = Memory.u32(address() + offset);
        Memory.putU32(address() + offset, value);
        Memory.putU16(address() + Ipv4Layout.CHECKSUM, InternetChecksum.update32(checksum(), old, value));
    }

    /** Writes a 20-byte header without options and its checksum at {@code a}. */
    public static void write(long a, int tos, int totalLength, int id, int flagsAndOffset, int ttl, int protocol, int src,
                             int dst) {
        writeCommon(a, Ipv4Layout.VERSION, Ipv4Layout.MIN_LENGTH, tos, totalLength, id, flagsAndOffset, ttl, protocol);
        Memory.putU32(a + Ipv4Layout.SOURCE, src);
        Memory.putU32(a + Ipv4Layout.DESTINATION, dst);
        Memory.putU16(a + Ipv4Layout.CHECKSUM, InternetChecksum.of(a, Ipv4Layout.MIN_LENGTH));
    }
}
