// SPDX-License-Identifier: Apache-2.0
// A running dataplane: ports, workers, slow path.
package io.eightfold.dataplane;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.PortOpener;
import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.route.ControlLink;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.dataplane.route.SessionView;
import io.eightfold.dataplane.route.TunnelTable;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.slowpath.TapAddresses;
import io.eightfold.dataplane.trace.PacketTracer;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.dataplane.tunnel.https.HttpsTunnel;
import io.eightfold.dataplane.worker.Boundary;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dataplane.worker.PolledQueue;
import io.eightfold.dataplane.worker.WorkerRings;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.channel.DataplaneChannel;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts everything in order, and undoes it in the opposite order at {@link #close} or when a step fails.
 * <p>Thread: startup for {@link #start} and {@link #close}; the views from any thread, they ask the control thread.
 */
public final class Dataplane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dataplane.class);
    /** With the place a ring keeps free, a power of two: one more would double what a ring really holds, and what must be set aside for it. */
    private static final int RING_ENTRIES = 2047;
    /** Records for what is not a neighbour: own addresses, connected prefixes, special routes. */
    private static final int SPECIAL_RECORDS = 16_384;
    private static final int VIEW_TIMEOUT_S = 2;
    /** ETH_AF_XDP_DFLT_NUM_DESCS of the fill ring, and one in hand. */
    private static final int XDP_FILL_RING = 2049;
    /** A million static routes take seconds to install. */
    private static final int INSTALL_TIMEOUT_S = 120;

    private final Deque<Step> undo = new ArrayDeque<>();
    private DataplaneThread control;
    private List<RouterPort> ports = List.of();
    private RouteInstaller routes;
    private ControlLink link;
    private SlowPath slowPath;
    private HttpsTunnel https;
    private PacketTracer tracer;
    private Mempool pool;
    private int leakedMbufs = -1;
    private boolean hasHugepages;

    /** @param needsThreadsEnded whether the step takes away what a thread that still runs would use. */
    private record Step(Runnable action, boolean needsThreadsEnded) {
    }

    private Dataplane() {
    }

    /**
     * Starts a dataplane.
     * @param onFailure told when a thread ends by a fault of ours; the dataplane then forwards no more and is to be closed.
     * @throws RuntimeException with a sentence for the operator; everything started before is undone.
     */
    public static Dataplane start(final DataplaneConfig config, final Consumer<Throwable> onFailure) {
        final Dataplane dataplane = new Dataplane();
        try {
            dataplane.bringUp(config, onFailure);
            return dataplane;
        } catch (final Throwable e) {
            try {
                dataplane.close();
            } catch (final RuntimeException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
    }

    /** Ports in the order of the configuration. */
    public List<RouterPort> ports() {
        return ports;
    }

    /** Own routes, then at most {@code limit} of the control plane's. */
    public List<RouteInstaller.RouteView> routes(final int limit) {
        return ask(() -> Stream.concat(routes.own().stream(), routes.applied(limit).stream()).toList(), VIEW_TIMEOUT_S);
    }

    /** Routes to exactly this prefix, own ones first. */
    public List<RouteInstaller.RouteView> routes(final Ipv8Prefix prefix) {
        return ask(() -> Stream.concat(routes.own().stream().filter(r -> r.prefix().equals(prefix)), routes.applied(prefix).stream()).toList(), VIEW_TIMEOUT_S);
    }

    /** The session with the control plane, or null without one. */
    public SessionView session() {
        return link == null ? null : ask(() -> SessionView.of(link, routes), VIEW_TIMEOUT_S);
    }

    /** Asks something of the control plane's routes; the control thread waits meanwhile. */
    public <T> T askRoutes(final Function<RouteInstaller, T> question) {
        return ask(() -> question.apply(routes), VIEW_TIMEOUT_S);
    }

    /** Tunnels in use. */
    public List<TunnelTable.View> tunnels() {
        return ask(() -> routes.tunnels().view(), VIEW_TIMEOUT_S);
    }

    /** Streams of the tunnels that go through HTTPS, or null when none can. */
    public HttpsTunnel.View streams() {
        return https == null ? null : https.view();
    }

    /** Neighbours of all ports. */
    public List<NeighborTable.View> neighbors() {
        return ask(() -> slowPath.neighbors().view(System.nanoTime()), VIEW_TIMEOUT_S);
    }

    /** Follows single packets on their way. */
    public PacketTracer tracer() {
        return tracer;
    }

    /** Whether packet buffers lie in hugepages. */
    public boolean hasHugepages() {
        return hasHugepages;
    }

    /** Packet buffers in use at this moment, of {@link #mbufs}. */
    public int mbufsInUse() {
        return pool.inUse();
    }

    /** Packet buffers in all. */
    public int mbufs() {
        return pool.size();
    }

    /** Buffers that had not come home when the pool was closed: 0, or we have a leak; -1 before. */
    public int leakedMbufs() {
        return leakedMbufs;
    }

    /**
     * Stops the threads, then the ports. Every packet still under way is counted. A step that fails does not keep the others from being
     * done; but while a thread has not ended, no memory or device is taken from under it.
     * @throws IllegalStateException naming the first step that failed.
     */
    @Override
    public void close() {
        RuntimeException first = null;
        boolean isThreadLeft = false;
        while (!undo.isEmpty()) {
            final Step step = undo.pop();
            if (isThreadLeft && step.needsThreadsEnded()) {
                continue;
            }
            try {
                step.action().run();
            } catch (final RuntimeException e) {
                isThreadLeft |= e instanceof DataplaneThread.NotEndedException;
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void undoLater(final Runnable action) {
        undo.push(new Step(action, true));
    }

    private void bringUp(final DataplaneConfig config, final Consumer<Throwable> onFailure) {
        checkCores(config);
        final Eal eal = Eal.start(config.eal());
        undoLater(eal::close);
        hasHugepages = eal.hasHugepages();
        if (!eal.warning().isEmpty()) {
            LOG.warn("dpdk fault=host {}", eal.warning());
        }
        openPorts(config);
        final CounterFile counters = CounterFile.create(config.counters(), ports.stream().map(RouterPort::name).toList(), config.workers() + 1);
        undoLater(counters::close);
        final FibTables tables = FibTables.of(ports, config.fibBytes());
        undoLater(tables::close);
        final NextHopTable nextHops = new NextHopTable(SPECIAL_RECORDS + 2 * config.neighbors().limit());
        undoLater(nextHops::close);
        startThreads(config, tables, nextHops, counters, onFailure);
    }

    private static void checkCores(final DataplaneConfig config) {
        for (final int core : config.workerCores()) {
            if (!NativeThread.isAllowed(core)) {
                throw new IllegalArgumentException("worker-cores names CPU " + core + ", which this process may not use; `taskset -cp $$` lists those it may");
            }
        }
    }

    private void openPorts(final DataplaneConfig config) {
        checkMbufs(config);
        final int largestMtu = config.ports().stream().mapToInt(RouterPort.Config::mtuBytes).max().orElse(0);
        pool = Mempool.create("eightfold", config.mbufs(), PortOpener.dataRoomBytes(largestMtu));
        undoLater(() -> {
            leakedMbufs = notReturned(config);
            if (leakedMbufs != 0) {
                LOG.error("dpdk fault=bug mbufs not returned count={}", leakedMbufs);
            }
            pool.close();
        });
        final PortOpener opener = new PortOpener(config.workers(), config.spread(), pool, config.counters().resolveSibling("kernel-settings"));
        // Undone after the devices are closed: until then the kernel would answer beside the router.
        undo.push(new Step(opener::restoreKernel, false));
        undoLater(opener::close);
        ports = opener.open(config.ports());
        TapAddresses.apply(ports, config.routes(), config.tunnels().https() == null ? 0 : config.tunnels().local());
    }

    /** Buffers that are missing once every device is closed, but for those that a driver is known to keep. */
    private int notReturned(final DataplaneConfig config) {
        final int missing = pool.inUse();
        final int inDriver = fillRingMbufs(config) + unsentMbufs(config);
        if (missing != 0 && missing <= inDriver) {
            LOG.debug("dpdk mbufs left in the rings of net_af_xdp count={}", missing);
            return 0;
        }
        return missing;
    }

    /**
     * net_af_xdp gives the kernel buffers to fill, beside its descriptors, and (DPDK 22.11) does not take them back when it closes: they go
     * with the pool.
     */
    private static int fillRingMbufs(final DataplaneConfig config) {
        return (int) config.ports().stream().filter(p -> "net_af_xdp".equals(p.device().driver())).count() * config.workers() * XDP_FILL_RING;
    }

    /** Nor does it take back what the kernel has not sent when it closes. */
    private static int unsentMbufs(final DataplaneConfig config) {
        return config.ports().stream().filter(p -> "net_af_xdp".equals(p.device().driver())).mapToInt(RouterPort.Config::txDescriptors).sum() * config.workers();
    }

    /** Rings and caches that are full at the same time must leave buffers to receive into. */
    private static void checkMbufs(final DataplaneConfig config) {
        final int threads = config.workers() + 1;
        final int inRings = config.ports().stream().mapToInt(p -> p.rxDescriptors() + p.txDescriptors()).sum() * config.workers();
        final int needed = inRings + fillRingMbufs(config) + threads * (Mempool.CACHE + config.burst()) + (config.workers() + 1) * RING_ENTRIES
            + NeighborTable.WAITING_LIMIT + workerRingMbufs(config);
        if (config.mbufs() < needed) {
            throw new IllegalArgumentException("mbufs=" + config.mbufs() + " is below the " + needed + " that the rings of " + config.ports().size()
                + " ports, " + config.workers() + " workers and the slow path can hold at once; set `mbufs " + Integer.highestOneBit(needed) * 2
                + "` in the dpdk block, or a smaller `queue-size`");
        }
    }

    /** Before the devices are open: every port might come to be spread in software. */
    private static int workerRingMbufs(final DataplaneConfig config) {
        final boolean hasRings = config.spread() == WorkerSpread.AUTO || config.spread() == WorkerSpread.SOFTWARE;
        final int receivers = config.ports().stream().mapToInt(p -> QueuePlan.hasConfiguredQueues(p.device()) ? config.workers() : 1).sum();
        return hasRings ? WorkerRings.mbufs(config.workers(), receivers) : 0;
    }

    private void startThreads(final DataplaneConfig config, final FibTables tables, final NextHopTable nextHops, final CounterFile counters,
                              final Consumer<Throwable> onFailure) {
        final List<PacketRing> toSlow = IntStream.range(0, config.workers()).mapToObj(i -> new PacketRing(RING_ENTRIES)).toList();
        // The slow path sends by worker 0; the others' rings stay empty.
        final List<PacketRing> fromSlow = IntStream.range(0, config.workers()).mapToObj(i -> new PacketRing(i == 0 ? RING_ENTRIES : 1)).toList();
        tracer = new PacketTracer(ports, config.workers(), nextHops);
        undoLater(tracer::close);
        slowPath = new SlowPath(ports, tables, nextHops, counters, config.workers(), pool, toSlow, fromSlow, config.neighbors(), config.icmpLimit(),
            tracer.slowPath());
        undoLater(slowPath::close);
        routes = new RouteInstaller(ports, tables, nextHops, slowPath.neighbors());
        if (config.tunnels().isOn()) {
            slowPath.serveTunnels(config.tunnels().local(), routes.tunnels());
            serveStreams(config.tunnels());
        }
        if (config.channel() != null) {
            followControlPlane(config);
        }
        // The control thread is started first and ended last: it drains what the workers leave.
        control = DataplaneThread.control(slowPath, config.isBusy(), onFailure);
        undo.push(new Step(control::stop, false));
        control.start();
        ask(() -> {
            routes.installOwn(config.tunnels().local());
            if (config.channel() == null) {
                routes.installFixed(config.routes(), System.nanoTime());
            }
            return null;
        }, INSTALL_TIMEOUT_S);
        final WorkerRings rings = new WorkerRings(config.workers(), ports, counters);
        // Undone when the last worker has ended: until then one fills them.
        undoLater(rings::close);
        if (config.workers() > 1) {
            ports.forEach(p -> LOG.info("port name={} spread={} rxQueues={} txQueues={} reason=\"{}\"", p.name(), p.queues().spread().word(),
                p.queues().rxQueues(), p.queues().txQueues(), p.queues().reason()));
        }
        for (int i = 0; i < config.workers(); i++) {
            final ForwardingWorker worker = new ForwardingWorker(i, ports, PolledQueue.of(i, config.workers(), ports), rings, tables, nextHops, counters,
                toSlow.get(i), fromSlow.get(i), pool.handle(), config.burst(), tracer.worker(i),
                new Boundary(config.tunnels(), config.zones()));
            final int core = config.workerCores().isEmpty() ? DataplaneThread.ANY_CORE : config.workerCores().get(i);
            final DataplaneThread thread = DataplaneThread.worker(i, worker, core, config.isBusy(), onFailure);
            undoLater(worker::close);
            undo.push(new Step(thread::stop, false));
            thread.start();
        }
    }

    private void serveStreams(final TunnelConfig tunnels) {
        if (tunnels.https() != null) {
            https = HttpsTunnel.start(tunnels);
            // Undone when the control thread, which uses it, has ended; it frees nothing that a thread left behind would miss.
            undo.push(new Step(https::close, false));
            slowPath.serveStreams(https);
        }
    }

    private void followControlPlane(final DataplaneConfig config) {
        final DataplaneChannel channel = DataplaneChannel.open(config.channel());
        undoLater(channel::close);
        final long instance = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        link = new ControlLink(channel, routes, slowPath.neighbors(), instance, this::portStates, config.workers(), slowPath::workerTurns);
        link.configuration(config.configuration());
        slowPath.follow(link);
    }

    private List<StatusHandler.Port> portStates() {
        return ports.stream().map(p -> new StatusHandler.Port(p.name(), p.index(), p.mac(), p.mtuBytes(), slowPath.isLinkUp(p.index()), p.vrf().id())).toList();
    }

    private <T> T ask(final Callable<T> question, final int timeoutS) {
        final CompletableFuture<T> answer = control.submit(question);
        try {
            return answer.get(timeoutS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the control thread", e);
        } catch (final TimeoutException e) {
            throw new IllegalStateException("the control thread did not answer within " + timeoutS + " s; the router is stopping or starved of CPU", e);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
