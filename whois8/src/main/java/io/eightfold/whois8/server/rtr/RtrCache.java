// SPDX-License-Identifier: Apache-2.0
// Keeps the VRPs in step with the records.
package io.eightfold.whois8.server.rtr;

import io.eightfold.whois8.index.AsnEntry;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.DataSetLiveness;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.agrona.collections.IntHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the index: changed ASNs are looked at again, all of them when a data set begins or ends to live or the clock was set back, those with a record
 * that expires when it does.
 * The first change after a pause is told to routers at once, further ones at intervals.
 * <p>Thread: one of its own, the only one that changes the table; {@link #changed} is called by the thread that changes the index.
 */
final class RtrCache implements RecordIndex.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RtrCache.class);
    private static final long NS_PER_MS = 1_000_000;
    private static final int TICK_MS = 200;
    /** More changed ASNs than this are looked up by walking the whole index. */
    private static final int MAX_DIRTY_ASNS = 200_000;
    /** Expiries that wait without being looked through again. */
    private static final int MIN_EXPIRIES = 10_000;

    /** When an ASN has to be looked at again. */
    private record Expiry(long atS, int asn) implements Comparable<Expiry> {
        @Override
        public int compareTo(final Expiry other) {
            return Long.compare(atS, other.atS);
        }
    }

    private final RecordIndex index;
    private final DataSetLiveness liveness;
    private final InstantSource clock;
    private final RtrSettings settings;
    private final VrpTable table;
    private final IntConsumer notifier;
    private final Thread thread;
    // Guarded by this.
    private IntHashSet dirty = new IntHashSet();
    private boolean isAllDirty = true;
    private volatile boolean isClosing;
    private volatile boolean hasData;
    // Owned by the thread.
    /** At least one for each ASN that has one; those that changes have made pointless stay until they are due, or too many. */
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>();
    private int maxExpiries = MIN_EXPIRIES;
    private Set<String> live = Set.of();
    private long followedS;
    private long changedNs;
    private long notifiedNs;
    private int notifiedSerial;

    /** @param notifier told the serial when routers are to hear of it; by the thread of the cache */
    RtrCache(final RecordIndex index, final DataSetLiveness liveness, final InstantSource clock, final RtrSettings settings, final IntConsumer notifier) {
        this.index = index;
        this.liveness = liveness;
        this.clock = clock;
        this.settings = settings;
        this.notifier = notifier;
        // Serials begin at the clock, see the package; they are compared as RFC 1982 has it and may wrap.
        table = new VrpTable(settings, (int) clock.instant().getEpochSecond());
        final long longAgoNs = System.nanoTime() - Math.max(settings.notifyIntervalMs(), settings.settleMs()) * NS_PER_MS;
        changedNs = longAgoNs;
        notifiedNs = longAgoNs;
        notifiedSerial = table.serial();
        thread = Thread.ofPlatform().daemon().name("e8-rtr-cache").unstarted(this::run);
    }

    /** Reads the index and follows it from now on; the table is filled when this returns. */
    void start() {
        index.listen(this);
        turn();
        // Nobody was told of the first set: the first change after it need not wait.
        notifiedNs -= settings.notifyIntervalMs() * NS_PER_MS;
        thread.start();
    }

    VrpTable table() {
        return table;
    }

    /** Whether any registry has said anything: without, routers are told that there is no data, which is not the same as none. */
    boolean hasData() {
        return hasData;
    }

    /** Expiries that wait. Thread: that of the cache, or any when nothing changes. */
    int expiries() {
        return expiries.size();
    }

    @Override
    public void changed(final RecordIndex.Version version, final List<RecordChange> changes) {
        synchronized (this) {
            for (int i = 0; i < changes.size() && !isAllDirty && !isClosing; i++) {
                dirty.add(changes.get(i).key().asn());
                isAllDirty = dirty.size() > MAX_DIRTY_ASNS;
            }
            notifyAll();
        }
    }

    @Override
    public void close() {
        index.unlisten(this);
        isClosing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (final InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing) {
            try {
                await();
                turn();
            } catch (final InterruptedException _) {
                return;
            } catch (final RuntimeException e) {
                // Routers keep what they have and drop it when it expires; a cache that stopped here would say "no change" for ever.
                LOG.error("whois8 rtr fault=bug records not read; all of them are read again", e);
                markAll();
            }
        }
    }

    private synchronized void await() throws InterruptedException {
        if (dirty.isEmpty() && !isAllDirty) {
            wait(TICK_MS);
        }
        final long settleNs = changedNs + settings.settleMs() * NS_PER_MS - System.nanoTime();
        if (settleNs > 0) {
            wait(Math.max(1, Math.min(TICK_MS, settleNs / NS_PER_MS)));
        }
    }

    private synchronized void markAll() {
        isAllDirty = true;
    }

    private void turn() {
        if (System.nanoTime() - changedNs - settings.settleMs() * NS_PER_MS >= 0) {
            follow(clock.instant().getEpochSecond());
        }
        tell();
    }

    private void follow(final long nowS) {
        final Set<String> liveNow = index.versions().stream().map(RecordIndex.Version::rir).filter(rir -> liveness.isLive(rir, nowS)).collect(Collectors.toSet());
        final boolean isLifeChanged = !liveNow.equals(live);
        live = liveNow;
        // What expired by a clock that was wrong counts again.
        final boolean isClockBack = nowS < followedS;
        followedS = nowS;
        final IntHashSet asns;
        final boolean isAll;
        synchronized (this) {
            isAll = isAllDirty || isLifeChanged || isClockBack || expiries.size() > maxExpiries;
            asns = dirty;
            dirty = new IntHashSet();
            isAllDirty = false;
        }
        while (!expiries.isEmpty() && expiries.peek().atS <= nowS) {
            asns.add(expiries.poll().asn);
        }
        if (isAll) {
            expiries.clear();
        }
        if ((isAll || !asns.isEmpty()) && table.change(isAll ? change -> setAll(change, nowS) : change -> asns.forEachInt(asn -> set(change, asn, nowS)))) {
            changedNs = System.nanoTime();
            LOG.debug("whois8 rtr serial={} vrps={}", Integer.toUnsignedString(table.serial()), table.size());
        }
        if (isAll) {
            // Each change leaves one: without this, an ASN that changes every minute would fill the memory until its expiry, years ahead.
            maxExpiries = Math.max(MIN_EXPIRIES, 2 * expiries.size());
        }
        hasData = hasData || !index.versions().isEmpty();
    }

    private void setAll(final VrpTable.Change change, final long nowS) {
        index.forEachEntry(entry -> change.set(asn(entry), vrps(entry, nowS)));
        for (final int asn : table.asns()) {
            if (index.entry(asn).isEmpty()) {
                change.set(asn, new long[0]);
            }
        }
    }

    private void set(final VrpTable.Change change, final int asn, final long nowS) {
        change.set(asn, index.entry(asn).map(entry -> vrps(entry, nowS)).orElseGet(() -> new long[0]));
    }

    private static int asn(final AsnEntry entry) {
        return entry.holders().isEmpty() ? entry.routes().getFirst().asn() : entry.holders().getFirst().asn();
    }

    /** VRPs of an ASN, sorted, each once: two registries may say the same. */
    private long[] vrps(final AsnEntry entry, final long nowS) {
        final List<AsnRecord> holders = entry.holders();
        final List<RouteRecord> routes = entry.routes();
        final long[] vrps = new long[routes.size()];
        long nextExpiryS = Long.MAX_VALUE;
        int count = 0;
        for (final AsnRecord holder : holders) {
            if (counts(holder, nowS)) {
                nextExpiryS = Math.min(nextExpiryS, holder.expiryS());
            }
        }
        for (final RouteRecord route : routes) {
            if (counts(route, nowS) && isHeld(holders, route.rir(), nowS)) {
                nextExpiryS = Math.min(nextExpiryS, route.expiryS());
                vrps[count++] = Vrp.of(route);
            }
        }
        if (count > 0) {
            expiries.add(new Expiry(nextExpiryS, asn(entry)));
        }
        return sortedOnce(vrps, count);
    }

    private boolean counts(final RegistryRecord value, final long nowS) {
        return value.isActive(nowS) && live.contains(value.rir());
    }

    private static boolean isHeld(final List<AsnRecord> holders, final String rir, final long nowS) {
        for (final AsnRecord holder : holders) {
            if (holder.rir().equals(rir) && holder.isActive(nowS)) {
                return true;
            }
        }
        return false;
    }

    private static long[] sortedOnce(final long[] vrps, final int count) {
        Arrays.sort(vrps, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || vrps[i] != vrps[kept - 1]) {
                vrps[kept++] = vrps[i];
            }
        }
        return kept == vrps.length ? vrps : Arrays.copyOf(vrps, kept);
    }

    private void tell() {
        final int serial = table.serial();
        final long nowNs = System.nanoTime();
        if (serial != notifiedSerial && nowNs - notifiedNs >= settings.notifyIntervalMs() * NS_PER_MS) {
            notifiedNs = nowNs;
            notifiedSerial = serial;
            notifier.accept(serial);
        }
    }
}
