// SPDX-License-Identifier: Apache-2.0
// The lists and route-maps of a configuration.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.policy.PolicyLists;
import io.eightfold.bgp8.policy.RouteMap;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lists and route-maps of a configuration, each kind by name. What route-maps refer to exists.
 * <p>Thread: any; immutable.
 *
 * @param lists     prefix, as-path and community lists
 * @param routeMaps in the order of their names
 */
public record PolicyConfig(PolicyLists lists, Map<String, RouteMap> routeMaps) {
    public static final PolicyConfig NONE = new PolicyConfig(PolicyLists.NONE, Map.of());
    public static final int MAX_SEQUENCE = Integer.MAX_VALUE;
    /** Between entries whose sequence the file leaves out, as in FRR. */
    static final int SEQUENCE_STEP = 5;
    /** Most bits that {@code le} counts. */
    static final int HOST_BITS = 32;

    public PolicyConfig {
        routeMaps = Collections.unmodifiableMap(new TreeMap<>(routeMaps));
    }
}
