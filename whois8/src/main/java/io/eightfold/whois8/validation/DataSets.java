// SPDX-License-Identifier: Apache-2.0
// Which registries count, for which ASNs, until when.
package io.eightfold.whois8.validation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The sources of a table and the state of their data; number 0 stands for local assertions, which always count. Thread: one at a time. */
final class DataSets {
    /** The data set of local assertions. */
    static final int LOCAL = 0;
    private final ValidationTable.Source[] sources;
    private final DataSetState[] states;
    private boolean isExpiredUsed;
    // What liveMask last answered: a lookup asks for the same second millions of times.
    private long maskOfS = Long.MIN_VALUE;
    private int mask;

    DataSets(final Collection<ValidationTable.Source> of) {
        if (of.size() > ValidationTable.MAX_DATA_SETS) {
            throw new IllegalArgumentException("registries=" + of.size() + " > MAX_DATA_SETS=" + ValidationTable.MAX_DATA_SETS + "; trust fewer");
        }
        sources = of.stream().sorted(Comparator.comparing(ValidationTable.Source::rir)).toArray(ValidationTable.Source[]::new);
        states = Arrays.stream(sources).map(source -> DataSetState.none(source.rir())).toArray(DataSetState[]::new);
    }

    private DataSets(final DataSets other) {
        sources = other.sources;
        states = other.states.clone();
        isExpiredUsed = other.isExpiredUsed;
    }

    DataSets copy() {
        return new DataSets(this);
    }

    /** @throws IllegalArgumentException for a registry that is none of the sources */
    int number(final String rir) {
        for (int i = 0; i < sources.length; i++) {
            if (sources[i].rir().equals(rir)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("registry " + rir + " is not trusted; the table knows " + Arrays.stream(sources).map(ValidationTable.Source::rir).toList());
    }

    String name(final int number) {
        return number == LOCAL ? "local" : sources[number - 1].rir();
    }

    List<DataSetState> states() {
        return List.of(states);
    }

    int count() {
        return sources.length;
    }

    DataSetState state(final int number) {
        return states[number - 1];
    }

    boolean isInCharge(final int number, final int asn) {
        return sources[number - 1].isInCharge().test(asn);
    }

    boolean isExpiredUsed() {
        return isExpiredUsed;
    }

    void update(final int number, final DataSetState state) {
        states[number - 1] = state;
        maskOfS = Long.MIN_VALUE;
    }

    void useExpired(final boolean isUsed) {
        isExpiredUsed = isUsed;
        maskOfS = Long.MIN_VALUE;
    }

    boolean isLive(final int number, final long nowS) {
        return (liveMask(nowS) >>> number & 1) != 0;
    }

    /** A bit for each data set that counts at a time. */
    int liveMask(final long nowS) {
        if (nowS != maskOfS) {
            mask = newMask(nowS);
            maskOfS = nowS;
        }
        return mask;
    }

    private int newMask(final long nowS) {
        int live = 1 << LOCAL;
        for (int i = 0; i < states.length; i++) {
            if (isExpiredUsed ? states[i].hasData() && !states[i].isDisowned() : states[i].isLive(nowS)) {
                live |= 1 << i + 1;
            }
        }
        return live;
    }

    /** When the first of those in a mask stops to count. */
    long nextExpiryS(final int ofMask) {
        long first = ValidationTable.NEVER_S;
        for (int i = 0; i < states.length && !isExpiredUsed; i++) {
            if ((ofMask >>> i + 1 & 1) != 0) {
                first = Math.min(first, states[i].expiresAtS());
            }
        }
        return first;
    }

    /** What absence of a record means: {@code found} when all in charge count, else why that cannot be said. */
    VerdictReason absence(final int asn, final VerdictReason found, final int live) {
        boolean isAnyInCharge = false;
        VerdictReason dead = null;
        for (int i = 0; i < sources.length; i++) {
            if (sources[i].isInCharge().test(asn)) {
                isAnyInCharge = true;
                if ((live >>> i + 1 & 1) == 0) {
                    dead = states[i].hasData() ? VerdictReason.DATA_EXPIRED : dead == null ? VerdictReason.NO_DATA : dead;
                }
            }
        }
        return dead != null ? dead : isAnyInCharge ? found : VerdictReason.NO_ANCHOR;
    }
}
