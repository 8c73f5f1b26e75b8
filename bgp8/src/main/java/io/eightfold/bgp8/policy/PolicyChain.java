// SPDX-License-Identifier: Apache-2.0
// Policies one after the other.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.rib.Validity;
import java.util.List;
import java.util.stream.Collectors;

/** Policies one after the other; a route has to pass them all, and each sees what the one before made of it. Thread: any; immutable. */
public record PolicyChain(List<RoutePolicy> policies) implements RoutePolicy {
    public PolicyChain {
        policies = List.copyOf(policies);
    }

    @Override
    public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        AttributeSet now = attributes;
        for (int i = 0; i < policies.size() && now != null; i++) {
            now = policies.get(i).apply(address, lengthBits, now, validity);
        }
        // One policy may undo what another did.
        return now != null && now.equals(attributes) ? attributes : now;
    }

    @Override
    public String describe(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        final StringBuilder text = new StringBuilder();
        AttributeSet now = attributes;
        for (int i = 0; i < policies.size() && now != null; i++) {
            text.append(i == 0 ? "" : ", then ").append(policies.get(i).describe(address, lengthBits, now, validity));
            now = policies.get(i).apply(address, lengthBits, now, validity);
        }
        return text.toString();
    }

    @Override
    public boolean dependsOnPrefix() {
        return policies.stream().anyMatch(RoutePolicy::dependsOnPrefix);
    }

    @Override
    public boolean dependsOnValidity() {
        return policies.stream().anyMatch(RoutePolicy::dependsOnValidity);
    }

    @Override
    public String name() {
        return policies.stream().map(RoutePolicy::name).collect(Collectors.joining("+"));
    }
}
