// SPDX-License-Identifier: Apache-2.0
// A prefix and its paths as operators see them.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import java.util.List;

/**
 * A prefix and its paths as operators see them. Thread: any; immutable.
 *
 * @param paths      the best first, then as they came
 * @param advertised what a peer was told of it, in queries of what was advertised; otherwise null
 */
public record BgpRouteView(long address, int lengthBits, List<PathView> paths, AttributeSet advertised) {
    public BgpRouteView {
        paths = List.copyOf(paths);
    }
}
