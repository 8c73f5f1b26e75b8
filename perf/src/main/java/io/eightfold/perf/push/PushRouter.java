// SPDX-License-Identifier: Apache-2.0
// The router under test: a control plane in this process, its dataplane in another.
package io.eightfold.perf.push;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.ControlPlane;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.controlplane.management.StateDirectory;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.telemetry.PortCounterSource.Reading;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Both are what a router runs: journal on, Aeron over shared memory, two ports. Port {@code in} has 64496.10.1.0.1/24, port {@code out} has the next hops beside it.
 * Thread: startup; the probe's and the churn's for {@link #change}.
 */
final class PushRouter implements AutoCloseable {
    /** Next hops of IPv8 routes, then as many of IPv4 ones. */
    static final int NEXT_HOPS = 64;
    static final String IN = "in";
    static final String OUT = "out";
    static final RouteSource SOURCE = RouteSource.BGP8_EXTERNAL;
    private static final int FIRST_HOP_HOST = 10;
    private static final String CONFIG = """
        hostname push
        ipv8 routing
        dpdk
         hugepages auto
         memory 256m
        dataplane
         idle backoff
         fib-memory 512m
        control-plane
         log level warn
        interface in
         device net_af_packet
         ipv8 address 64496.10.1.0.1/24
         ip address 10.1.0.1/24
        interface out
         device net_af_packet
         ipv8 address 64496.10.2.0.1/24
         ip address 10.2.0.1/24
        """;
    private static final long QUIET_TIMEOUT_NS = 120_000_000_000L;
    /** How late quiet may be noticed. */
    private static final long QUIET_POLL_NS = 200_000;

    private final Path directory;
    private final PushDataplane dataplane;
    private final ControlPlane controlPlane;
    private final AtomicReference<Throwable> fault;
    private final int[] hops8 = new int[NEXT_HOPS];
    private final int[] hops4 = new int[NEXT_HOPS];

    private PushRouter(final Path directory, final PushDataplane dataplane, final ControlPlane controlPlane, final AtomicReference<Throwable> fault) {
        this.directory = directory;
        this.dataplane = dataplane;
        this.controlPlane = controlPlane;
        this.fault = fault;
        controlPlane.withRib(rib -> {
            for (int i = 0; i < NEXT_HOPS; i++) {
                hops8[i] = rib.hold(Vrf.DEFAULT.id(), List.of(new RibHop.Gateway(hop8(i).bits(), OUT)));
                hops4[i] = rib.hold(Vrf.DEFAULT.id(), List.of(new RibHop.Gateway(hop4(i).bits(), OUT)));
            }
            return null;
        });
    }

    /** Starts both in a namespace that has the two ports, and waits until they know each other. */
    static PushRouter start(final String namespace) {
        return start(namespace, "");
    }

    /** The same with further lines of its configuration. */
    static PushRouter start(final String namespace, final String more) {
        Path directory = null;
        PushDataplane dataplane = null;
        try {
            directory = Files.createTempDirectory("ipv8-push");
            final RunDirectory run = new RunDirectory(directory, "push");
            final Path config = Files.writeString(directory.resolve("push.conf"), CONFIG + more);
            dataplane = PushDataplane.start(namespace, config, run);
            final AtomicReference<Throwable> fault = new AtomicReference<>();
            final ControlPlane controlPlane = ControlPlane.start(new ControlPlane.Options(run.id(), config, new StateDirectory(directory.resolve("state")),
                run.rendezvousFile(), () -> new Reading(true, List.of(), List.of()), "perf"), fault::set);
            final PushRouter router = new PushRouter(directory, dataplane, controlPlane, fault);
            router.awaitQuiet();
            return router;
        } catch (final IOException | ManagementException | RuntimeException e) {
            if (dataplane != null) {
                dataplane.close();
            }
            delete(directory);
            throw e instanceof PushException known ? known : new PushException("the router under test did not start: " + e.getMessage(), e);
        }
    }

    /** A next hop of IPv8 routes. */
    static Ipv8Address hop8(final int index) {
        return Ipv8Address.parse("64496.10.2.0." + (FIRST_HOP_HOST + index));
    }

    /** A next hop of IPv4 routes. */
    static Ipv8Address hop4(final int index) {
        return Ipv8Address.parse("10.2.0." + (FIRST_HOP_HOST + index));
    }

    /** All of them. */
    static List<Ipv8Address> hops() {
        return IntStream.range(0, NEXT_HOPS).boxed().flatMap(i -> Stream.of(hop8(i), hop4(i))).toList();
    }

    /** Number of the hop set for {@link Rib#update}; IPv4 routes have hops of their own. */
    int hopSet(final long address, final int index) {
        return address >>> 32 == 0 ? hops4[index] : hops8[index];
    }

    /** Lets the RIB's owner make changes, and waits until it has. */
    void change(final Consumer<Rib> change) {
        controlPlane.withRib(rib -> {
            change.accept(rib);
            return null;
        });
    }

    /** Waits until all that was changed is acknowledged: every worker forwards by it. */
    void awaitQuiet() {
        final long deadlineNs = System.nanoTime() + QUIET_TIMEOUT_NS;
        while (!controlPlane.isQuiet()) {
            dataplane.requireAlive();
            if (fault.get() != null) {
                throw new PushException("the control plane failed: " + fault.get(), fault.get());
            }
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new PushException("the dataplane has not acknowledged all changes within " + QUIET_TIMEOUT_NS / 1_000_000_000 + " s: " + session());
            }
            LockSupport.parkNanos(QUIET_POLL_NS);
        }
    }

    /** Has the whole table sent again, and waits until it is; returns nanoseconds. */
    long resync() {
        final long epoch = session().get("epoch").getAsLong();
        final long startNs = System.nanoTime();
        ask("resync");
        while (session().get("epoch").getAsLong() == epoch) {
            LockSupport.parkNanos(QUIET_POLL_NS);
        }
        awaitQuiet();
        return System.nanoTime() - startNs;
    }

    /** The control plane's view of the session. */
    JsonObject session() {
        return ask("show", "fib-session").getAsJsonObject();
    }

    /** The dataplane's. */
    JsonObject dataplaneSession() {
        return dataplane.ask("show", "fib-session");
    }

    /** Process of the dataplane. */
    long dataplanePid() {
        return dataplane.pid();
    }

    /** Whether packet buffers of the dataplane lie in hugepages. */
    boolean hasHugepages() {
        return dataplane.ask("show", "version").get("hugepages").getAsBoolean();
    }

    /**
     * Compares digests over the routes of each ASN, which both sides compute anew. The dataplane is not told its own routes, and they do not count.
     * @return routes held.
     * @throws PushException when they differ, or are not as many as they should be.
     */
    long verify(final int routes) {
        final JsonObject wanted = ask("show", "fib-digest").getAsJsonObject().getAsJsonObject("groups");
        final JsonObject found = dataplane.ask("show", "fib-digest").getAsJsonObject("groups");
        if (!wanted.equals(found)) {
            final List<String> differing = new ArrayList<>(wanted.keySet());
            differing.removeIf(k -> wanted.get(k).equals(found.get(k)));
            throw new PushException("the dataplane's routes differ from the RIB's: " + wanted.size() + " ASNs there, " + found.size()
                + " here, first " + differing.stream().limit(3).toList() + "; no rate is reported");
        }
        final long held = wanted.entrySet().stream().mapToLong(e -> Long.parseLong(e.getValue().getAsString().split(" ")[0])).sum();
        final JsonObject session = dataplaneSession();
        if (session.get("routes").getAsLong() != held || held != routes || session.get("refused").getAsLong() != 0) {
            throw new PushException("routes=" + routes + " were pushed, the RIB told " + held + ", the dataplane says " + session + "; no rate is reported");
        }
        return held;
    }

    JsonElement ask(final String... words) {
        try {
            return controlPlane.handle(List.of(words));
        } catch (final ManagementException e) {
            throw new PushException("the control plane does not answer `" + String.join(" ", words) + "`: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        controlPlane.close();
        dataplane.close();
        delete(directory);
    }

    private static void delete(final Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage() + "; remove it by hand", e);
        }
    }
}
