// SPDX-License-Identifier: Apache-2.0
// Which addresses may stand on an interface or be a gateway.
package io.eightfold.controlplane.config;

import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Optional;

/** Which addresses may stand on an interface. The host half follows IPv4's rules in every ASN. */
final class AddressRules {
    /** A shorter prefix would make one link of more than any class A network. */
    static final int MIN_LINK_HOST_LENGTH = 8;
    /** RFC 3021: a /31 has no network and broadcast address. */
    private static final int FIRST_LENGTH_WITHOUT_BROADCAST = 31;

    private AddressRules() {
    }

    /** Why the address cannot stand on an interface, with the remedy; empty when it can. */
    static Optional<String> refusalOnInterface(InterfaceAddress address) {
        Ipv8Prefix prefix = address.prefix();
        if (prefix.hostLength() < MIN_LINK_HOST_LENGTH) {
            return Optional.of("the connected prefix " + prefix + " is shorter than /" + MIN_LINK_HOST_LENGTH
                    + " of host bits; give the prefix of this link");
        }
        return refusalOfClass(address.address()).or(() -> refusalOfEdge(address.address(), prefix));
    }

    private static Optional<String> refusalOfClass(Ipv8Address address) {
        AddressClass addressClass = address.addressClass();
        int host = address.host();
        String kind = switch (addressClass) {
            case CROSS_ASN_MULTICAST, BROADCAST -> "the ASN is of class " + addressClass.label();
            default -> AddressClass.isMulticastHost(host) ? "the host part is multicast (224.0.0.0/4)"
                    : AddressClass.isReservedHost(host) ? "the host part is reserved (240.0.0.0/4)"
                    : AddressClass.isLoopbackHost(host) ? "the host part is loopback (127.0.0.0/8)"
                    : AddressClass.isThisNetworkHost(host) ? "the host part is in 0.0.0.0/8"
                    : null;
        };
        return Optional.ofNullable(kind).map(reason -> reason + "; an interface needs a unicast address");
    }

    /** Network and broadcast address of the prefix (RFC 1122 §3.2.1.3), on links long enough to have them. */
    static Optional<String> refusalOfEdge(Ipv8Address address, Ipv8Prefix prefix) {
        if (prefix.hostLength() >= FIRST_LENGTH_WITHOUT_BROADCAST) {
            return Optional.empty();
        }
        int hostMask = -1 >>> prefix.hostLength();
        int rest = address.host() & hostMask;
        if (rest == 0) {
            return Optional.of("this is the network address of " + prefix + "; give a host inside it");
        }
        return rest == hostMask ? Optional.of("this is the broadcast address of " + prefix + "; give a host inside it") : Optional.empty();
    }

    /** Why no unicast route can lead there; empty when one can. */
    static Optional<String> refusalAsDestination(Ipv8Prefix prefix) {
        if (prefix.isDefault()) {
            return Optional.empty();
        }
        AddressClass addressClass = prefix.address().addressClass();
        if (addressClass == AddressClass.BROADCAST || addressClass == AddressClass.CROSS_ASN_MULTICAST) {
            return Optional.of("the ASN is of class " + addressClass.label() + " and has no unicast routes; remove the line");
        }
        int host = prefix.address().host();
        boolean isMulticast = prefix.hostLength() >= 4 && (AddressClass.isMulticastHost(host) || AddressClass.isReservedHost(host));
        return isMulticast ? Optional.of("multicast and reserved hosts (224.0.0.0/3) have no unicast routes; remove the line") : Optional.empty();
    }
}
