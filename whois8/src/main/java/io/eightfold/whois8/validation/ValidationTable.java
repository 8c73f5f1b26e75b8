// SPDX-License-Identifier: Apache-2.0
// Verdicts on routes, from verified records.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.ReservedAsns;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.agrona.collections.IntArrayList;

/**
 * Verdicts on routes of other ASes, from records that have been verified. RFC 6811 with the ASN inside the prefix, and with what is absent told from what is
 * not known:
 * <ol>
 * <li>A prefix of several ASNs is invalid; so are one of a reserved ASN, one that another AS than its own announces, and one longer than /16.</li>
 * <li>Each registry whose data counts is judged by itself: its record of the ASN must be active, and then one of its active route records must cover the route
 *     and allow its length. Data counts from its first head until the newest head expires (or for ever, see {@link #useExpired}). A local assertion
 *     is judged like a route record of a registry that always counts and has an active record of every ASN.</li>
 * <li>The highest {@link VerdictReason} of all registries wins: a record that makes it valid, before records that speak against it, before none. So one
 *     registry is enough to say yes or no: others that are away or have expired change nothing.</li>
 * <li>Absence takes all: when no record speaks for or against it, and the data of any registry in charge of the ASN does not count, the verdict is unverified,
 *     for that registry could have a record. A registry is in charge when the ranges of its trust anchor hold the ASN; where none is, nobody could ever
 *     vouch for a route, and it is unverified too.</li>
 * </ol>
 * A filtered record is as good as absent. Verdicts are exact at the time they are asked for; {@link #expire} tells when time alone has changed some. Time may
 * go back, when a clock that was wrong is set: what expired meanwhile counts again, and every verdict is to be asked for.
 * Records that expire after 2106-02-07 never do.
 *
 * <p>Thread: one owner at a time. It is filled by one thread, handed over, and kept up to date in place by the next owner. About 30 bytes for each record.
 */
public final class ValidationTable {
    /** Expiry of what does not expire before 2106-02-07: the table counts seconds in 32 bits. */
    public static final long NEVER_S = PackedRecord.NEVER_S;
    /** Registries a table can hold. */
    public static final int MAX_DATA_SETS = 15;
    /** More changed ASNs than this are told as all of them: looking at every route is quicker then. */
    static final int MAX_CHANGED_ASNS = 200_000;

    /**
     * A registry that is trusted.
     *
     * @param isInCharge of which ASNs it may speak, such as {@code anchor.asns()::contains}; must be pure
     */
    public record Source(String rir, IntPredicate isInCharge) {
    }

    /** Takes the records of a whole data set in. Thread: the table's. */
    public interface Loading {
        /** Takes one record; quickest in the order of their keys. The table is as it was until {@link #finish}. */
        void add(RegistryRecord value);

        /** Replaces what the table had of the registry. */
        Changed finish(DataSetState state, long nowS);
    }

    private final DataSets dataSets;
    private RecordPool pool;
    private ExpiryQueue expiries;
    private Overrides overrides = Overrides.NONE;
    private FilterIndex filters = FilterIndex.NONE;
    private long toldS;
    private int toldLive = 1 << DataSets.LOCAL;
    private final RunEditor editor = new RunEditor();

    /**
     * A table without records.
     *
     * @throws IllegalArgumentException for more than {@link #MAX_DATA_SETS} sources
     */
    public ValidationTable(final Collection<Source> sources) {
        dataSets = new DataSets(sources);
        pool = new RecordPool(0, 0);
        expiries = new ExpiryQueue(0);
    }

    private ValidationTable(final ValidationTable other) {
        dataSets = other.dataSets.copy();
        pool = other.pool.copy();
        expiries = other.expiries.copy();
        overrides = other.overrides;
        filters = other.filters;
        toldS = other.toldS;
        toldLive = other.toldLive;
    }

    /** A table of its own with the same content, for another thread. */
    public ValidationTable copy() {
        return new ValidationTable(this);
    }

    /** The verdict on a route: {@code reason(...).verdict()}. Allocates nothing. */
    public Verdict verdict(final long addressBits, final int hostLength, final int originAsn, final long nowS) {
        return reason(addressBits, hostLength, originAsn, nowS).verdict();
    }

    /**
     * Why a route has its verdict. Allocates nothing.
     *
     * @param addressBits ASN and lowest host address
     * @param hostLength  0 to 32; negative for a prefix shorter than an ASN
     * @param originAsn   the last AS of the path; the prefix's own ASN when there is no path
     */
    public VerdictReason reason(final long addressBits, final int hostLength, final int originAsn, final long nowS) {
        final int asn = (int) (addressBits >>> 32);
        if (hostLength < 0) {
            return VerdictReason.SPANS_ASNS;
        }
        if (ReservedAsns.isReserved(asn)) {
            return VerdictReason.RESERVED;
        }
        if (originAsn != asn) {
            return VerdictReason.ORIGIN;
        }
        if (hostLength > PackedRecord.MAX_LENGTH) {
            return VerdictReason.TOO_LONG;
        }
        final int live = dataSets.liveMask(nowS);
        final int offset = pool.find(asn);
        final int code = offset < 0 ? VerdictRule.SILENT
            : VerdictRule.judge(pool.words(), offset + 1, offset + 1 + pool.count(offset), (int) addressBits, hostLength, Math.min(nowS, NEVER_S - 1), live);
        return code > VerdictReason.ROUTE_NOT_REGISTERED.code() ? VerdictReason.ofCode(code)
            : dataSets.absence(asn, code < 0 ? VerdictReason.ASN_NOT_REGISTERED : VerdictReason.ofCode(code), live);
    }

    /** The verdict with all it was made of. */
    public Explanation explain(final long addressBits, final int hostLength, final int originAsn, final long nowS) {
        return new Explainer(dataSets, pool, overrides, nowS).explain(addressBits, hostLength, originAsn, reason(addressBits, hostLength, originAsn, nowS));
    }

    /** Begins to replace all records of a registry. */
    public Loading load(final String rir) {
        final int dataSet = dataSets.number(rir);
        final PackedRun loaded = new PackedRun();
        return new Loading() {
            @Override
            public void add(final RegistryRecord value) {
                final long packed = PackedRecord.of(value, dataSet);
                loaded.add(value.asn(), PackedRecord.filtered(packed, filters.matches(value.asn(), packed)));
            }

            @Override
            public Changed finish(final DataSetState state, final long nowS) {
                return replace(dataSet, loaded, state, nowS);
            }
        };
    }

    /**
     * Replaces all records of a registry by those that another table has of it.
     *
     * @param other of the same sources
     */
    public Changed adopt(final ValidationTable other, final String rir, final long nowS) {
        final int dataSet = dataSets.number(rir);
        final int theirs = other.dataSets.number(rir);
        final PackedRun adopted = new PackedRun();
        other.pool.forEach((asn, words, from, to) -> {
            for (int i = from; i < to; i++) {
                if (PackedRecord.isOf(words[i], theirs)) {
                    final long packed = PackedRecord.ofDataSet(words[i], dataSet);
                    adopted.add(asn, PackedRecord.filtered(packed, filters.matches(asn, packed)));
                }
            }
        });
        return replace(dataSet, adopted, other.dataSets.state(theirs), nowS);
    }

    private Changed replace(final int dataSet, final PackedRun loaded, final DataSetState state, final long nowS) {
        final PoolMerge merge = new PoolMerge(pool, dataSet, loaded);
        pool = merge.merged();
        dataSets.update(dataSet, state);
        queueAll(nowS);
        return told(of(merge.changedAsns()), nowS);
    }

    /**
     * Takes a delta in, or with no changes a newer head.
     *
     * @param changes a later one wins over an earlier one of the same key
     */
    public Changed apply(final DataSetState after, final List<RecordChange> changes, final long nowS) {
        final int dataSet = dataSets.number(after.rir());
        // A stable sort: of one key the last stays last.
        final List<RecordChange> sorted = changes.stream().sorted(Comparator.comparing(RecordChange::key)).toList();
        final IntArrayList asns = new IntArrayList();
        for (int from = 0, to; from < sorted.size(); from = to) {
            to = endOfAsn(sorted, from);
            final int asn = sorted.get(from).key().asn();
            editor.change(pool, asn, dataSet, sorted.subList(from, to), filters);
            queue(asn, sorted.subList(from, to), nowS);
            asns.addInt(asn);
        }
        dataSets.update(dataSet, after);
        if (expiries.size() > 2L * pool.records() + 4096) {
            queueAll(nowS);
        }
        return told(of(asns), nowS);
    }

    private static int endOfAsn(final List<RecordChange> sorted, final int from) {
        int to = from + 1;
        while (to < sorted.size() && sorted.get(to).key().asn() == sorted.get(from).key().asn()) {
            to++;
        }
        return to;
    }

    private void queue(final int asn, final List<RecordChange> changes, final long nowS) {
        for (final RecordChange change : changes) {
            if (!change.isRemoval() && change.value().isActive(nowS) && change.value().expiryS() < NEVER_S) {
                expiries.add(change.value().expiryS(), asn);
            }
        }
    }

    private void queueAll(final long nowS) {
        final ExpiryQueue fresh = new ExpiryQueue(pool.records());
        pool.forEach((asn, words, from, to) -> {
            for (int i = from; i < to; i++) {
                final long expiryS = PackedRecord.expiryS(words[i]);
                if (expiryS > nowS && expiryS < NEVER_S && PackedRecord.statusCode(words[i]) == RecordStatus.ACTIVE.code()) {
                    fresh.append(expiryS, asn);
                }
            }
        });
        fresh.order();
        expiries = fresh;
    }

    /** Replaces the local exceptions. */
    public Changed override(final Overrides by, final long nowS) {
        final IntArrayList asns = new IntArrayList();
        final FilterIndex newFilters = new FilterIndex(by.filters());
        pool.forEach((asn, words, from, to) -> {
            if (refilter(newFilters, asn, words, from, to)) {
                asns.addInt(asn);
            }
        });
        final Map<Integer, List<Overrides.Assertion>> assertions = by.assertions().stream().collect(Collectors.groupingBy(Overrides.Assertion::asn));
        overrides.assertions().forEach(old -> assertions.putIfAbsent(old.asn(), List.of()));
        assertions.forEach((asn, ofAsn) -> {
            editor.assertions(pool, asn, ofAsn);
            asns.addInt(asn);
        });
        overrides = by;
        filters = newFilters;
        return told(of(asns), nowS);
    }

    private static boolean refilter(final FilterIndex by, final int asn, final long[] words, final int from, final int to) {
        boolean isChanged = false;
        for (int i = from; i < to; i++) {
            if (!PackedRecord.isOf(words[i], DataSets.LOCAL) && PackedRecord.isFiltered(words[i]) != by.matches(asn, words[i])) {
                words[i] = PackedRecord.filtered(words[i], !PackedRecord.isFiltered(words[i]));
                isChanged = true;
            }
        }
        return isChanged;
    }

    /** Whether data sets count after their expiry ({@code expired-data use}); at first they do not. */
    public Changed useExpired(final boolean isUsed) {
        final boolean isSame = dataSets.isExpiredUsed() == isUsed;
        dataSets.useExpired(isUsed);
        toldLive = isSame ? toldLive : dataSets.liveMask(toldS);
        return isSame ? Changed.NONE : Changed.ALL;
    }

    /** Whether {@link #expire} has something to tell: something has expired since it was told last, or the time is before that. */
    public boolean isDue(final long nowS) {
        return nowS < toldS || nextExpiryS() <= nowS;
    }

    /** When a verdict can change next by time alone as long as time goes on; {@link #NEVER_S} when none does. Call {@link #expire} then. */
    public long nextExpiryS() {
        return Math.min(expiries.firstS(), dataSets.nextExpiryS(toldLive));
    }

    /** Whose verdicts may have changed by time alone since the last call. */
    public Changed expire(final long nowS) {
        final IntArrayList asns = new IntArrayList();
        expiries.take(nowS, asns::addInt);
        return told(of(asns), nowS);
    }

    private static Changed of(final IntArrayList asns) {
        return asns.size() > MAX_CHANGED_ASNS ? Changed.ALL : Changed.of(asns.toIntArray());
    }

    // A data set that begins or ceases to count concerns every ASN. So does a clock that was set back: which records expired by it nobody remembers.
    private Changed told(final Changed changed, final long nowS) {
        final int live = dataSets.liveMask(nowS);
        final boolean isSame = live == toldLive && nowS >= toldS;
        if (nowS < toldS) {
            queueAll(nowS);
        }
        toldLive = live;
        toldS = nowS;
        return isSame ? changed : Changed.ALL;
    }

    /** All sources, in the order of their names; those without data have serial 0. */
    public List<DataSetState> dataSets() {
        return dataSets.states();
    }

    /** Whether a registry's records count at a time. */
    public boolean isLive(final String rir, final long nowS) {
        return dataSets.isLive(dataSets.number(rir), nowS);
    }

    public Overrides overrides() {
        return overrides;
    }

    /** Records of all registries, filtered or not, and assertions. */
    public long records() {
        return pool.records();
    }

    /** Bytes of its arrays. */
    public long memoryBytes() {
        return pool.memoryBytes() + expiries.memoryBytes();
    }
}
