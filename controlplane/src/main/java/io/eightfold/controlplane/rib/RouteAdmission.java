// SPDX-License-Identifier: Apache-2.0
// Asks for the verdicts on routes, and lets in those that the policy lets in.
package io.eightfold.controlplane.rib;

import io.eightfold.whois8.validation.Verdict;
import org.agrona.collections.IntHashSet;

/**
 * Asks for the verdict on each route when it is offered, and again when the data that it came from has changed. What a verdict means for a route, used or
 * refused, is stored with it, so that a change of policy takes hold row by row like any other change and the FIB is told of each.
 *
 * <p>Asking again walks the rows of all prefixes in pieces. There is no index by ASN: looking at the ASN of a row costs about a nanosecond or three, a
 * million routes some milliseconds, and changes that come while a walk is under way share the next.
 * <p>Thread: control.
 */
final class RouteAdmission {
    /** Rows that {@link #step} looks at when none is concerned. */
    static final int ROWS_A_STEP = 64 * 1024;
    /** A verdict costs as much as looking at so many rows, and a message to the FIB may come of it. */
    private static final int ROWS_A_VERDICT = 16;
    /** With more ASNs than this, asking about all routes is not much more. */
    private static final int MAX_ASNS = 64 * 1024;

    /** Who acts on it when a route may be used that was refused, or the other way round. */
    interface Listener {
        void changed(int entry, int candidate);

        /** A route has its verdict, the same as before or another. */
        void judged(int entry, int candidate);
    }

    private final EntryTable entries;
    private final CandidateTable candidates;
    private final Listener acting;
    private RouteValidator validator = RouteValidator.NONE;
    private InstallPolicy policy = InstallPolicy.ONLY_VALID;
    private VerdictListener listener = VerdictListener.NONE;
    private int refusedVerdicts;
    private long changes;

    // The walk.
    private int cursor = Integer.MAX_VALUE;
    private boolean isOfAll;
    private IntHashSet asns = new IntHashSet();
    /** For the next walk. */
    private boolean isAllWaiting;
    private IntHashSet waiting = new IntHashSet();

    RouteAdmission(final EntryTable entries, final CandidateTable candidates, final Listener acting) {
        this.entries = entries;
        this.candidates = candidates;
        this.acting = acting;
        policy(policy);
    }

    void validator(final RouteValidator validator) {
        this.validator = validator;
    }

    void policy(final InstallPolicy policy) {
        this.policy = policy;
        refusedVerdicts = 0;
        for (final Verdict verdict : Verdict.values()) {
            refusedVerdicts |= policy.isInstalled(verdict) ? 0 : 1 << verdict.code();
        }
    }

    void listener(final VerdictListener listener) {
        this.listener = listener;
    }

    /** Verdicts that changed after they were first given. */
    long changes() {
        return changes;
    }

    /** A candidate is new; the FIB was not told of it yet. */
    void offered(final int entry, final int candidate, final int originAsn) {
        candidates.originAsn(candidate, asn(entry), originAsn);
        first(entry, candidate, ask(entry, candidate));
    }

    /** A candidate from before a restart: it was let in then. */
    void restored(final int entry, final int candidate) {
        first(entry, candidate, pendingUntilReady(ask(entry, candidate)));
    }

    /** The source said it again. The verdict is kept up to date, and only another origin is a reason to ask; one from before a restart waits for the answer all the same. */
    void offeredAgain(final int entry, final int candidate, final int originAsn) {
        if (candidates.originAsn(candidate, asn(entry)) != originAsn) {
            candidates.originAsn(candidate, asn(entry), originAsn);
            final boolean isWaiting = candidates.verdict(candidate) == Verdict.PENDING && !candidates.isRefused(candidate);
            take(entry, candidate, isWaiting ? pendingUntilReady(ask(entry, candidate)) : ask(entry, candidate));
        }
    }

    void changed(final IntHashSet changedAsns) {
        isAllWaiting |= waiting.size() + changedAsns.size() > MAX_ASNS;
        if (!isAllWaiting) {
            waiting.addAll(changedAsns);
        }
    }

    void allChanged() {
        isAllWaiting = true;
    }

    boolean hasWork() {
        return cursor < entries.end() || isAllWaiting || !waiting.isEmpty();
    }

    /** Asks again for the next piece; returns 0 when there was nothing to ask. */
    int step() {
        if (!hasWork()) {
            return 0;
        }
        if (cursor >= entries.end()) {
            startWalk();
        }
        int left = ROWS_A_STEP;
        for (; left > 0 && cursor < entries.end(); cursor++, left--) {
            if (entries.isUsed(cursor) && (isOfAll || asns.contains(asn(cursor)))) {
                left -= ROWS_A_VERDICT * askAgain(cursor);
            }
        }
        return 1;
    }

    private void startWalk() {
        final IntHashSet done = asns;
        done.clear();
        asns = waiting;
        waiting = done;
        isOfAll = isAllWaiting;
        isAllWaiting = false;
        cursor = 0;
    }

    private int askAgain(final int entry) {
        int asked = 0;
        for (int candidate = entries.firstCandidate(entry); candidate != CandidateTable.NONE; candidate = candidates.next(candidate)) {
            final Verdict verdict = ask(entry, candidate);
            take(entry, candidate, candidates.isRefused(candidate) ? verdict : pendingUntilReady(verdict));
            asked++;
        }
        return asked;
    }

    private Verdict ask(final int entry, final int candidate) {
        return validator.verdict(entries.vrf(entry), entries.address(entry), entries.hostLength(entry), RouteSource.of(candidates.source(candidate)),
            candidates.originAsn(candidate, asn(entry)));
    }

    private Verdict pendingUntilReady(final Verdict verdict) {
        return verdict == Verdict.EXEMPT || validator.isReady() ? verdict : Verdict.PENDING;
    }

    private void first(final int entry, final int candidate, final Verdict verdict) {
        candidates.verdict(candidate, verdict);
        candidates.refused(candidate, isRefused(verdict));
        if (isRefused(verdict)) {
            tell(entry, candidate, null, verdict, false);
        }
        acting.judged(entry, candidate);
    }

    private void take(final int entry, final int candidate, final Verdict verdict) {
        final Verdict before = candidates.verdict(candidate);
        final boolean wasRefused = candidates.isRefused(candidate);
        final boolean isRefused = isRefused(verdict);
        if (before == verdict && wasRefused == isRefused) {
            acting.judged(entry, candidate);
            return;
        }
        candidates.verdict(candidate, verdict);
        candidates.refused(candidate, isRefused);
        changes += before == verdict ? 0 : 1;
        if (wasRefused != isRefused) {
            acting.changed(entry, candidate);
        }
        acting.judged(entry, candidate);
        tell(entry, candidate, before, verdict, wasRefused);
    }

    private void tell(final int entry, final int candidate, final Verdict before, final Verdict after, final boolean wasRefused) {
        listener.verdict(entries.vrf(entry), entries.address(entry), entries.hostLength(entry), RouteSource.of(candidates.source(candidate)),
            candidates.originAsn(candidate, asn(entry)), before, after, wasRefused, isRefused(after));
    }

    private boolean isRefused(final Verdict verdict) {
        return (refusedVerdicts >>> verdict.code() & 1) != 0;
    }

    private int asn(final int entry) {
        return PrefixRange.asn(entries.address(entry));
    }
}
