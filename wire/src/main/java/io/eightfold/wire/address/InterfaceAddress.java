// SPDX-License-Identifier: Apache-2.0
// An address together with the prefix of the link it is on.
package io.eightfold.wire.address;

/**
 * An interface's own address and the prefix that is directly connected through it: {@code 64496.10.1.0.1/24}.
 * Whether such an address makes sense on an interface (not the network address, not multicast) is the configuration's question.
 *
 * @param address the interface's own address
 * @param prefix  what the link covers; contains {@code address}
 */
public record InterfaceAddress(Ipv8Address address, Ipv8Prefix prefix) {

    /** @throws IllegalArgumentException when the address is outside the prefix */
    public InterfaceAddress {
        if (!prefix.contains(address)) {
            throw new IllegalArgumentException("address=" + address + " is outside prefix=" + prefix
                + "; an interface address lies inside its own prefix");
        }
    }

    /** Reads {@code ADDRESS/LENGTH}; see {@link Ipv8Prefix#parseWithHost}. */
    public static InterfaceAddress parse(String text) {
        return Ipv8Prefix.parseWithHost(text);
    }

    /** The canonical text, {@code 64496.10.1.0.1/24}. */
    @Override
    public String toString() {
        return prefix.text(address);
    }
}
