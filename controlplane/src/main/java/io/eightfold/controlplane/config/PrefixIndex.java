// SPDX-License-Identifier: Apache-2.0
// Finds what stands on a prefix, in a prefix or around it without walking all of them.
package io.eightfold.controlplane.config;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Values by routing table and prefix. A question costs one look per prefix length in use, whatever the number of prefixes: checks of ten thousand lines
 * against each other stay linear.
 * <p>Thread: one owner.
 */
final class PrefixIndex<T> {
    private record Item<T>(Ipv8Prefix prefix, T value) {
    }

    private final Map<Vrf, Map<Ipv8Prefix, List<T>>> byPrefix = new EnumMap<>(Vrf.class);
    private final Map<Vrf, BitSet> lengths = new EnumMap<>(Vrf.class);
    /** By first address, moved so that signed order is the order of addresses. Filled by the first question about prefixes inside another. */
    private final Map<Vrf, NavigableMap<Long, List<Item<T>>>> byStart = new EnumMap<>(Vrf.class);
    private boolean isOrdered;

    void add(final Vrf vrf, final Ipv8Prefix prefix, final T value) {
        byPrefix.computeIfAbsent(vrf, key -> new HashMap<>()).computeIfAbsent(prefix, key -> new ArrayList<>(1)).add(value);
        lengths.computeIfAbsent(vrf, key -> new BitSet()).set(prefix.lengthBits());
        if (isOrdered) {
            addInOrder(vrf, prefix, value);
        }
    }

    private void addInOrder(final Vrf vrf, final Ipv8Prefix prefix, final T value) {
        byStart.computeIfAbsent(vrf, key -> new TreeMap<>()).computeIfAbsent(order(prefix.address().bits()), key -> new ArrayList<>(1))
                .add(new Item<>(prefix, value));
    }

    /** The value wanted on the longest prefix that contains the address; the default route of IPv8 contains no IPv4 address. */
    Optional<T> longest(final Vrf vrf, final Ipv8Address address, final Predicate<T> isWanted) {
        return around(vrf, address, Ipv8Prefix.MAX_LENGTH_BITS, isWanted);
    }

    /** A value wanted on a prefix that shares addresses with this one. */
    Optional<T> overlapping(final Vrf vrf, final Ipv8Prefix prefix, final Predicate<T> isWanted) {
        return around(vrf, prefix.address(), prefix.lengthBits(), isWanted).or(() -> inside(vrf, prefix, isWanted));
    }

    private Optional<T> around(final Vrf vrf, final Ipv8Address address, final int maxLengthBits, final Predicate<T> isWanted) {
        final BitSet inUse = lengths.getOrDefault(vrf, new BitSet());
        for (int length = inUse.previousSetBit(maxLengthBits); length >= 0; length = inUse.previousSetBit(length - 1)) {
            if (length == 0 && address.isIpv4()) {
                return Optional.empty();
            }
            final List<T> there = byPrefix.get(vrf).getOrDefault(Ipv8Prefix.of(address, length), List.of());
            final Optional<T> wanted = there.stream().filter(isWanted).findFirst();
            if (wanted.isPresent()) {
                return wanted;
            }
        }
        return Optional.empty();
    }

    private Optional<T> inside(final Vrf vrf, final Ipv8Prefix prefix, final Predicate<T> isWanted) {
        if (!isOrdered) {
            isOrdered = true;
            byPrefix.forEach((table, prefixes) -> prefixes.forEach((each, values) -> values.forEach(value -> addInOrder(table, each, value))));
        }
        if (!byStart.containsKey(vrf)) {
            return Optional.empty();
        }
        final long first = prefix.address().bits();
        final long last = first | ~Ipv8Prefix.mask(prefix.lengthBits());
        return byStart.get(vrf).subMap(order(first), true, order(last), true).values().stream().flatMap(List::stream)
                .filter(item -> item.prefix().lengthBits() >= prefix.lengthBits()).map(Item::value).filter(isWanted).findFirst();
    }

    private static long order(final long bits) {
        return bits ^ Long.MIN_VALUE;
    }
}
