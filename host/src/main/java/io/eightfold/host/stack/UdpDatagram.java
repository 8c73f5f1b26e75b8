// SPDX-License-Identifier: Apache-2.0
// A received UDP datagram, with its checksum already verified.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.memory.Memory;

/**
 * One received datagram. The payload is in native memory and valid during {@link UdpHandler#onDatagram} only.
 *
 * @param source              sender; an IPv4 sender has ASN 0
 * @param destination         own address in the version the datagram came in
 * @param payloadAddress      native address of the data
 * @param payloadLengthBytes  length of the data
 */
public record UdpDatagram(Ipv8Address source, int sourcePort, Ipv8Address destination, int destinationPort, long payloadAddress,
                          int payloadLengthBytes) {

    /** A copy of the data. */
    public byte[] payload() {
        return Memory.toBytes(payloadAddress, payloadLengthBytes);
    }
}
