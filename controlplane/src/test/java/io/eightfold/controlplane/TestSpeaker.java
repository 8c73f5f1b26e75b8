// SPDX-License-Identifier: Apache-2.0
// A whole control plane without a dataplane, which speaks BGP8 on the loopback.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.StateDirectory;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteFilter;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteView;
import io.eightfold.controlplane.telemetry.PortCounterSource.Reading;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A whole control plane without a dataplane, which speaks BGP8 on the loopback: 127.0.0.0/8 is a connected route of its, so that the neighbours' next hops lead somewhere. Thread: that of the test.
 */
final class TestSpeaker implements AutoCloseable {
    private static final long PATIENCE_NS = 20_000_000_000L;
    private static final Ipv8Prefix LOOPBACK = Ipv8Prefix.parse("0.127.0.0.0/8");

    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final String name;
    private final Path file;
    private final ControlPlane plane;

    /** @param directory of this speaker alone */
    TestSpeaker(final Path directory, final String name, final String config) throws IOException, ManagementException {
        this.name = name;
        Files.createDirectories(directory);
        file = Files.writeString(directory.resolve(name + ".conf"), config);
        plane = ControlPlane.start(new ControlPlane.Options(name, file, new StateDirectory(directory.resolve("state")), directory.resolve("rendezvous"),
            () -> new Reading(true, List.of(), List.of()), "test"), fault::set);
        loopback(true);
    }

    /** Whether next hops on the loopback lead somewhere. */
    void loopback(final boolean isConnected) {
        final long address = LOOPBACK.address().bits();
        plane.withRib(rib -> {
            rib.portState("lo", true);
            if (isConnected) {
                rib.update(Vrf.DEFAULT.id(), address, LOOPBACK.hostLength(), RouteSource.CONNECTED, 0, 0, List.of(new RibHop.OnLink("lo")));
            } else {
                rib.withdraw(Vrf.DEFAULT.id(), address, LOOPBACK.hostLength(), RouteSource.CONNECTED, 0);
            }
            return null;
        });
    }

    /** As if a dataplane came that was started with the configuration in force. */
    void dataplaneStarts() {
        plane.withRib(rib -> {
            plane.onFreshDataplane();
            return null;
        });
    }

    /** An answer to words as an operator's command sends them. */
    JsonElement ask(final String words) throws ManagementException {
        return plane.handle(List.of(words.split(" ")));
    }

    void reload(final String config) throws ManagementException, IOException {
        Files.writeString(file, config);
        final JsonObject outcome = plane.handle(List.of("config", "reload")).getAsJsonObject();
        if (!outcome.get("applied").getAsBoolean()) {
            fail(name + " did not take its configuration: " + outcome);
        }
    }

    /** The line of a neighbour in the summary. */
    JsonObject neighbor(final String address) throws ManagementException {
        for (final JsonElement each : ask("show bgp summary").getAsJsonObject().getAsJsonArray("neighbors")) {
            if (address.equals(each.getAsJsonObject().get("neighbor").getAsString())) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError(name + " has no neighbor " + address);
    }

    boolean isUp(final String address) throws ManagementException {
        return "Established".equals(neighbor(address).get("state").getAsString());
    }

    /** Prefixes that BGP8 has put into the RIB. */
    TreeSet<String> learnt() {
        return plane.withRib(rib -> {
            final TreeSet<String> found = new TreeSet<>();
            for (final RouteView route : rib.routes(RouteFilter.all().ofVrf(Vrf.DEFAULT.id()), 0, 10_000).routes()) {
                if (route.source() == RouteSource.BGP8_EXTERNAL || route.source() == RouteSource.BGP8_INTERNAL) {
                    found.add(new Ipv8Prefix(Ipv8Address.ofBits(route.address()), Ipv8Prefix.ASN_BITS + route.hostLength()).toString());
                }
            }
            return found;
        });
    }

    /** Prefixes of an answer with pages, all of which are asked for. */
    List<String> prefixes(final String words) throws ManagementException {
        final List<String> found = new ArrayList<>();
        JsonElement next = null;
        do {
            final JsonObject page = ask(words + (next == null ? "" : " from " + next.getAsString())).getAsJsonObject();
            page.getAsJsonArray("routes").forEach(route -> found.add(route.getAsJsonObject().get("prefix").getAsString()));
            next = page.get("next");
        } while (!next.isJsonNull());
        return found;
    }

    /** Waits for what will come; says what there is when it does not. */
    void await(final String what, final Callable<Boolean> condition) throws Exception {
        final long endNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.call()) {
            if (fault.get() != null) {
                throw new AssertionError(name + " ended by a fault", fault.get());
            }
            if (endNs - System.nanoTime() <= 0) {
                fail(name + ": " + what + " did not come; summary " + ask("show bgp summary") + ", routes " + ask("show bgp routes") + ", learnt " + learnt());
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        plane.close();
        if (fault.get() != null) {
            throw new AssertionError(name + " ended by a fault", fault.get());
        }
    }
}
