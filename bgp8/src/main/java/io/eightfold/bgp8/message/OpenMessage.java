// SPDX-License-Identifier: Apache-2.0
// An OPEN as a value.
package io.eightfold.bgp8.message;

import java.util.List;

/**
 * An OPEN as a value. Source: RFC 4271 §4.2. Thread: any; immutable.
 *
 * @param asn          of the speaker: that of the capability (RFC 6793) if it is there, else of the field of 16 bits
 * @param holdTimeS    0, or 3 to 65535
 * @param identifier   router id, never 0
 * @param capabilities in their order on the wire
 */
public record OpenMessage(int asn, int holdTimeS, int identifier, List<Capability> capabilities) {
    /** The version of BGP. */
    public static final int VERSION = 4;

    public OpenMessage {
        capabilities = List.copyOf(capabilities);
    }

    /** The first capability of that class, or null. */
    public <T extends Capability> T first(final Class<T> type) {
        for (final Capability capability : capabilities) {
            if (type.isInstance(capability)) {
                return type.cast(capability);
            }
        }
        return null;
    }

    /** Whether there is a capability of that class. */
    public boolean has(final Class<? extends Capability> type) {
        return first(type) != null;
    }

    /** All capabilities of that class. */
    public <T extends Capability> List<T> all(final Class<T> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
