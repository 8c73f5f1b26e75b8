// SPDX-License-Identifier: Apache-2.0
// A running control plane.
package io.eightfold.controlplane;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.eightfold.controlplane.bgp8.Bgp8Requests;
import io.eightfold.controlplane.bgp8.Bgp8Service;
import io.eightfold.controlplane.change.ConfigChangeException;
import io.eightfold.controlplane.change.ConfigManager;
import io.eightfold.controlplane.change.ConfigRequests;
import io.eightfold.controlplane.change.WallClock;
import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.ConfigWriter;
import io.eightfold.controlplane.config.ControlPlaneSettings;
import io.eightfold.controlplane.config.InterfaceConfig;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.fib.PublisherCounter;
import io.eightfold.controlplane.fib.PublisherView;
import io.eightfold.controlplane.fib.RibRestore;
import io.eightfold.controlplane.journal.JournalException;
import io.eightfold.controlplane.journal.JournalSettings;
import io.eightfold.controlplane.journal.JournalWriter;
import io.eightfold.controlplane.journal.ReplayReport;
import io.eightfold.controlplane.journal.RouteJournal;
import io.eightfold.controlplane.log.LogFormat;
import io.eightfold.controlplane.log.LogSettings;
import io.eightfold.controlplane.log.Logging;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RequestHandler;
import io.eightfold.controlplane.management.StateDirectory;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.telemetry.MetricsServer;
import io.eightfold.controlplane.telemetry.MetricsSettings;
import io.eightfold.controlplane.telemetry.PortCounterSource;
import io.eightfold.controlplane.telemetry.RouterCollector;
import io.eightfold.controlplane.telemetry.TelemetrySources.RouterStats;
import io.eightfold.controlplane.validation.RegistryFeed;
import io.eightfold.controlplane.validation.RouteValidation;
import io.eightfold.controlplane.validation.TrustAnchorFiles;
import io.eightfold.fibprotocol.channel.ChannelConfig;
import io.eightfold.fibprotocol.channel.ControlChannel;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.OverrideFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Restores the last RIB from the journal, adds what is configured, and publishes it to the dataplane for as long as it runs. Dying at any moment costs no packet: the dataplane keeps what it was
 * told. Answers the management words that concern configuration and routes. Thread: startup for {@link #start} and {@link #close}; {@link #handle} any.
 */
public final class ControlPlane implements RequestHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final Options options;
    private final Rib rib = new Rib();
    private final ConfiguredRoutes configured = new ConfiguredRoutes(rib);
    private final DataplaneState dataplane = new DataplaneState(rib, this::onFreshDataplane, this::isConfigurationOfDataplaneOurs);
    private final RouteValidation validation = new RouteValidation(rib);
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final long startNs = System.nanoTime();
    private ConfigManager config;
    private ConfigRequests configRequests;
    private RibThread thread;
    private RouteRequests routes;
    private GivenRoutes given = new GivenRoutes(null);
    private Whois8Requests whois8;
    private Bgp8Service bgp;
    private Bgp8Requests bgpRequests;
    private RegistryFeed feed;
    private FibPublisher publisher;
    private ControlPlaneTelemetry telemetry;
    private JournalWriter journal;
    private ReplayReport replay;
    private long restoredMs;
    private int restoredRoutes;
    private MetricsServer metrics;
    private boolean isLogConfigured;
    private volatile boolean isForwardingLeft;

    /**
     * @param id         of the router.
     * @param file       its configuration.
     * @param state      where journal and history are kept.
     * @param rendezvous file in which the dataplane tells where its driver is.
     * @param counters   the dataplane's counters, for the metrics.
     * @param release    of this program.
     */
    public record Options(String id, Path file, StateDirectory state, Path rendezvous, PortCounterSource counters, String release) {
    }

    private ControlPlane(final Options options) {
        this.options = options;
    }

    /**
     * Starts everything; forwarding begins when the dataplane answers.
     * @param onFailure told when a thread ends by a fault of ours; the control plane is to be closed then.
     * @throws ManagementException with a sentence for the operator; everything started before is undone.
     */
    public static ControlPlane start(final Options options, final Consumer<Throwable> onFailure) throws ManagementException {
        final ControlPlane made = new ControlPlane(options);
        try {
            made.bringUp(onFailure);
            return made;
        } catch (final ConfigChangeException e) {
            made.close();
            throw new ManagementException(e.getMessage(), e);
        } catch (final ManagementException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void bringUp(final Consumer<Throwable> onFailure) throws ManagementException, ConfigChangeException {
        options.state().create();
        // Half a second of class loading, while the configuration is read.
        Thread.ofPlatform().daemon().name("e8-journal-load").start(this::loadJournalClasses);
        config = ConfigManager.start(options.file(), options.state().configurations(), this::apply, new WallClock());
        undo.push(config::close);
        configRequests = new ConfigRequests(config);
        final RouterConfig running = config.running();
        configureLog(running);
        // Before any route is there: those of the journal are let in on trust only while data is still to come.
        validate(running, anchorsOrGoOn(running), Whois8Requests.readOverrides(running.whois8()));
        final ControlPlaneSettings settings = running.controlPlane();
        if (settings.journal()) {
            final RibRestore restore = new RibRestore();
            openJournalOrGoOn(restore);
            readGivenRoutesOrGoOn(restore);
        }
        configured.load(running);
        telemetry = new ControlPlaneTelemetry(new RouterStats(options.id(), running.hostname(), options.release()), dataplane::links, dataplane::differences, settings.journal(), journal, () -> config);
        final ControlChannel channel = ControlChannel.open(channel(settings));
        undo.push(channel::close);
        publisher = new FibPublisher(rib, channel, channel::answerStream, journal == null ? BatchJournal.NONE : new JournalLink(journal), dataplane,
            ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), System.currentTimeMillis(), System.nanoTime());
        thread = new RibThread(rib, publisher, settings.staleTimeMs(), () -> telemetry.publish(rib, publisher.view(), validation.status(), bgp.stats(System.nanoTime())), onFailure);
        thread.eachTurn(this::turn, nowNs -> validation.published(publisher, nowNs));
        routes = new RouteRequests(rib, thread, dataplane, given);
        whois8 = new Whois8Requests(rib, thread, validation);
        bgp = new Bgp8Service(rib, validation, thread::wake, onFailure);
        thread.keepRoutesOfBgp8(bgp::isDeferring);
        bgpRequests = new Bgp8Requests(bgp, new Bgp8Requests.OnRibThread() {
            @Override
            public <T> T ask(final Supplier<T> what) {
                return thread.ask(what::get);
            }
        });
        if (restoredRoutes > 0) {
            bgp.restored();
        }
        thread.start();
        undo.push(thread::stop);
        undo.push(() -> bgp.close(isForwardingLeft));
        speak(running);
        feed = new RegistryFeed(options.state().registries(), new ValidationInbox(thread, validation));
        undo.push(feed::close);
        feed.start(running.whois8(), validation.anchors());
        undo.push(() -> listen(null));
        listen(settings);
        config.arm();
    }

    private int turn(final long nowNs) {
        validation.turn(wallS(), nowNs);
        return bgp.turn(nowNs);
    }

    private void speak(final RouterConfig running) {
        thread.ask(() -> {
            bgp.configure(running, running.tunnelEnd(), System.nanoTime());
            return null;
        });
        bgp.applySessions();
    }

    private ChannelConfig channel(final ControlPlaneSettings settings) {
        return settings.fibChannel().isIpc() ? ChannelConfig.ipc(options.rendezvous())
            : new ChannelConfig(options.rendezvous(), settings.fibChannel().dataplane().toString(), settings.fibChannel().control().toString());
    }

    private void loadJournalClasses() {
        try {
            RouteJournal.load(options.state().journal());
        } catch (final LinkageError | AssertionError e) {
            LOG.debug("journal not loaded ahead: {}", e.toString());
        }
    }

    /** A router without its journal forwards; one that does not start does not. */
    private void openJournalOrGoOn(final RibRestore restore) {
        try {
            openJournal(restore);
        } catch (final JournalException | LinkageError | AssertionError e) {
            // Chronicle says by errors that the JVM was started without the options it needs (config/jvm.options).
            LOG.error("journal fault=host not opened: {}; going on without: a restart will know only what is configured", e.toString());
        }
    }

    private void openJournal(final RibRestore restore) throws JournalException {
        final long beginNs = System.nanoTime();
        final RouteJournal opened = RouteJournal.open(options.state().journal(), JournalSettings.DEFAULT);
        replay = opened.replay(restore::frame);
        restoredRoutes = restore.into(rib);
        journal = JournalWriter.start(opened, JournalSettings.DEFAULT);
        undo.push(journal::close);
        restoredMs = (System.nanoTime() - beginNs) / 1_000_000;
        LOG.info("journal restored routes={} frames={} unreadable={} complete={} tookMs={}", restoredRoutes, replay.frames(), restore.unreadable(), replay.isComplete(),
            restoredMs);
        replay.faults().forEach(fault -> LOG.warn("journal fault=host {}", fault));
    }

    /** After the journal: it says which of them were forwarded. */
    private void readGivenRoutesOrGoOn(final RibRestore restore) {
        try {
            given = GivenRoutes.read(options.state().givenRoutes());
            LOG.info("controlplane restored routes added at run time={}", given.restore(rib, restore));
        } catch (final IOException e) {
            LOG.error("controlplane fault=host routes added at run time not read: {}; going on with those of the journal, and without a memory of new ones", e.toString());
        }
    }

    /** Thread: session, or the clock of an automatic undo. */
    private void apply(final RouterConfig before, final RouterConfig after, final ConfigDiff diff) {
        final List<TrustAnchor> anchors = anchors(after);
        final OverrideFiles.Reading overrides = Whois8Requests.readOverrides(after.whois8());
        // A policy or overrides do not concern it, and it would have to read everything anew.
        final boolean isFeedChanged = !isFedAlike(before.whois8(), after.whois8()) || !anchors.equals(validation.anchors());
        if (isFeedChanged) {
            // Nothing may come from the servers of before once their trust anchors are not in force any more.
            feed.close();
        }
        try {
            thread.ask(() -> {
                // Files with anchors may say something else now, so it is asked each time; what stays as it is costs one walk.
                validate(after, anchors, overrides);
                configured.apply(after, diff);
                bgp.configure(after, config.ofDataplane().tunnelEnd(), System.nanoTime());
                return null;
            });
            bgp.applySessions();
        } finally {
            if (isFeedChanged) {
                feed.start(validation.settings(), validation.anchors());
            }
        }
        if (!before.controlPlane().equals(after.controlPlane()) || !before.hostname().equals(after.hostname())) {
            applySettings(after);
        }
    }

    private static boolean isFedAlike(final Whois8Config before, final Whois8Config after) {
        return before == null ? after == null : before.isFedLike(after);
    }

    private void validate(final RouterConfig running, final List<TrustAnchor> anchors, final OverrideFiles.Reading overrides) {
        validation.configure(running.whois8(), anchors, running.localAsn(), wallS(), System.nanoTime());
        rib.egressCheck(running.interfaces().stream().filter(InterfaceConfig::egressCheck).map(InterfaceConfig::name).collect(Collectors.toSet()),
            validation.ownAsn());
        Whois8Requests.take(validation, overrides);
    }

    /** A reload whose trust anchors cannot be read is refused. */
    private static List<TrustAnchor> anchors(final RouterConfig running) {
        try {
            return running.whois8() == null ? List.of() : TrustAnchorFiles.of(running.whois8());
        } catch (final IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** A router that starts without some of them forwards what needs no verdict; one that does not start forwards nothing. */
    private static List<TrustAnchor> anchorsOrGoOn(final RouterConfig running) {
        try {
            return anchors(running);
        } catch (final UncheckedIOException e) {
            LOG.error("whois8 fault=config trust anchors of files not read: {}; going on with those of the configuration itself", e.getMessage());
            return running.whois8().anchors();
        }
    }

    private static long wallS() {
        return System.currentTimeMillis() / 1000;
    }

    /** The routes have changed: a failure now must not let the change pass for one that was not made. */
    private void applySettings(final RouterConfig after) {
        try {
            configureLog(after);
            listen(after.controlPlane());
        } catch (final RuntimeException e) {
            LOG.error("controlplane fault=bug log or metrics settings not taken; the rest of the change is in force", e);
        }
    }

    /** One that was started since takes the configuration that is in force now, addresses included. The first too: a reload may have come before it. */
    void onFreshDataplane() {
        config.dataplaneStarted();
        configured.loadInterfaces(config.ofDataplane());
        bgp.dataplaneStarted(config.ofDataplane(), System.nanoTime());
    }

    private boolean isConfigurationOfDataplaneOurs() {
        return dataplane.configuration() == 0 || dataplane.configuration() == ConfigWriter.startFingerprint(config.ofDataplane());
    }

    private void configureLog(final RouterConfig running) {
        final ControlPlaneSettings settings = running.controlPlane();
        if (!isLogConfigured && settings.equals(ControlPlaneSettings.DEFAULT)) {
            return;
        }
        isLogConfigured = true;
        try {
            Logging.configure(logSettings(running));
        } catch (final IOException e) {
            LOG.warn("log fault=host {}", e.getMessage());
        }
    }

    /** What a configuration says of the log. */
    public static LogSettings logSettings(final RouterConfig running) {
        final ControlPlaneSettings settings = running.controlPlane();
        return new LogSettings(running.hostname(), LogFormat.valueOf(settings.logFormat().name()), Level.valueOf(settings.logLevel().name()),
            settings.logSyslog() == null ? null : settings.logSyslog().socketAddress());
    }

    /** Metrics where the settings want them; null ends them. */
    private synchronized void listen(final ControlPlaneSettings settings) {
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
        if (settings == null || settings.metricsListen() == null) {
            return;
        }
        try {
            metrics = MetricsServer.start(new MetricsSettings(settings.metricsListen().socketAddress(),
                settings.metricsToken() == null ? null : settings.metricsToken().value()), new RouterCollector(options.counters(), telemetry));
        } catch (final IOException e) {
            LOG.error("metrics fault=config {}", e.getMessage());
        }
    }

    /** The dataplane goes on when this control plane is closed: neighbours that can are left to wait for the next one (RFC 4724), so that a planned restart costs no packet. */
    public void leaveForwarding() {
        isForwardingLeft = true;
    }

    /** Whether the dataplane forwards by everything that the RIB holds. */
    public boolean isQuiet() {
        return thread.ask(publisher::isQuiet);
    }

    /** The RIB's owner runs this between two turns; for those who live in the same process. */
    public <T> T withRib(final Function<Rib, T> use) {
        return thread.ask(() -> use.apply(rib));
    }

    /** The configuration in force. */
    public RouterConfig running() {
        return config.running();
    }

    @Override
    public JsonElement handle(final List<String> words) throws ManagementException {
        final String first = words.getFirst();
        if (ConfigRequests.WORD.equals(first)) {
            return configRequests.handle(words);
        }
        if ("route".equals(first)) {
            return routes.change(words);
        }
        if ("explain".equals(first)) {
            return whois8.explain(words);
        }
        return switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
            case "show route" -> words.size() > 2 && "summary".equals(words.get(2)) ? routes.summary() : routes.show(words);
            case "show whois8" -> whois8.show();
            case "show bgp" -> bgp(words);
            case "clear bgp" -> bgpRequests.clear(words);
            case "bgp mrt" -> bgpRequests.mrt(words);
            case "show version" -> version();
            case "show running-config" -> new JsonPrimitive(ConfigWriter.writeMasked(config.running()));
            case "show fib-session" -> session();
            case "show fib-digest" -> digest(words);
            case "resync" -> resync();
            case "whois8 poll" -> poll();
            case "whois8 reload-overrides" -> whois8.reloadOverrides();
            default -> throw new ManagementException("unknown request '" + String.join(" ", words)
                + "'; the control plane knows show route|running-config|version|fib-session|whois8|bgp, clear bgp, bgp mrt dump, explain route, whois8 reload-overrides|poll, config ..., route add|del|flush, resync");
        };
    }

    private JsonElement bgp(final List<String> words) throws ManagementException {
        return switch (words.size() > 2 ? words.get(2) : "") {
            case "summary" -> bgpRequests.summary();
            case "routes" -> bgpRequests.routes(words);
            case "neighbors" -> bgpRequests.neighbors(words);
            default -> throw new ManagementException("'show bgp' knows summary, routes and neighbors");
        };
    }

    private JsonElement poll() {
        feed.poke();
        return JsonNull.INSTANCE;
    }

    private JsonElement resync() {
        thread.ask(() -> {
            publisher.resync();
            return null;
        });
        return JsonNull.INSTANCE;
    }

    private JsonObject digest(final List<String> words) throws ManagementException {
        return new FibDigests(rib, thread, publisher).answer(words);
    }

    private JsonObject session() {
        final PublisherView view = thread.ask(publisher::view);
        final JsonObject result = new JsonObject();
        result.addProperty("state", view.state());
        result.addProperty("dataplane", view.isHeard() ? "heard" : "silent");
        result.addProperty("dataplaneInstance", Long.toHexString(view.dataplane()));
        result.addProperty("instance", Long.toHexString(view.instance()));
        result.addProperty("configuration", dataplane.configuration() == 0 ? "unknown" : isConfigurationOfDataplaneOurs() ? "same" : "different");
        result.addProperty("epoch", view.epoch());
        result.addProperty("batch", view.batch());
        result.addProperty("acknowledged", view.ackedBatch());
        result.addProperty("pending", view.batch() - view.ackedBatch());
        result.addProperty("quiet", thread.ask(publisher::isQuiet));
        result.addProperty("routes", view.routes());
        result.addProperty("digest", "%016x".formatted(view.digest()));
        result.addProperty("refused", view.refused());
        result.addProperty("coalesced", view.coalesced());
        result.addProperty("snapshotTookMs", view.snapshotTookNs() / 1_000_000);
        result.addProperty("lastAckUs", view.lastAckNs() / 1_000);
        final JsonObject counters = new JsonObject();
        for (final PublisherCounter counter : PublisherCounter.values()) {
            counters.addProperty(counter.label(), view.counter(counter));
        }
        result.add("counters", counters);
        final JsonObject snapshots = new JsonObject();
        view.snapshots().forEach((cause, count) -> snapshots.addProperty(cause.label(), count));
        result.add("snapshots", snapshots);
        result.addProperty("journal", telemetry.journal().state());
        result.addProperty("restoredRoutes", restoredRoutes);
        result.addProperty("restoredMs", restoredMs);
        return result;
    }

    private JsonObject version() {
        final RouterConfig running = config.running();
        final JsonObject result = new JsonObject();
        result.addProperty("release", options.release());
        result.addProperty("draft", "draft-thain-ipv8-02");
        result.addProperty("instance", options.id());
        result.addProperty("hostname", running.hostname());
        result.addProperty("localAsn", running.localAsn());
        result.addProperty("pid", ProcessHandle.current().pid());
        result.addProperty("uptimeS", (System.nanoTime() - startNs) / 1_000_000_000L);
        result.addProperty("java", Runtime.version().toString());
        result.addProperty("journal", telemetry.journal().state());
        result.addProperty("ribRoutes", thread.ask(rib::routeCount));
        result.addProperty("fibRoutes", thread.ask(rib::fibCount));
        return result;
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (final RuntimeException e) {
                LOG.error("controlplane fault=bug a part did not close", e);
            }
        }
    }
}
