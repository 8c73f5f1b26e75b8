// SPDX-License-Identifier: Apache-2.0
// What the dataplane holds, for comparison with what it should hold.
package io.eightfold.cli.router;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.dataplane.route.SessionView;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.Vrf;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Answers {@code show fib-digest}, the counterpart of the control plane's answer: computed anew from what the forwarding table was given, a piece at a time, for neighbours and
 * ICMP wait while the control thread does it. Thread: session.
 */
final class AppliedDigests {
    static final int PIECE = 20_000;

    /** Looks at a piece of the routes on the thread that owns them. */
    interface Pieces {
        /** As {@link RouteInstaller#forSomeApplied}. */
        int look(int from, int count, RouteInstaller.AppliedVisitor visitor);
    }

    private final Pieces pieces;
    private final Supplier<SessionView> session;

    /** @param session null when there is none. */
    AppliedDigests(final Pieces pieces, final Supplier<SessionView> session) {
        this.pieces = pieces;
        this.session = session;
    }

    JsonObject answer(final List<String> words) throws ManagementException {
        final Collector collector = words.size() >= 4 ? new Collector(true, group(words.get(2), words.get(3))) : new Collector(false, 0);
        final SessionView before = session.get();
        for (int from = 0; from >= 0;) {
            from = pieces.look(from, PIECE, collector);
        }
        final SessionView after = session.get();
        final JsonObject answer = collector.answer();
        answer.addProperty("epoch", after == null ? 0 : after.epoch());
        answer.addProperty("batch", after == null ? 0 : after.batch());
        answer.addProperty("isSteady", isSteady(before, after));
        return answer;
    }

    /** A change between two pieces makes the answer worthless; a sweep changes routes without a batch, until its end. */
    private static boolean isSteady(final SessionView before, final SessionView after) {
        return before == null || after == null ? before == after
            : before.epoch() == after.epoch() && before.batch() == after.batch() && before.isSynchronized() && after.isSynchronized();
    }

    private static long group(final String vrf, final String asn) throws ManagementException {
        try {
            return (long) Vrf.named(vrf).orElseThrow(NumberFormatException::new).id() << 32 | Integer.parseUnsignedInt(asn) & 0xFFFF_FFFFL;
        } catch (final NumberFormatException e) {
            throw new ManagementException("expected `show fib-digest VRF ASN`, got '" + vrf + " " + asn + "'", e);
        }
    }

    private static final class Collector implements RouteInstaller.AppliedVisitor {
        private final boolean isOneGroup;
        private final long wanted;
        private final Long2ObjectHashMap<long[]> byGroup = new Long2ObjectHashMap<>();
        private final JsonArray routes = new JsonArray();
        private List<NextHop> lastHops;
        private long lastHash;

        private Collector(final boolean isOneGroup, final long wanted) {
            this.isOneGroup = isOneGroup;
            this.wanted = wanted;
        }

        @Override
        public void route(final int vrf, final long address, final int hostLength, final List<NextHop> hops, final int source, final int distance) {
            final long group = (long) vrf << 32 | address >>> 32;
            if (!isOneGroup) {
                final long[] sums = byGroup.computeIfAbsent(group, k -> new long[2]);
                sums[0]++;
                sums[1] += TableDigest.hash(vrf, address, hostLength) * hash(hops);
            } else if (group == wanted) {
                routes.add(RouteInstaller.prefix(address, hostLength) + " " + hops);
            }
        }

        /** Neighbouring routes often share a set, whose list is one and the same. */
        private long hash(final List<NextHop> hops) {
            if (hops != lastHops) {
                lastHops = hops;
                lastHash = TableDigest.hash(hops);
            }
            return lastHash;
        }

        JsonObject answer() {
            final JsonObject answer = new JsonObject();
            final JsonObject groups = new JsonObject();
            byGroup.forEach((key, sums) -> groups.addProperty(Vrf.of((int) (key >>> 32)).word() + " " + (key & 0xFFFF_FFFFL),
                sums[0] + " " + HexFormat.of().toHexDigits(sums[1])));
            answer.add("groups", groups);
            answer.add("routes", routes);
            return answer;
        }
    }
}
