// SPDX-License-Identifier: Apache-2.0
// A dataplane that believes what it is told, and checks that it makes sense.
package io.eightfold.controlplane.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.rib.NaiveRib.Key;
import io.eightfold.controlplane.rib.NaiveRib.Told;
import io.eightfold.fibprotocol.NextHop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dataplane that believes what it is told, and checks the rules of {@link FibSink}. */
final class FibMirror implements FibSink {
    private record Held(int setId, int source, int distance) {
    }

    final Map<Integer, List<NextHop>> sets = new HashMap<>();
    private final Map<Key, Held> routes = new HashMap<>();
    int setMessages;
    int routeMessages;
    int forgetMessages;
    /** Reads a state, which has no previous sets. */
    boolean isWalk;

    @Override
    public void hopSet(final int setId, final List<NextHop> hops) {
        assertTrue(setId >= 0 && !hops.isEmpty() && hops.size() <= HopSets.MAX_HOPS, "set " + setId + " " + hops);
        assertEquals(hops.size(), new HashSet<>(hops).size(), "a hop twice in " + hops);
        assertNotEquals(hops, sets.put(setId, hops), "set " + setId + " told twice");
        setMessages++;
    }

    @Override
    public void forgetHopSet(final int setId) {
        assertNotNull(sets.remove(setId), "set " + setId + " is not known");
        assertFalse(routes.values().stream().anyMatch(route -> route.setId == setId), "set " + setId + " is in use");
        forgetMessages++;
    }

    @Override
    public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
        final int previousSetId) {
        assertTrue(sets.containsKey(setId), "set " + setId + " was not told before its route");
        final Held held = new Held(setId, source, distance);
        final Held before = routes.put(new Key(vrf, address, hostLength), held);
        assertNotEquals(held, before, "a route told twice");
        assertEquals(before == null || isWalk ? Rib.NO_SET : before.setId, previousSetId);
        routeMessages++;
    }

    @Override
    public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
        final Held before = routes.remove(new Key(vrf, address, hostLength));
        assertNotNull(before, "withdrawn, but not told");
        assertEquals(before.setId, previousSetId);
        routeMessages++;
    }

    /** Everything, until there is no more. */
    int drain(final Rib rib) {
        int messages = 0;
        while (rib.hasWork()) {
            messages += rib.drain(this, 7);
        }
        return messages;
    }

    void clear() {
        sets.clear();
        routes.clear();
        clearCounts();
    }

    void clearCounts() {
        setMessages = 0;
        routeMessages = 0;
        forgetMessages = 0;
    }

    int size() {
        return routes.size();
    }

    /** The route of a prefix, or null. */
    Told get(final int vrf, final long address, final int hostLength) {
        return fib().get(new Key(vrf, address, hostLength));
    }

    Map<Key, Told> fib() {
        final Map<Key, Told> fib = new HashMap<>();
        routes.forEach((key, held) -> fib.put(key, new Told(Set.copyOf(sets.get(held.setId)), held.source, held.distance)));
        return fib;
    }
}
