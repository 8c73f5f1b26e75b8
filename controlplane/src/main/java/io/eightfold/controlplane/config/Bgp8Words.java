// SPDX-License-Identifier: Apache-2.0
// The values of BGP8's lines: addresses, ASNs, times, rates and coordinates.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.cost.Coordinates;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Role;
import io.eightfold.wire.address.AddressClass;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of BGP8's lines. Numbers without a sign are kept in {@code int}s as everywhere in BGP8. */
final class Bgp8Words {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,7})([kmgt])");
    private static final String RATE_UNITS = "kmgt";
    /** RFC 6793 §3: stands for an ASN that an old router cannot write. */
    private static final long AS_TRANS = 23_456;

    static final ValueKind<Integer> NEIGHBOR = new ValueKind<>(Integer.class, "the IPv4 address of a neighbour such as 192.0.2.1", Bgp8Words::host);
    static final ValueKind<Integer> ADDRESS = new ValueKind<>(Integer.class, "an IPv4 address such as 192.0.2.1", Bgp8Words::host);
    static final ValueKind<Integer> IDENTIFIER = new ValueKind<>(Integer.class, "four numbers like an IPv4 address, such as 192.0.2.1, not 0.0.0.0", word -> {
        final int identifier = readIpv4(word);
        if (identifier == 0) {
            throw new IllegalArgumentException("is 0, which nobody may be (RFC 6286 §2.1)");
        }
        return identifier;
    });
    static final ValueKind<String> LISTEN = new ValueKind<>(String.class, "an IPv4 address such as 192.0.2.1, 0.0.0.0 for all", word -> ipv4(readIpv4(word)));
    static final ValueKind<Integer> ASN = new ValueKind<>(Integer.class, "a number from 1 to " + RouterConfig.MAX_ASN, Bgp8Words::asn);
    static final ValueKind<Ipv8Prefix> PREFIX = RouteWords.IPV8_PREFIX;
    static final ValueKind<Carrier> CARRIER = new ValueKind<>(Carrier.class, "one of " + words(Arrays.stream(Carrier.values()).map(Carrier::word).toList()),
            word -> Arrays.stream(Carrier.values()).filter(each -> each.word().equals(word)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not one of these words")));
    static final ValueKind<Role> ROLE = new ValueKind<>(Role.class, "one of " + words(Arrays.stream(Role.values()).map(Role::word).toList()),
            word -> Arrays.stream(Role.values()).filter(each -> each.word().equals(word)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not one of these words")));
    static final ValueKind<Long> RATE_BPS = new ValueKind<>(Long.class, "bits per second with a unit (k, m, g, t) such as 10g", Bgp8Words::rateBps);
    static final ValueKind<Integer> LATITUDE = new ValueKind<>(Integer.class, "degrees from -90 (south) to 90 such as 50.11",
            word -> Coordinates.parse(word, "0").latitudeMicrodegrees());
    static final ValueKind<Integer> LONGITUDE = new ValueKind<>(Integer.class, "degrees from -180 (west) to 180 such as 8.68",
            word -> Coordinates.parse("0", word).longitudeMicrodegrees());
    static final ValueKind<String> TEXT = ValueKinds.matching("words", word -> word.chars().noneMatch(Character::isISOControl), "has a control character");
    static final ValueKind<String> NAME = ValueKinds.matching("a name of 1 to 63 letters, digits or ._:-", word -> word.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,62}"),
            "not usable as a name");

    private Bgp8Words() {
    }

    /** A time in whole seconds: a plain number counts them, as in FRR, or a unit says otherwise. */
    static ValueKind<Integer> timeS(final int minimumS, final int maximumS) {
        final ValueKind<Integer> withUnit = timeWithUnitS(minimumS, maximumS);
        return new ValueKind<>(Integer.class, "seconds from " + minimumS + " to " + maximumS + ", or a time with its unit",
                word -> withUnit.reader().read(DIGITS.matcher(word).matches() ? word + "s" : word));
    }

    /** A time in whole seconds that needs its unit. */
    static ValueKind<Integer> timeWithUnitS(final int minimumS, final int maximumS) {
        final ValueKind<Long> inMs = ValueKinds.timeMs(minimumS * 1_000L, maximumS * 1_000L);
        return new ValueKind<>(Integer.class, inMs.description(), word -> {
            final long timeMs = inMs.reader().read(word);
            if (timeMs % 1_000 != 0) {
                throw new IllegalArgumentException("not a whole number of seconds");
            }
            return Math.toIntExact(timeMs / 1_000);
        });
    }

    /** The only word that may stand there. */
    static ValueKind<String> word(final String word) {
        return ValueKinds.choice(List.of(word));
    }

    static String ipv4(final int address) {
        return Ipv8Address.fourOctets(address);
    }

    static String asn(final int asn) {
        return Integer.toUnsignedString(asn);
    }

    /** Bits per second in the largest unit that divides them. */
    static String writeRate(final long rateBps) {
        // Rates are read with a unit, so that the smallest divides them all.
        long rest = rateBps / 1_000;
        int unit = 0;
        while (rest != 0 && rest % 1_000 == 0 && unit < RATE_UNITS.length() - 1) {
            rest /= 1_000;
            unit++;
        }
        return rest + String.valueOf(RATE_UNITS.charAt(unit));
    }

    private static String words(final List<String> words) {
        return String.join(", ", words);
    }

    private static int readIpv4(final String word) {
        if (!IPV4.matcher(word).matches()) {
            throw new IllegalArgumentException("not an IPv4 address");
        }
        return Ipv8Address.parse(word).host();
    }

    private static Integer host(final String word) {
        final int address = readIpv4(word);
        if (AddressClass.isThisNetworkHost(address) || AddressClass.isMulticastHost(address) || AddressClass.isReservedHost(address)) {
            throw new IllegalArgumentException("no host can have this address");
        }
        return address;
    }

    private static Integer asn(final String word) {
        final long asn = ValueKinds.longNumber(1, RouterConfig.MAX_ASN).reader().read(word);
        if (asn == AS_TRANS) {
            throw new IllegalArgumentException("stands for ASNs that old routers cannot write (RFC 6793) and belongs to nobody");
        }
        return (int) asn;
    }

    private static Long rateBps(final String word) {
        final Matcher matcher = RATE.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number with one of the units k, m, g, t");
        }
        long rate = Long.parseLong(matcher.group(1));
        for (int i = 0; i <= RATE_UNITS.indexOf(matcher.group(2)); i++) {
            rate *= 1_000;
        }
        if (rate < 1 || rate > NeighborConfig.Cost.MAX_CAPACITY_BPS) {
            throw new IllegalArgumentException(word + " is outside 1k to " + writeRate(NeighborConfig.Cost.MAX_CAPACITY_BPS));
        }
        return rate;
    }
}
