// SPDX-License-Identifier: Apache-2.0
// The arguments of lists and route-maps: name, kind and limits.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.policy.Action;
import io.eightfold.bgp8.policy.RouteMapEntry;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The arguments of lists and route-maps. */
final class PolicyArguments {
    static final String ANY = "any";
    static final String ADDITIVE = "additive";
    static final String EXACT = "exact-match";
    private static final Pattern COST_CHANGE = Pattern.compile("[+-]?[0-9]{1,10}");

    static final Argument<String> LIST = new Argument<>("NAME", Bgp8Words.NAME);
    static final Argument<Integer> SEQUENCE = new Argument<>("NUMBER", ValueKinds.number(1, PolicyConfig.MAX_SEQUENCE));
    static final Argument<Action> ACTION = new Argument<>("ACTION", choice(Action.class, Action.values(), Action::word));
    static final Argument<Ipv8Prefix> PREFIX = new Argument<>("PREFIX", new ValueKind<>(Ipv8Prefix.class,
            "a prefix such as 64497.10.2.0.0/16 or 192.0.2.0/24, default, or any for every prefix", PolicyArguments::prefix));
    static final Argument<Integer> GE = new Argument<>("BITS", ValueKinds.number(0, 32));
    static final Argument<Integer> LE = new Argument<>("BITS", ValueKinds.number(0, 32));
    static final Argument<String> REGEX = new Argument<>("REGEX", Bgp8Words.TEXT);
    static final Argument<Integer> COMMUNITY = new Argument<>("COMMUNITY", new ValueKind<>(Integer.class,
            "communities such as 64496:100, no-export, no-advertise, local-AS, graceful-shutdown or blackhole", Community::parse));
    static final Argument<String> LARGE_COMMUNITY = new Argument<>("COMMUNITY", new ValueKind<>(String.class,
            "large communities such as 64496:1:2", PolicyArguments::largeCommunity));
    static final Argument<String> NEW_COMMUNITY = new Argument<>("COMMUNITY", new ValueKind<>(String.class,
            "communities such as 64496:100 or no-export, and " + ADDITIVE + " at the end to keep those there are", word -> {
        if (!word.equals(ADDITIVE)) {
            Community.parse(word);
        }
        return word;
    }));
    static final Argument<String> NEW_LARGE_COMMUNITY = new Argument<>("COMMUNITY", new ValueKind<>(String.class,
            "large communities such as 64496:1:2, and " + ADDITIVE + " at the end to keep those there are",
            word -> word.equals(ADDITIVE) ? word : largeCommunity(word)));

    static final Argument<Integer> MAP_SEQUENCE = new Argument<>("NUMBER", ValueKinds.number(1, RouteMapEntry.MAX_SEQUENCE));
    static final Argument<String> EXACT_MATCH = new Argument<>(EXACT, Bgp8Words.word(EXACT));
    static final Argument<Integer> ROUTE_ASN = new Argument<>("ASN", new ValueKind<>(Integer.class, "numbers from 0, which is IPv4, to " + RouterConfig.MAX_ASN,
            word -> (int) (long) ValueKinds.longNumber(0, RouterConfig.MAX_ASN).reader().read(word)));
    static final Argument<Integer> ORIGIN_ASN = new Argument<>("ASN", new ValueKind<>(Integer.class, "numbers from 0, which is our own, to " + RouterConfig.MAX_ASN,
            word -> (int) (long) ValueKinds.longNumber(0, RouterConfig.MAX_ASN).reader().read(word)));
    static final Argument<Integer> PREPENDED_ASN = new Argument<>("ASN", Bgp8Words.ASN);
    static final Argument<Integer> NUMBER = new Argument<>("NUMBER", new ValueKind<>(Integer.class, "a number from 0 to " + RouterConfig.MAX_ASN,
            word -> (int) (long) ValueKinds.longNumber(0, RouterConfig.MAX_ASN).reader().read(word)));
    static final Argument<String> COST_CHANGE_BY = new Argument<>("COST", new ValueKind<>(String.class,
            "a number, or + or - and a number to add or take away", PolicyArguments::costChange));
    static final Argument<Validity> VERDICT = new Argument<>("VERDICT", choice(Validity.class, Validity.values(), Validity::word));
    static final Argument<Origin> ORIGIN = new Argument<>("ORIGIN", choice(Origin.class, Origin.values(), origin -> origin.name().toLowerCase(Locale.ROOT)));
    static final Argument<Ipv8Address> NEXT_HOP = new Argument<>("ADDRESS", new ValueKind<>(Ipv8Address.class,
            "an address such as 192.0.2.1 or 64496.10.1.0.2", Ipv8Address::parse));

    private PolicyArguments() {
    }

    private static <T> ValueKind<T> choice(final Class<T> type, final T[] values, final Function<T, String> word) {
        final String words = Arrays.stream(values).map(word).collect(Collectors.joining(", "));
        return new ValueKind<>(type, "one of " + words, text -> Arrays.stream(values).filter(each -> word.apply(each).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of these words")));
    }

    private static Ipv8Prefix prefix(final String word) {
        return word.equals(ANY) || word.equals(RouteWords.DEFAULT) ? Ipv8Prefix.DEFAULT : Ipv8Prefix.parse(word);
    }

    private static String largeCommunity(final String word) {
        LargeCommunities.parse(word);
        return word;
    }

    private static String costChange(final String word) {
        if (!COST_CHANGE.matcher(word).matches()) {
            throw new IllegalArgumentException("not a number, nor + or - and a number");
        }
        if (Math.abs(Long.parseLong(word)) > RouterConfig.MAX_ASN) {
            throw new IllegalArgumentException(word + " is more than " + RouterConfig.MAX_ASN);
        }
        return word;
    }
}
