// SPDX-License-Identifier: Apache-2.0
// Reads a journal back into a RIB.
package io.eightfold.controlplane.fib;

import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameFault;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.PrefixMap;
import io.eightfold.fibprotocol.UpdateDecoder;
import io.eightfold.fibprotocol.UpdateHandler;
import io.eightfold.fibprotocol.Vrf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Takes the frames of a journal in their order, keeps the last state of each prefix, and puts what is left into the RIB as stale, but for routes added at run time. Frames carry resolved next hops: a route is back as it was
 * forwarded, until its source says it anew. Thread: startup.
 */
public final class RibRestore implements UpdateHandler {
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final Int2ObjectHashMap<SetState> sets = new Int2ObjectHashMap<>();
    private final PrefixMap index = new PrefixMap();
    private long[] addresses = new long[4096];
    private byte[] vrfs = new byte[4096];
    private byte[] lengths = new byte[4096];
    private SetState[] setOf = new SetState[4096];
    private byte[] sources = new byte[4096];
    private byte[] distances = new byte[4096];
    private int entries;
    private long unreadable;

    /** Hops of a set as they changed; routes point here. */
    private static final class SetState {
        private List<NextHop> hops;
        private final int[] held = new int[Vrf.count()];

        private SetState(final List<NextHop> hops) {
            this.hops = hops;
            Arrays.fill(held, Rib.NO_SET);
        }
    }

    /** Takes a frame. */
    public void frame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (decoder.decode(buffer, offset, lengthBytes, this) != FrameFault.NONE) {
            unreadable++;
        }
    }

    /** Frames that were left out. */
    public long unreadable() {
        return unreadable;
    }

    /** Puts everything into the RIB; returns the routes. */
    public int into(final Rib rib) {
        int routes = 0;
        final List<Integer> held = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            if (setOf[i] != null && isKnown(sources[i] & 0xFF)) {
                final int vrf = vrfs[i];
                if (setOf[i].held[vrf] == Rib.NO_SET) {
                    setOf[i].held[vrf] = rib.hold(vrf, setOf[i].hops.stream().map(RibHop::of).toList());
                    held.add(setOf[i].held[vrf]);
                }
                restore(rib, i, setOf[i].held[vrf]);
                routes++;
            }
        }
        held.forEach(rib::release);
        return routes;
    }

    /**
     * Whether a route was forwarded by what its source gave: every next hop that it names with a port was among those that the dataplane was told, and packets were
     * not prohibited that were to be forwarded.
     */
    public boolean wasForwarded(final int vrf, final long address, final int hostLength, final RouteSource source, final int distance, final List<RibHop> given) {
        final int entry = index.get(vrf, address, hostLength);
        if (entry == PrefixMap.MISSING || setOf[entry] == null || (sources[entry] & 0xFF) != source.id() || (distances[entry] & 0xFF) != distance) {
            return false;
        }
        final List<NextHop> told = setOf[entry].hops;
        return (!told.contains(new NextHop.Prohibit()) || given.contains(new RibHop.Prohibit()))
            && given.stream().filter(hop -> hop.portName() != null).allMatch(hop -> told.stream().map(RibHop::of).anyMatch(hop::equals));
    }

    /** Routes added at run time have nobody else who would say them again. */
    private void restore(final Rib rib, final int i, final int setId) {
        final RouteSource source = RouteSource.of(sources[i] & 0xFF);
        rib.restore(vrfs[i], addresses[i], lengths[i], source, distances[i] & 0xFF, setId);
        if (source == RouteSource.API) {
            rib.update(vrfs[i], addresses[i], lengths[i], source, distances[i] & 0xFF, 0, setId);
        }
    }

    /** A journal of a later release may know sources that this one does not. */
    private static boolean isKnown(final int source) {
        try {
            return RouteSource.of(source) != null;
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void onConnect(final long instance, final int answerStream) {
    }

    @Override
    public boolean onSequence(final long epoch, final long sequence, final boolean isOpen) {
        return true;
    }

    @Override
    public void onHeartbeat(final long epoch, final long sequence) {
    }

    @Override
    public void onOpen(final long epoch) {
        // Sets are numbered anew; routes from before keep theirs.
        sets.clear();
    }

    @Override
    public void onBatchBegin(final long batch) {
    }

    @Override
    public void onHopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        final SetState present = sets.get(setId);
        if (hops.isEmpty()) {
            sets.remove(setId);
        } else if (present == null) {
            sets.put(setId, new SetState(hops));
        } else {
            present.hops = hops;
        }
    }

    @Override
    public void onRoute(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance) {
        int entry = index.get(vrf, address, hostLength);
        if (setId == FibWire.WITHDRAWN) {
            if (entry != PrefixMap.MISSING) {
                setOf[entry] = null;
            }
            return;
        }
        if (entry == PrefixMap.MISSING) {
            entry = newEntry(vrf, address, hostLength);
        }
        // A set that the journal lost with a bad frame: the route cannot be told.
        setOf[entry] = sets.get(setId);
        sources[entry] = (byte) source;
        distances[entry] = (byte) distance;
    }

    @Override
    public void onBatchEnd(final long batch, final long routes, final long digest, final boolean isSnapshotEnd) {
    }

    private int newEntry(final int vrf, final long address, final int hostLength) {
        if (entries == setOf.length) {
            final int capacity = entries * 2;
            addresses = Arrays.copyOf(addresses, capacity);
            vrfs = Arrays.copyOf(vrfs, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            setOf = Arrays.copyOf(setOf, capacity);
            sources = Arrays.copyOf(sources, capacity);
            distances = Arrays.copyOf(distances, capacity);
        }
        addresses[entries] = address;
        vrfs[entries] = (byte) vrf;
        lengths[entries] = (byte) hostLength;
        index.put(vrf, address, hostLength, entries);
        return entries++;
    }
}
