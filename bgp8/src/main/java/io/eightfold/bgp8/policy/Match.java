// SPDX-License-Identifier: Apache-2.0
// A condition of a route-map's entry.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.rib.Validity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition of a route-map's entry. Lists are named; {@link RouteMap} looks them up when it is made. As text it is the line of the configuration.
 * <p>Thread: any; immutable.
 */
public sealed interface Match {
    /** The prefix-list permits the prefix. */
    record PrefixListed(String list) implements Match {
        @Override
        public String toString() {
            return "match ipv8 prefix-list " + list;
        }
    }

    /** The as-path access-list permits the path. */
    record AsPathListed(String list) implements Match {
        @Override
        public String toString() {
            return "match as-path " + list;
        }
    }

    /** The community-list permits the communities. @param isExact the route has those of the list's entry and no others */
    record CommunityListed(String list, boolean isExact) implements Match {
        @Override
        public String toString() {
            return "match community " + list + (isExact ? " exact-match" : "");
        }
    }

    /** The same for large communities. */
    record LargeCommunityListed(String list, boolean isExact) implements Match {
        @Override
        public String toString() {
            return "match large-community " + list + (isExact ? " exact-match" : "");
        }
    }

    /** The prefix is of one of these ASNs; 0 is IPv4. The default route is of none. */
    record RouteAsn(List<Integer> asns) implements Match {
        public RouteAsn {
            asns = List.copyOf(asns);
        }

        @Override
        public String toString() {
            return "match route-asn " + Numbers.text(asns);
        }
    }

    /** The path began in one of these ASes. An empty path began here, and is of ASN 0. */
    record OriginAsn(List<Integer> asns) implements Match {
        public OriginAsn {
            asns = List.copyOf(asns);
        }

        @Override
        public String toString() {
            return "match origin-asn " + Numbers.text(asns);
        }
    }

    /** The Cost Factor is not below {@code least}, without a sign. A route without one counts as in the decision: {@link io.eightfold.bgp8.cost.CostFactor}. */
    record CostAtLeast(int least) implements Match {
        @Override
        public String toString() {
            return "match cost-factor ge " + Integer.toUnsignedString(least);
        }
    }

    /** The Cost Factor is not above {@code most}, without a sign. */
    record CostAtMost(int most) implements Match {
        @Override
        public String toString() {
            return "match cost-factor le " + Integer.toUnsignedString(most);
        }
    }

    /** The registry thinks one of these of the route. */
    record VerdictIn(Set<Validity> verdicts) implements Match {
        public VerdictIn {
            verdicts = Set.copyOf(verdicts);
        }

        @Override
        public String toString() {
            return "match verdict " + verdicts.stream().sorted().map(Validity::word).collect(Collectors.joining(" "));
        }
    }

    /** The route came into BGP like this. */
    record OriginIs(Origin origin) implements Match {
        @Override
        public String toString() {
            return "match origin " + origin.name().toLowerCase(Locale.ROOT);
        }
    }
}
