// SPDX-License-Identifier: Apache-2.0
// The log of what validation does to routes.
package io.eightfold.controlplane.validation;

import io.eightfold.controlplane.PrefixText;
import io.eightfold.controlplane.log.MessageId;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.VerdictListener;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Prefix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what validation does to routes: a line for each of the first of a second, then one with the numbers. A revocation may concern every route there
 * is, and none of it may hold up the RIB. Thread: control.
 */
final class ValidationLog implements VerdictListener {
    private static final Logger LOG = LoggerFactory.getLogger(ValidationLog.class);
    /** Routes named in a second. */
    static final int LINES = 10;
    private static final long INTERVAL_NS = 1_000_000_000L;

    /** Says why in a word; asked only for lines that are written. */
    interface Reason {
        String word(long address, int hostLength, int originAsn);
    }

    private final Reason reason;
    private long intervalEndNs;
    private boolean isOpen;
    private int lines;
    private int refused;
    private int accepted;
    private int changed;

    ValidationLog(final Reason reason) {
        this.reason = reason;
    }

    @Override
    public void verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn, final Verdict before,
        final Verdict after, final boolean wasRefused, final boolean isRefused) {
        // What was waited for, or switched off: nothing is lost or gained, and there may be a million of them.
        final boolean isNews = wasRefused != isRefused || before != Verdict.PENDING && after != Verdict.PENDING && before != Verdict.EXEMPT && after != Verdict.EXEMPT;
        if (!isNews) {
            return;
        }
        isOpen = true;
        if (lines++ < LINES) {
            write(PrefixText.prefix(address, hostLength), source, reason.word(address, hostLength, originAsn), before, after, wasRefused, isRefused);
        } else if (wasRefused == isRefused) {
            changed++;
        } else if (isRefused) {
            refused++;
        } else {
            accepted++;
        }
    }

    private static void write(final Ipv8Prefix prefix, final RouteSource source, final String word, final Verdict before, final Verdict after,
        final boolean wasRefused, final boolean isRefused) {
        final String was = before == null ? "new" : before.word();
        if (wasRefused == isRefused) {
            LOG.info(MessageId.WHOIS8_VERDICT, "whois8 route={} source={} verdict={} was={} reason={} now={}", prefix, source.word(), after.word(), was, word,
                isRefused ? "refused-still" : "used-still");
        } else if (!isRefused) {
            LOG.info(MessageId.WHOIS8_ROUTE_ACCEPTED, "whois8 route={} source={} verdict={} was={} reason={} now=accepted", prefix, source.word(), after.word(), was, word);
        } else if (before == null) {
            LOG.info(MessageId.WHOIS8_ROUTE_REFUSED, "whois8 route={} source={} verdict={} was={} reason={} now=refused", prefix, source.word(), after.word(), was, word);
        } else {
            LOG.warn(MessageId.WHOIS8_ROUTE_REFUSED, "whois8 route={} source={} verdict={} was={} reason={} now=refused", prefix, source.word(), after.word(), was, word);
        }
    }

    /** Once a turn: writes the numbers of an interval that is over. */
    void turn(final long nowNs) {
        if (isOpen && intervalEndNs - nowNs <= 0) {
            if (lines > LINES) {
                LOG.warn(MessageId.WHOIS8_ROUTES, "whois8 more routes refused={} accepted={} otherVerdict={}; `show route verdict WORD` lists them", refused, accepted, changed);
            }
            // One that opens now runs its second; the next line after a quiet time is written at once.
            isOpen = lines > 0;
            intervalEndNs = nowNs + INTERVAL_NS;
            lines = 0;
            refused = 0;
            accepted = 0;
            changed = 0;
        }
    }
}
