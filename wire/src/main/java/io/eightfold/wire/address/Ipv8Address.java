// SPDX-License-Identifier: Apache-2.0
// A 64-bit IPv8 address as a value, with all its text forms.
package io.eightfold.wire.address;

/**
 * An IPv8 address: ASN routing prefix and host address, both as raw 32 bits (an ASN above 2^31 is a negative int).
 * <p>Wire: 8 bytes in network order, ASN first (draft-thain-ipv8-02, header source and destination).
 * <p>Thread: any. Not for the worker loop, which keeps {@link #bits()}.
 *
 * @param asn  r.r.r.r; 0 makes it an IPv4 address
 * @param host n.n.n.n, with IPv4's meaning
 */
public record Ipv8Address(int asn, int host) implements Comparable<Ipv8Address> {

    /**
     * Reads any of the text forms: {@code 64496.192.0.2.1}, {@code 0.0.251.240.192.0.2.1}, {@code 64496-192.0.2.1},
     * {@code 127.2.0.0-10.0.0.5} and the bare IPv4 {@code 192.0.2.1} (ASN 0).
     *
     * @throws AddressParseException naming the part that is wrong, its value and its limit
     */
    public static Ipv8Address parse(String text) {
        return ofBits(new AddressText(text, text.length()).parse().bits);
    }

    /** The address with these 64 bits, ASN in the high half. */
    public static Ipv8Address ofBits(long bits) {
        return new Ipv8Address((int) (bits >>> 32), (int) bits);
    }

    /** The IPv4 address {@code host}, which is the IPv8 address with ASN 0. */
    public static Ipv8Address ofIpv4(int host) {
        return new Ipv8Address(0, host);
    }

    /** The 64 bits, ASN in the high half. */
    public long bits() {
        return (long) asn << 32 | host & 0xFFFF_FFFFL;
    }

    /** Always five parts: {@code 64496.192.0.2.1}, {@code 0.192.0.2.1}. */
    public String dotted() {
        return Integer.toUnsignedString(asn) + '.' + fourOctets(host);
    }

    /** Always eight octets: {@code 0.0.251.240.192.0.2.1}. */
    public String octets() {
        return fourOctets(asn) + '.' + fourOctets(host);
    }

    /** The form printed by default: bare IPv4 for ASN 0, {@link #octets()} for internal zones, which are known by their octets, else {@link #dotted()}. */
    public String conventional() {
        return isIpv4() ? fourOctets(host) : isZone() ? octets() : dotted();
    }

    /** True for an ASN in 127/8. */
    boolean isZone() {
        return AddressClass.isInternalAsn(asn);
    }

    /** True for ASN 0: the address is an IPv4 address. */
    public boolean isIpv4() {
        return asn == 0;
    }

    /** The class of the ASN half. */
    public AddressClass addressClass() {
        return AddressClass.of(asn);
    }

    /** Orders as unsigned 64-bit numbers, so that a table sorts by ASN, then by host. */
    @Override
    public int compareTo(Ipv8Address other) {
        return Long.compareUnsigned(bits(), other.bits());
    }

    @Override
    public String toString() {
        return conventional();
    }

    /** {@code bits} as four decimal octets, as in an IPv4 address or a router id. */
    public static String fourOctets(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + '.' + (bits >>> 8 & 0xFF) + '.' + (bits & 0xFF);
    }
}
