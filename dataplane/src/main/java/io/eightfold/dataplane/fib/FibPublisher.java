// SPDX-License-Identifier: Apache-2.0
// Shows a batch to readers, all of it at one moment.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * A batch goes through two phases. First everything that needs memory is made where no reader sees it: nodes, a larger tier 1, forks, the new root;
 * this may fail, and then all of it is given back. Then the slots are stored and the root is published, which cannot fail.
 * <p>Thread: control.
 */
final class FibPublisher {
    private static final int WAIT_FOR_READERS_MS = 100;
    /** Multipliers that are tried before a table that has a long chain gets larger. */
    private static final int MULTIPLIERS_A_SIZE = 4;

    private final NodeArena arena;
    private final NodeBuilder builder;
    private final FibLimbo limbo;
    private final long base;
    private final long rootPointer;
    private final long readers;
    private final long groups;
    private int readerCount;
    private long version;
    private AsnTable table;
    private int ipv4 = Fib.NO_ROUTE;
    private int defaultHop = Fib.NO_ROUTE;
    /** Memory for a root that has to be published when there may be no more; 0 when it is used up. */
    private long spareRoot;
    // the batch at hand: slots that change, those of tries first
    private long[] slots = new long[64];
    private int[] refs = new int[64];
    private int slotCount;
    private int trieSlots;
    private boolean isForked;
    private AsnTable newTable;

    /** @param readerBytes room for the readers' lines, 64 bytes each. */
    FibPublisher(final NodeArena arena, final NodeBuilder builder, final FibLimbo limbo, final long groups, final int readerBytes) {
        this.arena = arena;
        this.builder = builder;
        this.limbo = limbo;
        this.groups = groups;
        base = arena.base();
        rootPointer = arena.allocate(FibRoot.BYTES);
        readers = arena.allocate(readerBytes);
        table = AsnTable.create(builder, 0, false);
        publishRoot(builder.allocate(FibRoot.BYTES));
        builder.keep();
    }

    long rootPointer() {
        return rootPointer;
    }

    long root() {
        return Memory.nativeLong(rootPointer);
    }

    /** Address of a new reader's line. */
    long addReader(final int index) {
        final long line = readers + 64L * index;
        Memory.releaseLong(line, FibReader.PAUSED);
        readerCount = index + 1;
        return line;
    }

    /**
     * Publishes the routes of {@code changed} and the default hop.
     * @param routes all ASNs, those in {@code changed} included.
     * @throws FibFullException when memory does not suffice; nothing is changed then.
     */
    void publish(final List<AsnRoutes> changed, final Int2ObjectHashMap<AsnRoutes> routes, final int newDefaultHop) {
        reclaim();
        final boolean isDefaultChanged = newDefaultHop != defaultHop;
        long root;
        try {
            root = prepare(changed, routes, isDefaultChanged);
        } catch (final FibFullException e) {
            builder.discard();
            // Perhaps readers only have to pass for there to be enough.
            if (!haveReadersPassed()) {
                throw e;
            }
            root = prepareAgain(changed, routes, isDefaultChanged);
        } catch (final RuntimeException | Error e) {
            builder.discard();
            throw e;
        }
        builder.keep();
        defaultHop = newDefaultHop;
        commit(changed, root);
        reclaim();
    }

    /** A block that readers can reach no more by a new load. */
    void retireBlock(final long address, final long bytes) {
        limbo.free(version + 1, address, bytes);
        if (hasSpareRoot()) {
            publishSpareRoot();
        }
    }

    /** Frees what every reader has passed, and takes forks out. */
    void reclaim() {
        if (!limbo.isEmpty() && limbo.drain(oldestHeld(), version, hasSpareRoot())) {
            publishSpareRoot();
        }
    }

    /** The newest state's number. */
    long version() {
        return version;
    }

    /** The oldest state that a reader holds, or the newest. */
    long oldestHeld() {
        // The root was stored by release: a reader that comes back now must find it before we find the reader still away.
        VarHandle.fullFence();
        long oldest = version;
        for (int i = 0; i < readerCount; i++) {
            oldest = Math.min(oldest, Memory.acquireLong(readers + 64L * i));
        }
        return oldest;
    }

    private boolean haveReadersPassed() {
        if (limbo.isEmpty()) {
            return false;
        }
        final long endNs = System.nanoTime() + WAIT_FOR_READERS_MS * 1_000_000L;
        while (!limbo.isEmpty() && System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
            reclaim();
        }
        return limbo.isEmpty();
    }

    private boolean hasSpareRoot() {
        if (spareRoot == 0) {
            try {
                spareRoot = arena.allocateReserved(FibRoot.BYTES);
            } catch (final FibFullException e) {
                return false;
            }
        }
        return true;
    }

    private void publishSpareRoot() {
        final long root = spareRoot;
        spareRoot = 0;
        publishRoot(root);
    }

    // --- first phase ---

    private long prepareAgain(final List<AsnRoutes> changed, final Int2ObjectHashMap<AsnRoutes> routes, final boolean isDefaultChanged) {
        try {
            return prepare(changed, routes, isDefaultChanged);
        } catch (final RuntimeException | Error e) {
            builder.discard();
            throw e;
        }
    }

    /** Makes everything; returns the memory of the new root. */
    private long prepare(final List<AsnRoutes> changed, final Int2ObjectHashMap<AsnRoutes> routes, final boolean isDefaultChanged) {
        slotCount = 0;
        newTable = null;
        int newAsns = 0;
        boolean isRootChanged = isDefaultChanged;
        for (final AsnRoutes asn : changed) {
            asn.newRef = builder.build(asn);
            if (asn.newRef == asn.ref) {
                prepareSlots(asn);
            } else if (asn.asn == 0) {
                isRootChanged = true;
            } else if (!table.has(asn.asn)) {
                newAsns++;
            }
        }
        trieSlots = slotCount;
        final boolean hasRoom = table.hasRoomFor(newAsns);
        if (!hasRoom || !prepareAsns(changed)) {
            slotCount = trieSlots;
            newTable = tableOf(routes, !hasRoom);
            isRootChanged = true;
        }
        // One store shows itself at one moment; more, or one beside the root, need forks. So does one beside forks of before: readers of a state
        // from before those could see it together with what those hide.
        isForked = slotCount > 1 || slotCount == 1 && (isRootChanged || limbo.forks() > 0);
        if (isForked) {
            prepareForks();
        }
        return builder.allocate(FibRoot.BYTES);
    }

    private void prepareSlots(final AsnRoutes asn) {
        if (!asn.isTrie()) {
            return;
        }
        final long root = NodeRef.address(base, asn.ref);
        final BitSet dirty = asn.dirty();
        for (int slot = dirty.nextSetBit(0); slot >= 0; slot = dirty.nextSetBit(slot + 1)) {
            addSlot(root + 4L * slot, builder.buildSlot(asn, slot));
        }
    }

    /** Returns false when a chain in the table is too long. */
    private boolean prepareAsns(final List<AsnRoutes> changed) {
        for (final AsnRoutes asn : changed) {
            if (asn.asn != 0 && asn.newRef != asn.ref) {
                final long entry = table.entry(asn.asn);
                if (entry == 0) {
                    return false;
                }
                addSlot(entry, asn.newRef);
            }
        }
        return true;
    }

    private void addSlot(final long slot, final int ref) {
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
            refs = Arrays.copyOf(refs, slotCount * 2);
        }
        slots[slotCount] = slot;
        refs[slotCount++] = ref;
    }

    /** A new tier 1 with every ASN as it is after the batch. */
    private AsnTable tableOf(final Int2ObjectHashMap<AsnRoutes> routes, final boolean isGrown) {
        int asns = routes.size();
        for (int attempt = 0;; attempt++) {
            final AsnTable made = AsnTable.create(builder, asns, !isGrown || attempt > 0);
            if (hasTaken(made, routes)) {
                return made;
            }
            builder.giveBackLast();
            if (attempt >= MULTIPLIERS_A_SIZE) {
                asns *= 2;
            }
        }
    }

    private static boolean hasTaken(final AsnTable made, final Int2ObjectHashMap<AsnRoutes> routes) {
        for (final AsnRoutes asn : routes.values()) {
            final int ref = asn.isChanged ? asn.newRef : asn.ref;
            if (asn.asn != 0 && ref != Fib.NO_ASN) {
                final long entry = made.entry(asn.asn);
                if (entry == 0) {
                    return false;
                }
                Memory.putNativeInt(entry, ref);
            }
        }
        return true;
    }

    private void prepareForks() {
        for (int i = 0; i < slotCount; i++) {
            final long fork = builder.allocate(NodeRef.FORK_BYTES);
            Memory.putNativeLong(fork, version + 1);
            Memory.putNativeInt(fork + NodeRef.FORK_NEWER, refs[i]);
            Memory.putNativeInt(fork + NodeRef.FORK_OLDER, Memory.nativeInt(slots[i]));
            refs[i] = NodeRef.of(NodeRef.FORK, base, fork);
        }
    }

    // --- second phase ---

    private void commit(final List<AsnRoutes> changed, final long root) {
        final long next = version + 1;
        for (int i = 0; i < slotCount; i++) {
            if (i < trieSlots) {
                limbo.retireTree(next, Memory.nativeInt(slots[i]));
            }
            Memory.releaseInt(slots[i], refs[i]);
            if (isForked) {
                limbo.collapse(next, slots[i], refs[i]);
            }
        }
        for (final AsnRoutes asn : changed) {
            if (asn.newRef != asn.ref) {
                retire(next, asn);
                asn.ref = asn.newRef;
            }
            ipv4 = asn.asn == 0 ? asn.ref : ipv4;
        }
        if (newTable != null) {
            limbo.free(next, table.address(), table.bytes());
            table = newTable;
        }
        publishRoot(root);
    }

    private void retire(final long next, final AsnRoutes asn) {
        if (!NodeRef.isNode(asn.ref, NodeRef.TRIE) || !NodeRef.isNode(asn.newRef, NodeRef.TRIE)) {
            limbo.retireTree(next, asn.ref);
            return;
        }
        // The root was written anew; the slots that did not change are shared by both.
        final long old = NodeRef.address(base, asn.ref);
        final BitSet dirty = asn.dirty();
        for (int slot = dirty.nextSetBit(0); slot >= 0; slot = dirty.nextSetBit(slot + 1)) {
            limbo.retireTree(next, Memory.nativeInt(old + 4L * slot));
        }
        limbo.retire(next, asn.ref);
    }

    private void publishRoot(final long root) {
        version++;
        Memory.putNativeLong(root + FibRoot.TIER1, table.address());
        Memory.putNativeLong(root + FibRoot.VERSION, version);
        Memory.putNativeLong(root + FibRoot.BASE, base);
        Memory.putNativeLong(root + FibRoot.GROUPS, groups);
        Memory.putNativeInt(root + FibRoot.MULTIPLIER, table.multiplier());
        Memory.putNativeInt(root + FibRoot.SHIFT, table.shift());
        Memory.putNativeInt(root + FibRoot.MASK, table.mask());
        Memory.putNativeInt(root + FibRoot.IPV4, ipv4);
        Memory.putNativeInt(root + FibRoot.DEFAULT_HOP, defaultHop);
        final long before = root();
        Memory.releaseLong(rootPointer, root);
        if (before != 0) {
            limbo.free(version, before, FibRoot.BYTES);
        }
    }
}
