// SPDX-License-Identifier: Apache-2.0
// What the dataplane should hold, for comparison with what it holds.
package io.eightfold.controlplane;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.fib.PublisherView;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.FibSink;
import io.eightfold.controlplane.rib.FibWalk;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.Vrf;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Answers {@code show fib-digest}: routes and digest of each VRF and ASN, computed anew from the RIB; and {@code show fib-digest VRF ASN}: the routes themselves. The dataplane answers the
 * same from its own tables, and {@code verify fib} compares. Thread: session.
 */
final class FibDigests {
    private static final int WALK_A_TURN = 50_000;

    private final Rib rib;
    private final RibThread thread;
    private final FibPublisher publisher;

    FibDigests(final Rib rib, final RibThread thread, final FibPublisher publisher) {
        this.rib = rib;
        this.thread = thread;
        this.publisher = publisher;
    }

    JsonObject answer(final List<String> words) throws ManagementException {
        final PublisherView before = thread.ask(publisher::view);
        final Collector collector = collector(words);
        final FibWalk walk = new FibWalk();
        while (!walk.isDone()) {
            thread.ask(() -> {
                rib.walk(walk, collector, WALK_A_TURN);
                return null;
            });
        }
        final PublisherView after = thread.ask(publisher::view);
        final JsonObject answer = collector.answer();
        answer.addProperty("epoch", after.epoch());
        answer.addProperty("batch", after.batch());
        // A walk takes several turns: a change in between makes it worthless.
        answer.addProperty("isSteady", before.epoch() == after.epoch() && before.batch() == after.batch() && after.batch() == after.ackedBatch());
        return answer;
    }

    private static Collector collector(final List<String> words) throws ManagementException {
        if (words.size() < 4) {
            return new Collector(null, 0);
        }
        try {
            return new Collector(Vrf.named(words.get(2)).orElseThrow(NumberFormatException::new), Integer.parseUnsignedInt(words.get(3)));
        } catch (final NumberFormatException e) {
            throw new ManagementException("expected `show fib-digest VRF ASN`, got '" + String.join(" ", words) + "'", e);
        }
    }

    private static final class Collector implements FibSink {
        private final Vrf wantedVrf;
        private final int wantedAsn;
        private final Map<Integer, List<NextHop>> sets = new HashMap<>();
        private final Map<Integer, Long> hashes = new HashMap<>();
        private final Map<Long, long[]> byAsn = new HashMap<>();
        private final JsonArray routes = new JsonArray();

        private Collector(final Vrf wantedVrf, final int wantedAsn) {
            this.wantedVrf = wantedVrf;
            this.wantedAsn = wantedAsn;
        }

        @Override
        public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
            sets.put(setId, hops);
            hashes.put(setId, TableDigest.hash(hops));
        }

        @Override
        public void forgetHopSet(final int setId) {
            throw new IllegalStateException("a walk forgets no set: " + setId);
        }

        @Override
        public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
                          final int previousSetId) {
            final int asn = (int) (address >>> 32);
            if (wantedVrf == null) {
                final long[] sums = byAsn.computeIfAbsent((long) vrf << 32 | asn & 0xFFFF_FFFFL, k -> new long[2]);
                sums[0]++;
                sums[1] += TableDigest.hash(vrf, address, hostLength) * hashes.getOrDefault(setId, 1L);
            } else if (vrf == wantedVrf.id() && asn == wantedAsn) {
                routes.add(PrefixText.prefix(address, hostLength) + " " + sets.get(setId));
            }
        }

        @Override
        public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
            throw new IllegalStateException("a walk withdraws no route");
        }

        JsonObject answer() {
            final JsonObject answer = new JsonObject();
            final JsonObject groups = new JsonObject();
            byAsn.forEach((key, sums) -> groups.addProperty(Vrf.of((int) (key >>> 32)).word() + " " + (key & 0xFFFF_FFFFL),
                sums[0] + " " + HexFormat.of().toHexDigits(sums[1])));
            answer.add("groups", groups);
            answer.add("routes", routes);
            return answer;
        }
    }
}
