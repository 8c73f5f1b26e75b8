// SPDX-License-Identifier: Apache-2.0
// Measures from a revocation to the last packet.
package io.eightfold.perf.whois8;

import com.google.gson.JsonObject;
import io.eightfold.perf.environment.Environment;
import io.eightfold.perf.push.RevocationRig;
import io.eightfold.perf.push.RevocationRig.Sample;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.validation.VerdictReason;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A registry's server with all records in a process of its own, a router that follows it and has all valid routes installed, and packets. Routes are revoked one after
 * the other by the API of administration; the time is from the request to the last packet that the router still forwards. Thread: startup.
 */
public final class RevocationBenchmark {
    private static final long SEED = 0x3015_2026L;
    private static final int MOST_SAMPLES = 10_000;
    /** The first ones have the compilers see the way, and are not counted. */
    private static final int WARM_UP = 3;

    private RevocationBenchmark() {
    }

    /**
     * Runs everything.
     *
     * @throws IllegalStateException when a route is not forwarded before its revocation, or is after it
     */
    public static RevocationResult run(final Whois8Settings settings, final int samples) {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples=" + samples + " is outside 1 to " + MOST_SAMPLES + "; choose one inside");
        }
        final GeneratedRegistry registry = new GeneratedRegistry(settings.records(), SEED, System.currentTimeMillis() / 1000);
        final int[] valid = valid(registry);
        final int[] chosen = chosen(registry, valid, samples + WARM_UP);
        try (RegistryProcess server = RegistryProcess.start()) {
            server.importAll(registry);
            final long stealBefore = Environment.stealTicks();
            try (RevocationRig rig = RevocationRig.start(block(server), IntStream.of(chosen).mapToObj(route -> destination(registry, route)).toList())) {
                rig.load(IntStream.of(valid).mapToLong(route -> bits(registry, route)).toArray(), lengths(registry, valid));
                final List<Sample> taken = new ArrayList<>();
                for (int i = 0; i < chosen.length; i++) {
                    final JsonObject request = request(registry, chosen[i]);
                    taken.add(rig.measure(i, () -> server.change("status-set", request)));
                }
                final JsonObject environment = Environment.json(rig.hasHugepages());
                environment.addProperty("stealTicks", Environment.stealTicks() - stealBefore);
                return new RevocationResult(settings.records(), valid.length, taken.subList(WARM_UP, taken.size()), environment);
            }
        }
    }

    private static String block(final RegistryProcess server) {
        return "whois8\n server http://127.0.0.1:" + server.httpPort() + "\n trust-anchor " + server.anchor() + '\n';
    }

    /** All routes whose own prefix is valid. */
    private static int[] valid(final GeneratedRegistry registry) {
        final NaiveVerdicts verdicts = new NaiveVerdicts(registry);
        return IntStream.range(0, registry.routeCount()).filter(route -> reason(registry, verdicts, route) == VerdictReason.COVERED).toArray();
    }

    private static VerdictReason reason(final GeneratedRegistry registry, final NaiveVerdicts verdicts, final int route) {
        return verdicts.reason(registry.routeAsn(route), registry.host(route), registry.length(route));
    }

    /** Routes from all over the registry that no other record makes valid, and that no shorter route would forward either. */
    private static int[] chosen(final GeneratedRegistry registry, final int[] valid, final int count) {
        final int step = Math.max(1, valid.length / (2 * count));
        final int[] chosen = IntStream.iterate(0, place -> place < valid.length, place -> place + step).map(place -> valid[place]).filter(route -> isAlone(registry, route))
            .limit(count).toArray();
        if (chosen.length < count) {
            throw new IllegalArgumentException("the registry of " + registry.records() + " records has " + chosen.length + " routes to revoke, not " + count
                + "; give --records more");
        }
        return chosen;
    }

    private static boolean isAlone(final GeneratedRegistry registry, final int route) {
        final int first = route / GeneratedRegistry.ROUTES_PER_ASN * GeneratedRegistry.ROUTES_PER_ASN;
        return IntStream.range(first, first + GeneratedRegistry.ROUTES_PER_ASN).allMatch(other -> other == route || registry.length(other) > registry.length(route)
            || (registry.host(route) & RouteRecord.mask(registry.length(other))) != registry.host(other)) && registry.length(route) == RouteRecord.MAX_LENGTH;
    }

    private static long bits(final GeneratedRegistry registry, final int route) {
        return (long) registry.routeAsn(route) << Integer.SIZE | registry.host(route) & 0xFFFF_FFFFL;
    }

    private static byte[] lengths(final GeneratedRegistry registry, final int[] routes) {
        final byte[] lengths = new byte[routes.length];
        for (int i = 0; i < routes.length; i++) {
            lengths[i] = (byte) registry.length(routes[i]);
        }
        return lengths;
    }

    private static Ipv8Address destination(final GeneratedRegistry registry, final int route) {
        return new Ipv8Address(registry.routeAsn(route), registry.host(route) + 1);
    }

    private static JsonObject request(final GeneratedRegistry registry, final int route) {
        final JsonObject request = new JsonObject();
        request.addProperty("rir", GeneratedRegistry.RIR);
        request.addProperty("key", registry.route(route).prefix().toString());
        request.addProperty("status", RecordStatus.REVOKED.word());
        return request;
    }
}
