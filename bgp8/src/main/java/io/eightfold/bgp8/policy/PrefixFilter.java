// SPDX-License-Identifier: Apache-2.0
// A prefix-list as a policy.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.rib.Validity;

/** A prefix-list as a policy: {@code neighbor ADDRESS prefix-list NAME in}. Thread: any; immutable. */
public record PrefixFilter(PrefixList list) implements RoutePolicy {
    @Override
    public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        return list.permits(address, lengthBits) ? attributes : null;
    }

    @Override
    public String describe(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        final PrefixRule rule = list.decisive(address, lengthBits);
        return list + (rule == null ? " refuses it: no entry matches" : " " + rule);
    }

    @Override
    public boolean dependsOnPrefix() {
        return true;
    }

    @Override
    public boolean dependsOnValidity() {
        return false;
    }

    @Override
    public String name() {
        return list.name();
    }
}
