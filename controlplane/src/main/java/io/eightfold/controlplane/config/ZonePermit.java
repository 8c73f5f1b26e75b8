// SPDX-License-Identifier: Apache-2.0
// Two internal zones that may reach each other.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.Ipv8Address;

/** Two internal zones, ASNs in 127/8, that may reach each other. Thread: any; immutable. */
public record ZonePermit(int zone, int other) {
    static final ValueKind<Integer> KIND = new ValueKind<>(Integer.class, "an internal zone such as 127.1.0.0", ZonePermit::read);

    public ZonePermit {
        Limits.require(AddressClass.isInternalAsn(zone) && AddressClass.isInternalAsn(other) && zone != other, "a zone permit names two zones of 127/8");
    }

    private static Integer read(final String word) {
        if (!word.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            throw new IllegalArgumentException("not four numbers");
        }
        final int zone = Ipv8Address.parse(word).host();
        if (!AddressClass.isInternalAsn(zone)) {
            throw new IllegalArgumentException("not inside 127.0.0.0/8, where the zones are");
        }
        return zone;
    }

    /** The words of the configuration file. */
    String words() {
        return "ipv8 zone permit " + Ipv8Address.fourOctets(zone) + " " + Ipv8Address.fourOctets(other);
    }
}
