// SPDX-License-Identifier: Apache-2.0
// Decides about a route, and changes what is said of it.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.rib.Validity;

/**
 * Decides about a route on its way in or out, and changes what is said of it. Pure: the same question has the same answer, so that answers can be kept.
 * Thread: control; immutable.
 */
public interface RoutePolicy {
    /** Takes everything as it is. */
    RoutePolicy PERMIT = new RoutePolicy() {
        @Override
        public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
            return attributes;
        }

        @Override
        public boolean dependsOnPrefix() {
            return false;
        }

        @Override
        public boolean dependsOnValidity() {
            return false;
        }

        @Override
        public String name() {
            return "permit";
        }
    };

    /** Takes nothing: an external neighbour without a policy (RFC 8212). */
    RoutePolicy DENY = new RoutePolicy() {
        @Override
        public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
            return null;
        }

        @Override
        public boolean dependsOnPrefix() {
            return false;
        }

        @Override
        public boolean dependsOnValidity() {
            return false;
        }

        @Override
        public String name() {
            return "deny";
        }
    };

    /**
     * What becomes of a route.
     *
     * @param validity what the registry thinks of it
     * @return the attributes, the same object when they are not changed, or null to refuse the route
     */
    AttributeSet apply(long address, int lengthBits, AttributeSet attributes, Validity validity);

    /** Which part of it decides about the route, for {@code explain}; the question is that of {@link #apply}. */
    default String describe(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        return name();
    }

    /** Whether the answer may differ between prefixes with the same attributes. */
    boolean dependsOnPrefix();

    /** Whether the answer may differ with the validity. */
    boolean dependsOnValidity();

    /** Its name in the configuration. */
    String name();
}
