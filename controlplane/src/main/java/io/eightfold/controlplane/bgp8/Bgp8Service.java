// SPDX-License-Identifier: Apache-2.0
// BGP8 as a part of the control plane.
package io.eightfold.controlplane.bgp8;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.rib.LocalSettings;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.transport.ListenStatus;
import io.eightfold.bgp8.transport.SessionStatus;
import io.eightfold.bgp8.transport.SessionThread;
import io.eightfold.controlplane.config.Bgp8Config;
import io.eightfold.controlplane.config.Endpoint;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.config.TunnelEndConfig;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteWatch;
import io.eightfold.controlplane.telemetry.TelemetrySources;
import io.eightfold.controlplane.validation.RouteValidation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BGP8 as a part of the control plane. Without neighbours there is no thread and no listener. A configuration is taken in two steps: {@link #configure} on the RIB's thread, then
 * {@link #applySessions} on that of the one who changed it, for the sessions' thread is waited for.
 * <p>Thread: control; {@link #applySessions}, {@link #sessions} and {@link #close} any but that.
 */
public final class Bgp8Service {
    private static final Logger LOG = LoggerFactory.getLogger(Bgp8Service.class);
    private static final long SECOND_NS = 1_000_000_000L;

    private final Rib rib;
    private final RouteValidation validation;
    private final Runnable wake;
    private final Consumer<Throwable> onFailure;
    private volatile SessionThread sessions;
    private Speaker speaker;
    private TunnelEndConfig tunnelEnd;
    private boolean hasRestored;
    /** Whether the configuration offers graceful restart. */
    private volatile boolean isRestartable;
    private volatile boolean isClosing;
    // Handed from one thread to the other within one change.
    private volatile Map<Integer, NeighborSettings> wanted = Map.of();
    private volatile List<InetSocketAddress> listen = List.of();
    private volatile Map<Integer, Set<Carrier>> refreshes = Map.of();

    /**
     * @param wake      of the RIB's thread; called when a session has told something
     * @param onFailure told when the sessions' thread ends by a fault of ours
     */
    public Bgp8Service(final Rib rib, final RouteValidation validation, final Runnable wake, final Consumer<Throwable> onFailure) {
        this.rib = rib;
        this.validation = validation;
        this.wake = wake;
        this.onFailure = onFailure;
    }

    /** Routes from before a restart were restored: the neighbours are told that we come back. Before the first {@link #configure}. */
    public void restored() {
        hasRestored = true;
    }

    /** The dataplane was started with this configuration: only now is its tunnel end one that others may hear of. */
    public void dataplaneStarted(final RouterConfig running, final long nowNs) {
        if (speaker != null && !Objects.equals(tunnelEnd, running.tunnelEnd())) {
            configure(running, running.tunnelEnd(), nowNs);
        }
    }

    /**
     * Takes what a configuration says of routes and policies. Before {@link #applySessions}.
     * @param end our end of tunnels as the dataplane has it, which takes it at its start; null without
     * @throws IllegalStateException when the host gives no selector
     */
    public void configure(final RouterConfig running, final TunnelEndConfig end, final long nowNs) {
        final Bgp8Config config = running.bgp8();
        final boolean isOn = config != null && config.hasNeighbors();
        final LocalSettings local = isOn ? new LocalSettings(config.asn(), config.routerId(), config.effectiveClusterId()) : null;
        if (speaker != null && !speaker.local().equals(local)) {
            speaker.close();
            speaker = null;
        }
        if (!isOn) {
            wanted = Map.of();
            refreshes = Map.of();
            listen = List.of();
            return;
        }
        isRestartable = config.gracefulRestart() != null;
        if (sessions == null) {
            start();
        }
        if (speaker == null) {
            speaker = new Speaker(local, rib, validation, sessions.output());
            rib.watch(speaker);
            defer(config, nowNs);
        }
        wanted = speaker.configure(config, new SpeakerPolicies(running), end, nowNs);
        tunnelEnd = end;
        refreshes = speaker.takeRefreshes();
        listen = config.listen().stream().map(Endpoint::socketAddress).toList();
    }

    private void start() {
        try {
            sessions = SessionThread.start(new SessionThread.Options(SessionThread.Options.DEFAULT_RING_BYTES, wake), onFailure);
        } catch (final IOException e) {
            throw new IllegalStateException("bgp8 cannot start: " + e.getMessage(), e);
        }
    }

    private void defer(final Bgp8Config config, final long nowNs) {
        if (hasRestored && config.gracefulRestart() != null) {
            speaker.startedAfterRestart(nowNs + config.gracefulRestart().restartTimeS() * SECOND_NS);
        }
        hasRestored = false;
    }

    /** Whether routes from before a restart wait for the neighbours to tell them again. Thread: control. */
    public boolean isDeferring() {
        return speaker != null && speaker.isDeferring();
    }

    /** Takes what was configured to the sessions. */
    public void applySessions() {
        final SessionThread thread = sessions;
        if (thread != null) {
            thread.neighbors(listen, wanted);
            refreshes.forEach((session, carriers) -> carriers.forEach(carrier -> thread.requestRefresh(session, carrier)));
        }
    }

    /** One turn; returns the work done. */
    public int turn(final long nowNs) {
        if (speaker == null || isClosing) {
            return 0;
        }
        return sessions.poll(speaker, Speaker.eventsATurn()) + speaker.turn(nowNs);
    }

    /** Who speaks now, or null without neighbours. */
    Speaker speaker() {
        return speaker;
    }

    /** The thread of the sessions, or null. */
    SessionThread sessions() {
        return sessions;
    }

    /** What is to be shown of the sessions. */
    List<SessionStatus> statuses() {
        final SessionThread thread = sessions;
        return thread == null ? List.of() : thread.status();
    }

    /** Where neighbours can connect to, and where they should but cannot. */
    List<ListenStatus> listening() {
        final SessionThread thread = sessions;
        return thread == null ? List.of() : thread.listening();
    }

    /** Connections of strangers that were refused. */
    long strangersRefused() {
        final SessionThread thread = sessions;
        return thread == null ? 0 : thread.unknownPeers();
    }

    /** For the metrics. */
    public TelemetrySources.BgpStats stats(final long nowNs) {
        if (speaker == null) {
            return TelemetrySources.BgpStats.OFF;
        }
        return new TelemetrySources.BgpStats(true, speaker.rib().prefixes(), speaker.rib().pathCount(), speaker.rib().memoryBytes(),
            speaker.neighbors().stream().map(each -> speaker.stats(each, nowNs)).toList());
    }

    /**
     * Ends all sessions. Who stops for good tells the neighbours, so that they do not send packets to one that forwards no more.
     *
     * @param isForwardingLeft the dataplane goes on: neighbours with graceful restart are left without a word, and keep our routes until we are back
     */
    public void close(final boolean isForwardingLeft) {
        // Sessions that end now are no news of routes: the dataplane keeps what it has, and the journal too.
        isClosing = true;
        final SessionThread thread = sessions;
        if (thread != null) {
            final boolean isGraceful = isForwardingLeft && isRestartable;
            thread.close(isGraceful);
            LOG.info("bgp8 sessions closed graceful={}", isGraceful);
        }
    }
}
