// SPDX-License-Identifier: Apache-2.0
// Tests of the routes that verdicts are asked for, and of what they must be.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.validation.VerdictReason;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QueriesTest {
    private static final GeneratedRegistry REGISTRY = new GeneratedRegistry(10_000, 7, LoadBenchmark.NOW_S);
    private static final int COUNT = 1 << 14;

    @Test
    void shouldKeepTheMix() {
        final Queries queries = Queries.of(REGISTRY, COUNT, 1);
        final Map<VerdictReason, Integer> counts = new EnumMap<>(VerdictReason.class);
        for (int i = 0; i < COUNT; i++) {
            counts.merge(queries.expected(i), 1, Integer::sum);
        }
        assertEquals(100, Queries.MIX.values().stream().mapToInt(Integer::intValue).sum());
        assertEquals(Queries.MIX.keySet(), counts.keySet());
        Queries.MIX.forEach((reason, percent) -> assertEquals(percent, 100.0 * counts.get(reason) / COUNT, 1.5, reason.word()));
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertArrayEquals(Queries.of(REGISTRY, COUNT, 1).prefixes(), Queries.of(REGISTRY, COUNT, 1).prefixes());
    }

    @Test
    void shouldSayWhenARegistryIsTooSmall() {
        final GeneratedRegistry one = new GeneratedRegistry(10, 7, LoadBenchmark.NOW_S);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Queries.of(one, COUNT, 1)).getMessage().contains("give --records more"));
    }

    @Test
    void shouldJudgeARouteByItsStatusAndLongestLength() {
        final GeneratedRegistry registry = new GeneratedRegistry(1_000, 7, LoadBenchmark.NOW_S);
        final NaiveVerdicts verdicts = new NaiveVerdicts(registry);
        // The shortest route of an active ASN that nothing else of the ASN covers.
        final int route = coveredByItselfOnly(registry, verdicts);
        final int asn = registry.routeAsn(route);
        final int host = registry.host(route);

        assertEquals(VerdictReason.COVERED, verdicts.reason(asn, host, registry.length(route)));
        assertEquals(VerdictReason.COVERED, verdicts.reason(asn, host, registry.maxLength(route)));
        assertEquals(VerdictReason.TOO_LONG, verdicts.reason(asn, host, registry.maxLength(route) + 1));
        assertEquals(VerdictReason.ROUTE_NOT_REGISTERED, verdicts.reason(asn, host, registry.length(route) - 1));
        registry.change(route, RecordStatus.REVOKED);
        assertEquals(VerdictReason.ROUTE_REVOKED, verdicts.reason(asn, host, registry.length(route)));
        registry.change(route, RecordStatus.SUSPENDED);
        assertEquals(VerdictReason.ROUTE_SUSPENDED, verdicts.reason(asn, host, registry.length(route)));
    }

    private static int coveredByItselfOnly(final GeneratedRegistry registry, final NaiveVerdicts verdicts) {
        for (int route = 0; route < registry.routeCount(); route++) {
            final int next = registry.maxLength(route) + 1;
            if (registry.length(route) < 13 && next <= 16 && registry.status(route) == RecordStatus.ACTIVE.code()
                && verdicts.reason(registry.routeAsn(route), registry.host(route), next) == VerdictReason.TOO_LONG) {
                return route;
            }
        }
        throw new AssertionError("the registry has no such route");
    }
}
