// SPDX-License-Identifier: Apache-2.0
// Prefixes as the RIB has them, and as people write them.
package io.eightfold.controlplane;

import io.eightfold.controlplane.rib.Rib;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;

/** The RIB counts host bits; the default route of IPv8 has a length of its own. Thread: any. */
public final class PrefixText {
    private static final int ASN_BITS = 32;

    private PrefixText() {
    }

    /** Host length of a prefix as the RIB has it. */
    public static int hostLength(final Ipv8Prefix prefix) {
        return prefix.isDefault() ? Rib.DEFAULT_LENGTH : prefix.hostLength();
    }

    /** A prefix of the RIB. */
    public static Ipv8Prefix prefix(final long address, final int hostLength) {
        return hostLength == Rib.DEFAULT_LENGTH ? Ipv8Prefix.DEFAULT : new Ipv8Prefix(Ipv8Address.ofBits(address), ASN_BITS + hostLength);
    }
}
