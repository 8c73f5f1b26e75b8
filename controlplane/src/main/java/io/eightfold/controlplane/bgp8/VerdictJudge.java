// SPDX-License-Identifier: Apache-2.0
// Takes the verdicts of WHOIS8 to BGP8.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.rib.RouteJudge;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.validation.RouteValidation;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.validation.Verdict;

/**
 * Takes the verdicts of WHOIS8 to BGP8, which chooses among several paths by them; the RIB asks again for the one that is offered to it, with the same answer. No answer is
 * ever {@link Validity#PENDING}: that a route from before a restart stays in use until there is data is the RIB's own affair. BGP8 learns from {@link #isReady} that data is
 * still to come. Thread: control.
 */
final class VerdictJudge implements RouteJudge {
    private static final Validity[] BY_ORDINAL = byOrdinal();

    private final RouteValidation validation;

    VerdictJudge(final RouteValidation validation) {
        this.validation = validation;
    }

    private static Validity[] byOrdinal() {
        final Validity[] validities = new Validity[Verdict.values().length];
        for (final Validity validity : Validity.values()) {
            validities[verdict(validity).ordinal()] = validity;
        }
        return validities;
    }

    @Override
    public Validity judge(final long address, final int lengthBits, final boolean isExternal, final int originAsn) {
        return BY_ORDINAL[validation.verdict(Vrf.DEFAULT.id(), address, BestRoutes.hostLength(lengthBits), BestRoutes.source(isExternal), originAsn).ordinal()];
    }

    @Override
    public boolean isUsable(final Validity validity) {
        final Whois8Config settings = validation.settings();
        return settings == null || validity == Validity.EXEMPT || validity == Validity.PENDING || settings.installed().contains(verdict(validity));
    }

    @Override
    public boolean isReady() {
        return validation.isReady();
    }

    private static Verdict verdict(final Validity validity) {
        return switch (validity) {
            case VALID -> Verdict.VALID;
            case INVALID -> Verdict.INVALID;
            case NOT_FOUND -> Verdict.NOT_FOUND;
            case UNVERIFIED -> Verdict.UNVERIFIED;
            case EXEMPT -> Verdict.EXEMPT;
            case PENDING -> Verdict.PENDING;
        };
    }
}
