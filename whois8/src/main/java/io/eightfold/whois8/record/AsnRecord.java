// SPDX-License-Identifier: Apache-2.0
// Who holds an ASN.
package io.eightfold.whois8.record;

import io.eightfold.wire.address.Ipv8Address;

/**
 * The record of an ASN (spec section 6).
 *
 * @param asn      raw 32 bits, none of {@link ReservedAsns}
 * @param handle   of the holder, such as {@code ORG-EX1}; one holder may hold many ASNs
 * @param holder   name of the holder, at most {@link Names#MAX_HOLDER_BYTES} bytes of UTF-8
 * @param country  two letters of ISO 3166
 * @param endpoint IPv4 address of the 8to4 anycast endpoint, raw bits; 0 when there is none
 */
public record AsnRecord(int asn, String handle, String holder, String country, String rir, RecordStatus status, long expiryS, int endpoint, long changedS)
    implements RegistryRecord {

    /** @throws RecordException with the first value that cannot be */
    public AsnRecord {
        ReservedAsns.require(asn);
        Names.requireHandle(handle);
        Names.requireHolder(holder);
        Names.requireCountry(country);
        Names.requireRir(rir);
        Times.require(expiryS, changedS);
        requireEndpoint(endpoint);
        if (status == null) {
            throw new RecordException("status of AS" + Integer.toUnsignedString(asn) + " is missing");
        }
    }

    private static void requireEndpoint(final int endpoint) {
        final int first = endpoint >>> 24;
        if (endpoint != 0 && (first == 0 || first == 127 || first >= 224)) {
            throw new RecordException("endpoint " + Ipv8Address.ofIpv4(endpoint) + " is no unicast IPv4 address; give that of the 8to4 endpoint, or none");
        }
    }

    @Override
    public RecordKey key() {
        return RecordKey.ofAsn(asn);
    }

    public boolean hasEndpoint() {
        return endpoint != 0;
    }
}
