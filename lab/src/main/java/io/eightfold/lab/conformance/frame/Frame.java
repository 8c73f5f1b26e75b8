// SPDX-License-Identifier: Apache-2.0
// A frame that came or went.
package io.eightfold.lab.conformance.frame;

import io.eightfold.lab.conformance.script.LayerKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bytes and layers.
 *
 * @param port      of the tester
 * @param isSent    whether the tester sent it, or its kernel
 * @param timeNs    since the epoch
 * @param bytes     not to be changed
 */
public record Frame(String port, boolean isSent, long timeNs, byte[] bytes, List<DecodedLayer> layers) {
    private static final int TCP = 6;
    private static final int TCP_CHECKSUM = 16;

    /** Reads the bytes. */
    public static Frame of(String port, boolean isSent, long timeNs, byte[] bytes, Stations stations) {
        return new Frame(port, isSent, timeNs, bytes, FrameReader.read(bytes, stations));
    }

    /** A frame that the tester's kernel sends; the sum that it leaves to hardware is put into the bytes, as whoever receives it sees it. */
    public static Frame ofKernel(String port, long timeNs, byte[] bytes, boolean isChecksumPending, Stations stations) {
        Frame frame = of(port, true, timeNs, bytes, stations);
        if (!isChecksumPending || !frame.isTcpOfIpv4()) {
            return frame;
        }
        DecodedLayer tcp = frame.layers().get(2);
        bytes[tcp.at() + TCP_CHECKSUM] = 0;
        bytes[tcp.at() + TCP_CHECKSUM + 1] = 0;
        int sum = Sums.finish(Sums.add(Sums.pseudo(bytes, frame.layers().get(1).at(), tcp.end(), TCP), bytes, tcp.at(), tcp.end()));
        bytes[tcp.at() + TCP_CHECKSUM] = (byte) (sum >> 8);
        bytes[tcp.at() + TCP_CHECKSUM + 1] = (byte) sum;
        return of(port, true, timeNs, bytes, stations);
    }

    /** Whether its EtherType says that it carries a packet of a version of IP, whatever the packet looks like. */
    public boolean isIp() {
        int type = bytes.length < 14 ? 0 : Headers.u16(bytes, 12);
        return type == FrameReader.IPV8_TYPE || type == FrameReader.IPV4_TYPE;
    }

    /** Whether it belongs to a connection of the tester's own kernel. */
    public boolean isTcpOfIpv4() {
        return layers.size() > 2 && layers.get(1).kind() == LayerKind.IPV4 && layers.get(2).kind() == LayerKind.TCP;
    }

    /** One line for people. */
    @Override
    public String toString() {
        return (isSent ? "> " : "< ") + port + " " + layers.stream().skip(layers.size() > 1 ? 1 : 0).map(DecodedLayer::toString).collect(Collectors.joining(" / "));
    }
}
