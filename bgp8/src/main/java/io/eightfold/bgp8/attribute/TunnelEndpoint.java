// SPDX-License-Identifier: Apache-2.0
// 8TO4-ENDPOINT: where the origin AS takes tunnels from.
package io.eightfold.bgp8.attribute;

import java.util.Arrays;

/**
 * 8TO4-ENDPOINT: where the origin AS takes tunnels over IPv4 from. Thread: any; immutable.
 *
 * <p>Wire (attribute 243, spec section 5, format ours): 4 bytes IPv4 address, then any number of parameters of 1 byte type, 1 byte length and their value, which
 * travel on as they came.
 *
 * @param address    IPv4
 * @param parameters the bytes after the address, well-formed; not to be changed
 */
public record TunnelEndpoint(int address, byte[] parameters) {
    private static final byte[] NONE = {};

    public TunnelEndpoint(final int address) {
        this(address, NONE);
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
