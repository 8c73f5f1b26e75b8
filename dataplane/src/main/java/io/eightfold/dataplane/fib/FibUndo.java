// SPDX-License-Identifier: Apache-2.0
// How a batch that does not fit is taken back.
package io.eightfold.dataplane.fib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each route was before, in the order of the changes. Thread: control. */
final class FibUndo {
    private static final int INTS = 3;

    private final List<AsnRoutes> asns = new ArrayList<>();
    private int[] changes = new int[INTS * 64];
    private boolean hasDefault;
    private int defaultBefore;

    void keep(final AsnRoutes asn, final int host, final int length, final int before) {
        final int at = asns.size() * INTS;
        if (at == changes.length) {
            changes = Arrays.copyOf(changes, at * 2);
        }
        changes[at] = host;
        changes[at + 1] = length;
        changes[at + 2] = before;
        asns.add(asn);
    }

    void keepDefault(final int before) {
        if (!hasDefault) {
            hasDefault = true;
            defaultBefore = before;
        }
    }

    /** Puts everything back, the last change first; returns by how much the number of routes changes. */
    int undo() {
        int routes = 0;
        for (int i = asns.size() - 1; i >= 0; i--) {
            final int host = changes[i * INTS];
            final int length = changes[i * INTS + 1];
            final int before = changes[i * INTS + 2];
            final boolean wasThere = before != Fib.NO_ROUTE;
            final int now = wasThere ? asns.get(i).put(host, length, before) : asns.get(i).remove(host, length);
            routes += (wasThere ? 1 : 0) - (now == Fib.NO_ROUTE ? 0 : 1);
        }
        return routes;
    }

    int defaultHop(final int now) {
        return hasDefault ? defaultBefore : now;
    }

    void clear() {
        asns.clear();
        hasDefault = false;
    }
}
