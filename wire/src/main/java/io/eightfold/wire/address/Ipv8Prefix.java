// SPDX-License-Identifier: Apache-2.0
// An IPv8 prefix: the leading bits of an address, with its text forms.
package io.eightfold.wire.address;

/**
 * A prefix of the 64-bit address space. {@code lengthBits} counts all 64 bits: 32 is a whole ASN, 48 is a host
 * prefix of /16 inside one, 0 is the default route.
 * <p>In text the number counts host bits (0 to 32) after the ASN dot, hyphen and bare IPv4 forms, and all 64 bits after
 * the eight-octet form: {@code 64496.10.1.0.0/16} and {@code 0.0.251.240.10.1.0.0/48} are the same prefix.
 * <p>Thread: any. Not for the worker loop.
 *
 * @param address    the lowest address of the prefix; bits below the length are zero
 * @param lengthBits 0 to 64
 */
public record Ipv8Prefix(Ipv8Address address, int lengthBits) implements Comparable<Ipv8Prefix> {
    /** Bits in an address. */
    public static final int MAX_LENGTH_BITS = 64;
    /** Bits in the ASN half; prefixes at least this long lie inside one ASN. */
    public static final int ASN_BITS = 32;
    /** 0.0.0.0.0.0.0.0/0, the default route. */
    public static final Ipv8Prefix DEFAULT = new Ipv8Prefix(Ipv8Address.ofBits(0), 0);

    /** @throws IllegalArgumentException when the length is out of range or address bits below it are set; {@link #of} clears them */
    public Ipv8Prefix {
        final long mask = mask(lengthBits);
        if ((address.bits() & ~mask) != 0) {
            throw new IllegalArgumentException("address=" + address + " has bits below lengthBits=" + lengthBits
                + "; clear them with Ipv8Prefix.of");
        }
    }

    /** The prefix of this length that {@code address} lies in. */
    public static Ipv8Prefix of(Ipv8Address address, int lengthBits) {
        return new Ipv8Prefix(Ipv8Address.ofBits(address.bits() & mask(lengthBits)), lengthBits);
    }

    /**
     * Reads {@code ADDRESS/LENGTH}. Host bits below the length must be zero.
     *
     * @throws AddressParseException naming what is wrong; for host bits that are set it shows the prefix that was probably meant
     */
    public static Ipv8Prefix parse(String text) {
        final InterfaceAddress parsed = parseWithHost(text);
        if (!parsed.address().equals(parsed.prefix().address())) {
            throw new AddressParseException(AddressText.shown(text) + ": bits below the length are not zero; write "
                + parsed.prefix());
        }
        return parsed.prefix();
    }

    /**
     * Reads {@code ADDRESS/LENGTH} where the address is one host inside the prefix, as on an interface:
     * {@code 64496.10.1.0.1/24}.
     *
     * @throws AddressParseException naming what is wrong
     */
    public static InterfaceAddress parseWithHost(String text) {
        final int slash = text.indexOf('/');
        final AddressText reader = new AddressText(text, slash < 0 ? text.length() : slash).parse();
        final boolean countsAllBits = reader.form == AddressText.Form.EIGHT_OCTETS;
        final String rule = countsAllBits
            ? "after eight octets it counts all bits, 0 to 64"
            : "in this form it counts host bits, 0 to 32";
        if (slash < 0) {
            throw reader.error("the prefix length is missing; add / and a number (" + rule + ")");
        }
        final int number = (int) reader.number("prefix length", slash + 1, text.length(), countsAllBits ? 64 : 32, rule);
        final Ipv8Address address = Ipv8Address.ofBits(reader.bits);
        return new InterfaceAddress(address, of(address, countsAllBits ? number : ASN_BITS + number));
    }

    /**
     * A mask with {@code lengthBits} leading ones.
     *
     * @throws IllegalArgumentException when {@code lengthBits} is not 0 to 64
     */
    public static long mask(int lengthBits) {
        if (lengthBits < 0 || lengthBits > MAX_LENGTH_BITS) {
            throw new IllegalArgumentException("lengthBits=" + lengthBits + "; a prefix length is 0 to " + MAX_LENGTH_BITS);
        }
        // A shift by 64 would be a shift by 0 in Java.
        return lengthBits == 0 ? 0 : -1L << MAX_LENGTH_BITS - lengthBits;
    }

    /** The length in host bits, 0 to 32; negative when the prefix is shorter than an ASN. */
    public int hostLength() {
        return lengthBits - ASN_BITS;
    }

    /** True for the default route, which covers everything. */
    public boolean isDefault() {
        return lengthBits == 0;
    }

    /** True when the prefix covers more than one ASN without being the default route. */
    public boolean spansAsns() {
        return lengthBits > 0 && lengthBits < ASN_BITS;
    }

    /** True when {@code candidate} lies inside. */
    public boolean contains(Ipv8Address candidate) {
        return contains(candidate.bits());
    }

    /** True when the address with these bits lies inside. */
    public boolean contains(long bits) {
        return (bits & mask(lengthBits)) == address.bits();
    }

    /** Orders by address, then shorter first: the order of a routing table. */
    @Override
    public int compareTo(Ipv8Prefix other) {
        final int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(lengthBits, other.lengthBits);
    }

    /** The canonical text; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return text(address);
    }

    /** {@code within} with this prefix's length, in the canonical form for the length. */
    String text(Ipv8Address within) {
        // Behind eight octets a length counts all bits.
        return lengthBits < ASN_BITS || within.isZone() ? within.octets() + '/' + lengthBits : within.conventional() + '/' + hostLength();
    }
}
