// SPDX-License-Identifier: Apache-2.0
// 8TO4-ENDPOINT: where the origin AS takes tunnels from.
package io.eightfold.bgp8.attribute;

import io.eightfold.wire.tunnel.Encapsulation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * 8TO4-ENDPOINT: where the origin AS takes tunnels over IPv4 from. Thread: any; immutable.
 *
 * <p>Wire (attribute 243, spec section 5, format ours): 4 bytes IPv4 address, then any number of parameters of 1 byte type, 1 byte length and their value, which
 * travel on as they came. Parameter 1 names encapsulations, a byte each by {@link Encapsulation#id}, the preferred one first; without it the end takes {@link Encapsulation#PROTOCOL}.
 *
 * @param address    IPv4
 * @param parameters the bytes after the address, well-formed; not to be changed
 */
public record TunnelEndpoint(int address, byte[] parameters) {
    private static final byte[] NONE = {};
    private static final int ENCAPSULATIONS = 1;

    public TunnelEndpoint(final int address) {
        this(address, NONE);
    }

    /** An end that takes packets in these ways, the preferred one first. */
    public static TunnelEndpoint of(final int address, final List<Encapsulation> encapsulations) {
        final byte[] parameters = new byte[2 + encapsulations.size()];
        parameters[0] = ENCAPSULATIONS;
        parameters[1] = (byte) encapsulations.size();
        for (int i = 0; i < encapsulations.size(); i++) {
            parameters[2 + i] = (byte) encapsulations.get(i).id();
        }
        return new TunnelEndpoint(address, parameters);
    }

    /** How the end takes packets, the preferred way first; ways that we do not know are left out. */
    public List<Encapsulation> encapsulations() {
        for (int at = 0; at + 1 < parameters.length; at += 2 + (parameters[at + 1] & 0xFF)) {
            if (parameters[at] == ENCAPSULATIONS) {
                final int end = Math.min(parameters.length, at + 2 + (parameters[at + 1] & 0xFF));
                return IntStream.range(at + 2, end).mapToObj(i -> Encapsulation.ofId(parameters[i] & 0xFF)).flatMap(Optional::stream).distinct().toList();
            }
        }
        return List.of(Encapsulation.PROTOCOL);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof TunnelEndpoint endpoint && address == endpoint.address && Arrays.equals(parameters, endpoint.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * address + Arrays.hashCode(parameters);
    }
}
