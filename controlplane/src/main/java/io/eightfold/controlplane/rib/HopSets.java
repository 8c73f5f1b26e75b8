// SPDX-License-Identifier: Apache-2.0
// Numbers the sets of next hops, each content once.
package io.eightfold.controlplane.rib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Numbers the sets of next hops, each content once for a VRF: the order and repetition of hops do not count. A set lives as long as something refers to
 * it, and its number longer: until the dataplane was told to forget it.
 * <p>Thread: control.
 */
final class HopSets {
    /** The most hops that a set may have, as given and as resolved. */
    static final int MAX_HOPS = 64;
    private static final Comparator<RibHop> ORDER = Comparator.comparingInt(HopSets::kind)
        .thenComparing(RibHop::towards, Long::compareUnsigned)
        .thenComparing(RibHop::portName, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Who must know the sets there are. */
    interface Listener {
        void added(HopSet set);

        void removed(HopSet set);
    }

    private record Key(int vrf, List<RibHop> hops) {
    }

    private final Map<Key, HopSet> byContent = new HashMap<>();
    private final List<HopSet> byId = new ArrayList<>();
    private final ArrayDeque<Integer> freeIds = new ArrayDeque<>();
    private final ArrayDeque<HopSet> forgettable = new ArrayDeque<>();
    private Listener listener;
    private int restrictedCount;

    void listener(final Listener listener) {
        this.listener = listener;
    }

    int size() {
        return byContent.size();
    }

    /** All numbers are below this. */
    int end() {
        return byId.size();
    }

    /** The set of that number, or null when the number is free. */
    HopSet get(final int id) {
        return byId.get(id);
    }

    /**
     * The set of that number.
     * @throws IllegalArgumentException when there is none in the VRF
     */
    HopSet require(final int vrf, final int id) {
        final HopSet set = id >= 0 && id < byId.size() ? byId.get(id) : null;
        if (set == null || set.vrf != vrf) {
            throw new IllegalArgumentException("setId=" + id + " is no hop set of vrf=" + vrf + "; hold the set for as long as its number is used");
        }
        return set;
    }

    /**
     * The set with these hops; a new one is unreferenced.
     * @throws IllegalArgumentException when there is no hop or more than {@value #MAX_HOPS}
     */
    HopSet intern(final int vrf, final List<RibHop> hops) {
        final Key key = new Key(vrf, hops.size() == 1 ? List.copyOf(hops) : hops.stream().distinct().sorted(ORDER).toList());
        final HopSet known = byContent.get(key);
        return known != null ? known : create(key);
    }

    /** The set with the hops of another that the egress check leaves; it keeps the other. */
    HopSet restricted(final HopSet base) {
        if (base.restricted == null) {
            base.restricted = register(freeId(), id -> new HopSet(id, base));
            restrictedCount++;
            reference(base);
        }
        return base.restricted;
    }

    /** Sets that restrict others. */
    int restrictedCount() {
        return restrictedCount;
    }

    void reference(final HopSet set) {
        set.references++;
    }

    void release(final HopSet set) {
        set.references--;
        collect(set);
    }

    /** One more, or one fewer, prefix is emitted with the set. */
    void published(final HopSet set, final int difference) {
        set.published += difference;
        collect(set);
    }

    /** The next set that the dataplane must forget, or null. Its number is free from now on. */
    HopSet pollForgotten() {
        for (HopSet set = forgettable.poll(); set != null; set = forgettable.poll()) {
            set.isForgetQueued = false;
            if (set.isUnused()) {
                remove(set);
                return set;
            }
        }
        return null;
    }

    boolean hasForgotten() {
        return !forgettable.isEmpty();
    }

    /** The dataplane starts with nothing: there is nothing to forget. */
    void forgetEmitted() {
        for (int id = 0; id < byId.size(); id++) {
            final HopSet set = byId.get(id);
            if (set != null) {
                set.published = 0;
                set.announced = null;
                set.isForgetQueued = false;
                collect(set);
            }
        }
        forgettable.clear();
    }

    private HopSet create(final Key key) {
        if (key.hops.isEmpty() || key.hops.size() > MAX_HOPS) {
            throw new IllegalArgumentException("next hops=" + key.hops.size() + " of a route; 1 to " + MAX_HOPS + " are possible");
        }
        final HopSet set = register(freeId(), id -> new HopSet(id, key.vrf, key.hops));
        byContent.put(key, set);
        return set;
    }

    private int freeId() {
        final Integer freed = freeIds.poll();
        return freed == null ? byId.size() : freed;
    }

    private HopSet register(final int id, final IntFunction<HopSet> maker) {
        final HopSet set = maker.apply(id);
        if (id == byId.size()) {
            byId.add(set);
        } else {
            byId.set(id, set);
        }
        listener.added(set);
        return set;
    }

    private void collect(final HopSet set) {
        if (!set.isUnused() || set.isForgetQueued) {
            return;
        }
        if (set.announced == null) {
            remove(set);
        } else {
            set.isForgetQueued = true;
            forgettable.add(set);
        }
    }

    private void remove(final HopSet set) {
        // While its number still finds it: a set in a loop depends on itself.
        listener.removed(set);
        byId.set(set.id, null);
        freeIds.add(set.id);
        if (set.base == null) {
            byContent.remove(new Key(set.vrf, set.given));
        } else {
            set.base.restricted = null;
            restrictedCount--;
            release(set.base);
        }
    }

    private static int kind(final RibHop hop) {
        return switch (hop) {
            case RibHop.Gateway _ -> 0;
            case RibHop.OnLink _ -> 1;
            case RibHop.Blackhole _ -> 2;
            case RibHop.Unreachable _ -> 3;
            case RibHop.Prohibit _ -> 4;
            case RibHop.Tunnel tunnel -> 4 + tunnel.encapsulation().id();
        };
    }
}
