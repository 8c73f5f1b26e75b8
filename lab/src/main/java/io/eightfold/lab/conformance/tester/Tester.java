// SPDX-License-Identifier: Apache-2.0
// The tester's ports together.
package io.eightfold.lab.conformance.tester;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.NamespaceEntry;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.lab.conformance.frame.Frame;
import io.eightfold.lab.conformance.frame.FrameWriter;
import io.eightfold.lab.conformance.script.Layer;
import io.eightfold.lab.conformance.script.Step;
import io.eightfold.lab.conformance.script.StepsFile;
import io.eightfold.lab.process.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Whatever is waited for, frames of all ports are taken and requests for the tester's hosts answered. Thread: session, one owner. */
public final class Tester implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 << 20;
    private static final long ROUTER_LIMIT_MS = 10_000;
    private static final long WARM_LIMIT_MS = 20_000;
    private static final long ASK_MS = 200;
    /** So that a port that is flooded does not hold up the clock. */
    private static final int FRAMES_A_TURN = 1024;
    private static final long IDLE_NS = 100_000;
    private final Map<String, TesterPort> ports = new LinkedHashMap<>();
    private final Optional<Path> namespace;
    private int bgpSessions;
    private List<Observed> observed = new ArrayList<>();
    private FrameWriter writer = new FrameWriter(new Random(0));

    private Tester(Optional<Path> namespace) {
        this.namespace = namespace;
    }

    /**
     * Opens the ports and looks for the router behind each.
     *
     * @param namespace  file of the network namespace of the interfaces; empty for that of this process
     * @param interfaces by port
     * @throws LabException if an interface cannot be opened, or nobody answers for the router's address on it
     */
    public static Tester open(Optional<Path> namespace, Map<String, String> interfaces) {
        Tester tester = new Tester(namespace);
        try {
            for (PortPlan plan : PortPlan.ALL) {
                String name = interfaces.get(plan.name());
                tester.ports.put(plan.name(), new TesterPort(plan, namespace.map(place -> PacketSocketLink.open(place, name, BUFFER_BYTES))
                    .orElseGet(() -> PacketSocketLink.open(name))));
            }
            tester.findRouter();
            tester.warmUp();
            return tester;
        } catch (LinkException | LabException e) {
            tester.close();
            throw new LabException("no tester: " + e.getMessage(), e);
        }
    }

    private void findRouter() {
        for (TesterPort port : ports.values()) {
            long endNs = System.nanoTime() + ROUTER_LIMIT_MS * 1_000_000;
            while (!port.knowsRouter() && System.nanoTime() < endNs) {
                port.ask(writer);
                await(ASK_MS, port::knowsRouter);
            }
            if (!port.knowsRouter()) {
                throw new LabException("nobody answers ARP for " + port.plan().router() + " at port " + port.plan().name() + "; give the router the addresses of lab/conformance/README.md");
            }
        }
    }

    /** Neighbours and gateways are looked for when a router first needs them, or has given them up for a while: no case shall wait for that. */
    private void warmUp() {
        ports.values().forEach(port -> port.announce(writer));
        for (Map.Entry<String, String> way : Map.of("A C", "64497.10.2.0.10", "A B", "64496.10.9.0.10", "B A", "64496.10.1.0.10", "A D", "64498.10.3.0.10").entrySet()) {
            String from = way.getKey().substring(0, 1);
            String to = way.getKey().substring(2);
            List<Layer> layers = ((Step.Send) StepsFile.parse("warm-up", "send " + from + " ipv8 src=" + (from.equals("A") ? "64496.10.1.0.10" : "64496.10.9.0.10") + " dst="
                + way.getValue() + " / udp").getFirst().steps().getFirst()).layers();
            int before = observed.size();
            long endNs = System.nanoTime() + WARM_LIMIT_MS * 1_000_000;
            do {
                send(from, layers, "warm-up");
                if (System.nanoTime() > endNs) {
                    throw new LabException("nothing comes out at " + to + " of packets sent into " + from + " for " + way.getValue() + "; give the router the routes of lab/conformance/README.md");
                }
            } while (!await(ASK_MS, () -> observed.stream().skip(before).anyMatch(seen -> !seen.frame().isSent() && seen.frame().port().equals(to) && seen.frame().isIp()
                && !seen.frame().isTcpOfIpv4())));
        }
    }

    /** From here on everything belongs to another case; returns the list that frames are noted in. */
    List<Observed> begin(long seed) {
        pump();
        observed = new ArrayList<>();
        writer = new FrameWriter(new Random(seed));
        ports.values().forEach(port -> port.answering(true));
        return observed;
    }

    Frame send(String port, List<Layer> layers, String comment) {
        Frame frame = ports.get(port).send(writer, layers);
        observed.add(new Observed(frame, comment, true));
        return frame;
    }

    void answering(String port, boolean isOn) {
        ports.get(port).answering(isOn);
    }

    /** Waits until the condition holds or time is up; returns whether it holds. */
    boolean await(long limitMs, BooleanSupplier condition) {
        long endNs = System.nanoTime() + limitMs * 1_000_000;
        while (true) {
            boolean isBusy = pump();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() >= endNs) {
                return false;
            }
            if (!isBusy) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    /** Takes what is there; returns whether there was something. */
    private boolean pump() {
        boolean isBusy = false;
        for (TesterPort port : ports.values()) {
            int taken = 0;
            for (Optional<Frame> frame = port.receive(); frame.isPresent(); frame = ++taken < FRAMES_A_TURN ? port.receive() : Optional.empty()) {
                isBusy = true;
                observed.add(new Observed(frame.get(), "", false));
                port.answer(writer, frame.get()).ifPresent(answer -> observed.add(new Observed(answer, "answered by itself", true)));
            }
        }
        return isBusy;
    }

    /** The address of the next session: none is used again before all were. */
    String nextBgpAddress() {
        List<String> addresses = PortPlan.bgpAddresses().toList();
        return addresses.get(bgpSessions++ % addresses.size());
    }

    /** A TCP connection that is being made, from the tester's namespace. */
    SocketChannel channel() {
        return namespace.map(place -> NamespaceEntry.call(place, Tester::newChannel)).orElseGet(Tester::newChannel);
    }

    private static SocketChannel newChannel() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ports.values().forEach(TesterPort::close);
    }
}
