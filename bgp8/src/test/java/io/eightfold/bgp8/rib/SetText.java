// SPDX-License-Identifier: Apache-2.0
// Attributes as text, for failures that can be read.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.Arrays;

/** Attributes as text, for failures that can be read. */
final class SetText {
    private SetText() {
    }

    static String of(final AttributeSet set) {
        return set.origin() + " path=" + set.asPath() + " hop=" + Long.toHexString(set.nextHop()) + " med=" + set.hasMed() + set.med() + " pref=" + set.hasLocalPreference()
            + set.localPreference() + " communities=" + Arrays.toString(set.communities()) + " ext=" + Arrays.toString(set.extendedCommunities()) + " large="
            + Arrays.toString(set.largeCommunities()) + " cf=" + set.hasCostFactor() + set.costFactor() + " originator=" + set.originatorId() + " clusters="
            + Arrays.toString(set.clusterList()) + " otc=" + set.onlyToCustomer();
    }
}
