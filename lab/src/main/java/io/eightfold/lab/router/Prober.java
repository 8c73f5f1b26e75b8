// SPDX-License-Identifier: Apache-2.0
// The stream of probes through the router.
package io.eightfold.lab.router;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.host.probe.ProbePlan;
import io.eightfold.host.probe.ProbeSession;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Port;
import io.eightfold.lab.topology.Station;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Sockets in the hosts' namespaces, threads in this process; they end with it. Thread: session. */
public final class Prober implements AutoCloseable {
    /** Seconds of probes, in case this process is not scheduled: what is missed here would look like the router's loss. */
    private static final int BUFFER_BYTES = 16 << 20;
    private static final AtomicInteger NEXT_TAG = new AtomicInteger((int) ProcessHandle.current().pid());
    private final PacketSocketLink from;
    private final PacketSocketLink to;
    private final ProbeSession session;

    private Prober(PacketSocketLink from, PacketSocketLink to, ProbePlan plan) {
        this.from = from;
        this.to = to;
        this.session = ProbeSession.start(from, to, plan);
    }

    /**
     * The stations of a stream.
     *
     * @param source sends into the first port of {@code router}
     * @param sink   receives, and answers for its own addresses
     */
    public record Course(String source, String router, String sink) { }

    /** Begins to send; several streams may run at the same time. */
    public static Prober start(Scene scene, Course course, List<Ipv8Address> destinations, int ratePps) {
        Station router = scene.topology().station(course.router());
        Port source = scene.topology().station(course.source()).ports().getFirst();
        Port sink = scene.topology().station(course.sink()).ports().getFirst();
        long routerMac = MacAddress.parse(scene.topology().mac(router, router.ports().getFirst()));
        ProbePlan plan = new ProbePlan(routerMac, source.ipv8().orElseThrow(), source.ipv4().orElseThrow(), destinations,
            Stream.of(sink.ipv8(), sink.ipv4()).flatMap(Optional::stream).toList(), ratePps, NEXT_TAG.getAndIncrement());
        try {
            PacketSocketLink from = PacketSocketLink.open(scene.namespace(course.source()), source.name(), BUFFER_BYTES);
            PacketSocketLink to = PacketSocketLink.open(scene.namespace(course.sink()), sink.name(), BUFFER_BYTES);
            return new Prober(from, to, plan);
        } catch (LinkException e) {
            throw new LabException("no probes: " + e.getMessage(), e);
        }
    }

    /** Begins a window. */
    public Window open() {
        return new Window(session.next(), to.missedFrames());
    }

    /** Lets the stream run. */
    public void pause(long ms) {
        session.pause(ms);
    }

    @Override
    public void close() {
        session.close();
        from.close();
        to.close();
    }

    /** A part of the stream. */
    public final class Window {
        private final int first;
        private final long missedBefore;

        private Window(int first, long missedBefore) {
            this.first = first;
            this.missedBefore = missedBefore;
        }

        /** When the last of its probes arrived that has, by {@link System#nanoTime}; empty if none has. */
        public OptionalLong lastArrivalNs() {
            return session.lastArrivalNs(first);
        }

        /**
         * What became of the probes from its begin to now.
         *
         * @throws LabException if the lab itself missed some, so that nothing is proven
         */
        public ProbeAccount settle() {
            try {
                ProbeAccount account = session.settle(first);
                long missed = to.missedFrames() - missedBefore;
                if (missed > 0) {
                    throw new LabException("tainted: the lab's own socket had no room for " + missed + " probes; this machine is too busy for --rate");
                }
                return account;
            } catch (LinkException e) {
                throw new LabException("the stream of probes broke off: " + e.getMessage(), e);
            }
        }
    }
}
