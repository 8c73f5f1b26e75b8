// SPDX-License-Identifier: Apache-2.0
// Verdicts on routes, from verified records.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;

/** Signatures; bodies follow. */
public final class ValidationTable {
    /** Expiry of what does not expire before 2106-02-07: the table counts seconds in 32 bits. */
    public static final long NEVER_S = 0xFFFF_FFFFL;
    /** Registries a table can hold. */
    public static final int MAX_DATA_SETS = 15;

    /**
     * A registry that is trusted.
     *
     * @param isInCharge of which ASNs it may speak, such as {@code anchor.asns()::contains}; must be pure
     */
    public record Source(String rir, IntPredicate isInCharge) {
    }

    /** Takes the records of a whole data set in; {@link #finish} replaces what the table had of it. */
    public interface Loading {
        void add(RegistryRecord value);

        Changed finish(DataSetState state, long nowS);
    }

    /** A table without records. @throws IllegalArgumentException for more than {@link #MAX_DATA_SETS} sources */
    public ValidationTable(final Collection<Source> sources) {
        throw new UnsupportedOperationException(sources.toString());
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
        throw new UnsupportedOperationException();
    }

    /** The verdict with all it was made of. */
    public Explanation explain(final long addressBits, final int hostLength, final int originAsn, final long nowS) {
        throw new UnsupportedOperationException();
    }

    /** Begins to replace all records of a registry. */
    public Loading load(final String rir) {
        throw new UnsupportedOperationException();
    }

    /** Takes a delta in, or with no changes a newer head. */
    public Changed apply(final DataSetState after, final List<RecordChange> changes, final long nowS) {
        throw new UnsupportedOperationException();
    }

    /** Replaces the local exceptions. */
    public Changed override(final Overrides overrides, final long nowS) {
        throw new UnsupportedOperationException();
    }

    /** Whether data sets count after their expiry ({@code expired-data use}); at first they do not. */
    public Changed useExpired(final boolean isUsed) {
        throw new UnsupportedOperationException();
    }

    /** When a verdict can change next by time alone; {@link #NEVER_S} when none does. Call {@link #expire} then. */
    public long nextExpiryS() {
        throw new UnsupportedOperationException();
    }

    /** Whose verdicts may have changed by time alone since the last call. */
    public Changed expire(final long nowS) {
        throw new UnsupportedOperationException();
    }

    /** A table of its own with the same content, for another thread. */
    public ValidationTable copy() {
        throw new UnsupportedOperationException();
    }

    /** All sources, in the order of their names; those without data have serial 0. */
    public List<DataSetState> dataSets() {
        throw new UnsupportedOperationException();
    }

    /** Whether a registry's records count at a time. */
    public boolean isLive(final String rir, final long nowS) {
        throw new UnsupportedOperationException();
    }

    public Overrides overrides() {
        throw new UnsupportedOperationException();
    }

    /** Records of all registries, filtered or not, and assertions. */
    public long records() {
        throw new UnsupportedOperationException();
    }

    /** Bytes of its arrays. */
    public long memoryBytes() {
        throw new UnsupportedOperationException();
    }
}
