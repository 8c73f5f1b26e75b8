// SPDX-License-Identifier: Apache-2.0
// Policies of every kind of dependence.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.policy.RoutePolicy;

/** Policies of every kind of dependence: on the prefix, on the verdict, on both, on neither; denying and changing. */
record SamplePolicy(int kind) implements RoutePolicy {
    static final int KINDS = 5;

    @Override
    public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        return switch (kind) {
            case 0 -> (address >>> 24 & 1) == 1 ? null : attributes;
            case 1 -> attributes.with().costFactor(250).build();
            case 2 -> validity == Validity.VALID ? attributes.with().communities(77).build() : validity == Validity.UNVERIFIED ? null : attributes;
            case 3 -> (address >>> 25 & 1) == 1 ? attributes.with().med(lengthBits).asPath(attributes.asPath().prepend(65_001, 1)).build() : attributes;
            default -> attributes.hasMed() ? null : attributes;
        };
    }

    @Override
    public boolean dependsOnPrefix() {
        return kind == 0 || kind == 3;
    }

    @Override
    public boolean dependsOnValidity() {
        return kind == 2;
    }

    @Override
    public String name() {
        return "sample-" + kind;
    }
}
