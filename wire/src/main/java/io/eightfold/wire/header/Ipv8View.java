// SPDX-License-Identifier: Apache-2.0
// Flyweight over an IPv8 header.
package io.eightfold.wire.header;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;

/**
 * A view over an IPv8 header; see {@link Ipv8Layout} for the wire and {@link IpView} for the rules.
 * Addresses are 64 raw bits, ASN in the high half.
 * <p>Thread: any, one at a time.
 */
public final class Ipv8View extends IpView {

    /** An empty view; call {@link #wrap} first. */
    public Ipv8View() {
    }

    @Override
    public int wrap(long address, int availableBytes) {
        return check(address, availableBytes, Ipv8Layout.VERSION, Ipv8Layout.MIN_LENGTH);
    }

    @Override
    public int wrapQuoted(long address, int availableBytes) {
        return checkQuoted(address, availableBytes, Ipv8Layout.VERSION, Ipv8Layout.MIN_LENGTH);
    }

    /** Source address. */
    public long source() {
        return Memory.u64(address() + Ipv8Layout.SOURCE);
    }

    /** Source r.r.r.r. */
    public int sourceAsn() {
        return Memory.u32(address() + Ipv8Layout.SOURCE_ASN);
    }

    /** Source n.n.n.n. */
    public int sourceHost() {
        return Memory.u32(address() + Ipv8Layout.SOURCE_HOST);
    }

    /** Destination address. */
    public long destination() {
        return Memory.u64(address() + Ipv8Layout.DESTINATION);
    }

    /** Destination r.r.r.r. */
    public int destinationAsn() {
        return Memory.u32(address() + Ipv8Layout.DESTINATION_ASN);
    }

    /** Destination n.n.n.n. */
    public int destinationHost() {
        return Memory.u32(address() + Ipv8Layout.DESTINATION_HOST);
    }

    /** Sets the source address. A transport checksum covers it too and is the caller's to correct. */
    public void source(long source) {
        bits(Ipv8Layout.SOURCE, source);
    }

    /** Sets the destination address. A transport checksum covers it too and is the caller's to correct. */
    public void destination(long destination) {
        bits(Ipv8Layout.DESTINATION, destination);
    }

    private void bits(int offset, long value) {
        final long old = Memory.u64(address() + offset);
        Memory.putU64(address() + offset, value);
        Memory.putU16(address() + Ipv8Layout.CHECKSUM, InternetChecksum.update64(checksum(), old, value));
    }

    /** Writes a 28-byte header without options and its checksum at {@code a}. */
    public static void write(long a, int tos, int totalLength, int id, int flagsAndOffset, int ttl, int protocol, long src,
                             long dst) {
        writeCommon(a, Ipv8Layout.VERSION, Ipv8Layout.MIN_LENGTH, tos, totalLength, id, flagsAndOffset, ttl, protocol);
        Memory.putU64(a + Ipv8Layout.SOURCE, src);
        Memory.putU64(a + Ipv8Layout.DESTINATION, dst);
        Memory.putU16(a + Ipv8Layout.CHECKSUM, InternetChecksum.of(a, Ipv8Layout.MIN_LENGTH));
    }
}
