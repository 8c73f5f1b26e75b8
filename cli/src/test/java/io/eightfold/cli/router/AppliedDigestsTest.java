// SPDX-License-Identifier: Apache-2.0
// A table looked at in pieces.
package io.eightfold.cli.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.dataplane.route.SessionView;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.TableDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppliedDigestsTest {
    private static final int ROUTES = 50_000;
    private static final List<NextHop> HOPS = List.of(new NextHop.Blackhole());
    private final List<Integer> pieces = new ArrayList<>();
    private long batch = 7;
    private boolean isChanging;
    private boolean isSynchronized = true;
    private final AppliedDigests digests = new AppliedDigests(this::look,
        () -> new SessionView(1, true, 3, batch, batch, isSynchronized, ROUTES, 0, 0, 0, 0, null, Map.of()));

    private int look(final int from, final int count, final RouteInstaller.AppliedVisitor visitor) {
        final int to = Math.min(ROUTES, from + count);
        pieces.add(to - from);
        batch += isChanging ? 1 : 0;
        for (int i = from; i < to; i++) {
            visitor.route(0, address(i), 24, HOPS, 3, 1);
        }
        return to < ROUTES ? to : -1;
    }

    private static long address(final int i) {
        return 64500L << 32 | (long) i << 8;
    }

    @Test
    void shouldSumEveryRouteInPieces() throws ManagementException {
        long sum = 0;
        for (int i = 0; i < ROUTES; i++) {
            sum += TableDigest.hash(0, address(i), 24) * TableDigest.hash(HOPS);
        }
        final JsonObject answer = digests.answer(List.of("show", "fib-digest"));
        assertEquals(ROUTES + " " + HexFormat.of().toHexDigits(sum), answer.getAsJsonObject("groups").get("default 64500").getAsString());
        assertEquals(List.of(20_000, 20_000, 10_000), pieces);
        assertTrue(answer.get("isSteady").getAsBoolean());
        assertEquals(7, answer.get("batch").getAsLong());
    }

    @Test
    void shouldSayThatRoutesChangedMeanwhile() throws ManagementException {
        isChanging = true;
        assertEquals(false, digests.answer(List.of("show", "fib-digest")).get("isSteady").getAsBoolean());
        isChanging = false;
        isSynchronized = false;
        assertEquals(false, digests.answer(List.of("show", "fib-digest")).get("isSteady").getAsBoolean(), "a sweep makes no batch");
    }

    @Test
    void shouldListTheRoutesOfOneAsn() throws ManagementException {
        assertEquals(ROUTES, digests.answer(List.of("show", "fib-digest", "default", "64500")).getAsJsonArray("routes").size());
        assertEquals(0, digests.answer(List.of("show", "fib-digest", "default", "64501")).getAsJsonArray("routes").size());
        assertThrows(ManagementException.class, () -> digests.answer(List.of("show", "fib-digest", "blue", "64501")));
    }
}
