// SPDX-License-Identifier: Apache-2.0
// Reads what daemons print of a route.
package io.eightfold.lab.interop;

import io.eightfold.lab.topology.Interop;
import java.util.List;
import java.util.stream.Stream;

/** Large communities and AS paths as text. Thread: any. */
final class Communities {
    private Communities() {
    }

    /** The ASN of a route from the router, by its large communities {@code speaker:ASN:0}; 0 without one. */
    static long asn(List<String> communities) {
        return communities.stream().map(community -> community.split(":")).filter(parts -> parts.length == 3 && parts[2].equals("0")
            && parts[0].equals(Long.toString(Interop.ROUTER_ASN))).mapToLong(parts -> Long.parseLong(parts[1])).findFirst().orElse(0);
    }

    /** An AS path. */
    static List<Long> numbers(String path) {
        return Stream.of(path.strip().split("[ ,]+")).filter(word -> !word.isEmpty()).map(Long::valueOf).toList();
    }
}
