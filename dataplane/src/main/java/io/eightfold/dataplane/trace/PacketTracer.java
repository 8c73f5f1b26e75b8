// SPDX-License-Identifier: Apache-2.0
// Starts and stops traces, and reads them.
package io.eightfold.dataplane.trace;

import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The operator's end of the trace. {@link #start} sets a budget of packets that all workers share and wakes them; each traces until it is spent.
 * What was traced stays to be read until {@link #clear}, or until newer packets overwrite it.
 * <p>Thread: any, unless said otherwise; startup for the constructor and {@link #close}, when no worker and no control thread runs.
 */
public final class PacketTracer implements AutoCloseable {
    /** Packets of one request, and packets that are kept for each worker. */
    public static final int MAX_PACKETS = 1024;

    private final List<RouterPort> ports;
    private final int[] etherTypes;
    private final List<WorkerTrace> workers = new ArrayList<>();
    private final SlowTrace slowPath = new SlowTrace(this);
    private final AtomicInteger numbers = new AtomicInteger();
    private final TraceReader reader;
    private volatile TraceSession session = new TraceSession(0, TraceFilter.ALL, 0);
    private int sessions;
    private int clearedSessions;
    private boolean isClosed;

    /** For the workers of these ports. */
    public PacketTracer(final List<RouterPort> ports, final int workers, final NextHopTable nextHops) {
        this.ports = List.copyOf(ports);
        etherTypes = ports.stream().mapToInt(RouterPort::etherType).toArray();
        for (int i = 0; i < workers; i++) {
            this.workers.add(new WorkerTrace(this, MAX_PACKETS, nextHops.base()));
        }
        reader = new TraceReader(this.ports);
    }

    /** Ports in the order of their indexes. */
    public List<RouterPort> ports() {
        return ports;
    }

    /** What a worker records with. */
    public WorkerTrace worker(final int index) {
        return workers.get(index);
    }

    /** What the control thread records with. */
    public SlowTrace slowPath() {
        return slowPath;
    }

    /**
     * Traces the next packets that match, of all workers together; a request under way ends.
     * @throws IllegalArgumentException when {@code packets} is not 1 to {@link #MAX_PACKETS}.
     */
    public synchronized void start(final int packets, final TraceFilter filter) {
        if (packets < 1 || packets > MAX_PACKETS) {
            throw new IllegalArgumentException(packets + " packets are not 1 to " + MAX_PACKETS + "; trace fewer, and narrow them by a filter");
        }
        session.end();
        session = new TraceSession(++sessions, filter, packets);
        workers.forEach(WorkerTrace::wake);
    }

    /** Ends a request under way and forgets what was traced. */
    public synchronized void clear() {
        session.end();
        clearedSessions = sessions;
    }

    /** What has been traced, in the order of arrival. The steps of a packet that is still under way end with the last one made. */
    public synchronized TraceView view() {
        final List<PacketTrace> packets = isClosed ? List.of() : reader.read(workers, slowPath, clearedSessions, session);
        return new TraceView(session.left(), session.filter(), session.startedAt(), packets);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        session.end();
        workers.forEach(WorkerTrace::free);
        slowPath.free();
    }

    TraceSession session() {
        return session;
    }

    int etherType(final int port) {
        return etherTypes[port];
    }

    int nextNumber() {
        return TraceMark.numberOf(numbers.getAndIncrement());
    }
}
