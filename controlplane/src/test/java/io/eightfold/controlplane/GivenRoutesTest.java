// SPDX-License-Identifier: Apache-2.0
// Routes added at run time, over a restart.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.fib.RibRestore;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.FibSink;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteFilter;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteValidator;
import io.eightfold.controlplane.rib.RouteView;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.UpdateEncoder;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each start has a RIB and a thread of its own, and what the one before left: frames, as a journal has them, and the file. */
@Timeout(60)
class GivenRoutesTest {
    private static final int OWN_ASN = 64496;

    @TempDir
    Path directory;

    /** By ASN; an ASN that is not in it is exempt. */
    private final Map<Integer, Verdict> verdicts = new HashMap<>();
    private boolean isReady = true;
    private Set<String> checkedPorts = Set.of("eth9");
    private RibRestore journal = new RibRestore();
    private Rib rib;
    private RibThread thread;
    private RouteRequests requests;

    @BeforeEach
    void begin() throws IOException {
        start();
    }

    private Path file() {
        return directory.resolve("routes");
    }

    private void start() throws IOException {
        rib = new Rib();
        rib.validator(new RouteValidator() {
            @Override
            public Verdict verdict(final int vrf, final long address, final int hostLength, final RouteSource source, final int originAsn) {
                return verdicts.getOrDefault((int) (address >>> 32), Verdict.EXEMPT);
            }

            @Override
            public boolean isReady() {
                return isReady;
            }
        });
        rib.egressCheck(checkedPorts, OWN_ASN);
        journal.into(rib);
        final GivenRoutes given = GivenRoutes.read(file());
        given.restore(rib, journal);
        final DataplaneState dataplane = new DataplaneState(rib, () -> { }, () -> true);
        thread = new RibThread(rib, new FibPublisher(rib, new RibThreadTest.NoChannel(), () -> 0, BatchJournal.NONE, dataplane, 1, 1, System.nanoTime()), 60_000,
            () -> { }, cause -> { });
        thread.start();
        requests = new RouteRequests(rib, thread, dataplane, given);
    }

    /** What was forwarded goes to the journal. */
    private void stop() {
        settle();
        thread.stop();
        journal = new RibRestore();
        final UpdateEncoder encoder = new UpdateEncoder(journal::frame);
        encoder.open(1);
        encoder.beginBatch(1);
        rib.startSnapshot();
        while (rib.hasWork()) {
            rib.drain(new FibSink() {
                @Override
                public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
                    encoder.hopSet(setId, isRecursive, hops);
                }

                @Override
                public void forgetHopSet(final int setId) {
                    throw new IllegalStateException("a snapshot forgets no set: " + setId);
                }

                @Override
                public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
                                  final int previousSetId) {
                    encoder.route(vrf, address, hostLength, setId, source, distance);
                }

                @Override
                public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
                    throw new IllegalStateException("a snapshot withdraws no route");
                }
            }, 1000);
        }
        encoder.endBatch(1, 0, 0, true);
        assertEquals(0, journal.unreadable());
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    private void settle() {
        while (thread.ask(rib::isRevalidating)) {
            Thread.onSpinWait();
        }
    }

    private void route(final String words) throws ManagementException {
        requests.change(List.of(("route " + words).split(" ")));
    }

    private RouteView view(final String text) {
        final Ipv8Prefix prefix = Ipv8Prefix.parse(text);
        return thread.ask(() -> rib.routes(RouteFilter.exact(0, prefix.address().bits(), prefix.hostLength()), 0, 1).routes().getFirst());
    }

    private int routes() {
        return thread.ask(rib::routeCount);
    }

    /** It would be a prohibit route for good, also when the check is not configured any more. */
    @Test
    void shouldJudgeARouteThatTheEgressCheckRestrictedAnew() throws Exception {
        route("add 64500.10.0.0.0/8 dev eth9");
        assertEquals(List.of(new NextHop.Prohibit()), view("64500.10.0.0.0/8").hops());
        restart();
        assertEquals(List.of(new NextHop.Prohibit()), view("64500.10.0.0.0/8").hops());
        assertTrue(view("64500.10.0.0.0/8").isRestricted());
        checkedPorts = Set.of();
        restart();
        assertEquals(List.of(new NextHop.OnLink("eth9")), view("64500.10.0.0.0/8").hops());
        stop();
    }

    @Test
    void shouldRememberARouteThatWasRefused() throws Exception {
        verdicts.put(64501, Verdict.NOT_FOUND);
        verdicts.put(64502, Verdict.VALID);
        route("add 64501.10.0.0.0/8 via 64496.1.0.0.1 dev eth0 distance 7");
        route("add 64502.10.0.0.0/8 dev eth0");
        assertTrue(view("64501.10.0.0.0/8").isRefused());
        stop();
        isReady = false;
        verdicts.put(64501, Verdict.UNVERIFIED);
        verdicts.put(64502, Verdict.UNVERIFIED);
        start();
        assertTrue(view("64501.10.0.0.0/8").isRefused(), "nothing lets in on trust what was not in use");
        assertEquals(Verdict.PENDING, view("64502.10.0.0.0/8").verdict());
        assertTrue(view("64502.10.0.0.0/8").isSelected());
        isReady = true;
        verdicts.put(64501, Verdict.VALID);
        thread.ask(() -> {
            rib.revalidateAll();
            return null;
        });
        settle();
        assertTrue(view("64501.10.0.0.0/8").isSelected());
        assertEquals(7, view("64501.10.0.0.0/8").distance());
        assertTrue(view("64502.10.0.0.0/8").isRefused());
        stop();
    }

    /** A route that shared the load over the border and had lost that hop must not have it back before there is a verdict. */
    @Test
    void shouldTrustOnlyRoutesThatWereForwardedAsGiven() throws Exception {
        verdicts.put(64503, Verdict.VALID);
        route("add 64503.1.0.0.0/8 via 64496.1.0.0.1 dev eth0 via 64496.222.0.0.1 dev eth9");
        route("add 64503.2.0.0.0/8 prohibit");
        stop();
        isReady = false;
        start();
        assertEquals(Verdict.PENDING, view("64503.1.0.0.0/8").verdict());
        assertEquals(Verdict.PENDING, view("64503.2.0.0.0/8").verdict());
        stop();
        isReady = true;
        verdicts.put(64504, Verdict.EXEMPT);
        start();
        route("add 64504.1.0.0.0/8 via 64496.1.0.0.1 dev eth0 via 64496.222.0.0.1 dev eth9");
        assertEquals(List.of(new NextHop.Gateway(Ipv8Address.parse("64496.1.0.0.1").bits(), "eth0")), view("64504.1.0.0.0/8").hops());
        stop();
        isReady = false;
        verdicts.put(64504, Verdict.UNVERIFIED);
        start();
        assertEquals(Verdict.UNVERIFIED, view("64504.1.0.0.0/8").verdict());
        stop();
    }

    @Test
    void shouldForgetWhatWasDeleted() throws Exception {
        route("add 64500.0.0.0.0/16 dev eth0 count 4");
        route("del 64500.0.1.0.0/16");
        route("add 64505.1.0.0.0/8 dev eth0");
        route("add 64505.1.0.0.0/8 dev eth1");
        route("add 64506.1.0.0.0/8 dev eth0");
        route("del 64506.1.0.0.0/8");
        assertThrows(ManagementException.class, () -> route("del 64506.1.0.0.0/8"));
        final int before = routes();
        restart();
        assertEquals(before, routes());
        assertEquals(List.of(new NextHop.OnLink("eth1")), view("64505.1.0.0.0/8").hops());
        // Also without any journal.
        stop();
        journal = new RibRestore();
        start();
        assertEquals(before, routes());
        route("flush");
        restart();
        assertEquals(0, routes());
        assertEquals("", Files.readString(file()));
        stop();
    }

    @Test
    void shouldKeepTheFileInProportion() throws Exception {
        route("add 64505.1.0.0.0/8 dev eth0");
        for (int i = 0; i < 2 * GivenRoutes.MAX_IDLE_LINES; i++) {
            route("add 64506.1.0.0.0/8 dev eth" + i % 8);
            route("del 64506.1.0.0.0/8");
        }
        try (var lines = Files.lines(file())) {
            assertTrue(lines.count() <= GivenRoutes.MAX_IDLE_LINES + 4);
        }
        restart();
        assertEquals(1, routes());
        stop();
    }

    @Test
    void shouldReadPastWhatIsDamaged() throws Exception {
        route("add 64505.1.0.0.0/8 dev eth0");
        Files.writeString(file(), "frobnicate\n\nadd 64506.1.0.0.0/8\nadd 64507.1.0.0.0/8 blackhole\nadd 64508.1.0.0.0/8 dev e", StandardOpenOption.APPEND);
        journal = new RibRestore();
        thread.stop();
        start();
        assertEquals(2, routes());
        route("add 64509.1.0.0.0/8 dev eth0");
        assertEquals("add 64505.1.0.0.0/8 dev eth0\nadd 64507.1.0.0.0/8 blackhole\nadd 64509.1.0.0.0/8 dev eth0\n", Files.readString(file()));
        assertFalse(Files.exists(directory.resolve("routes.tmp")));
        stop();
    }
}
