// SPDX-License-Identifier: Apache-2.0
// A speaker that runs.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.BgpRibListener;
import io.eightfold.bgp8.rib.LocalSettings;
import io.eightfold.bgp8.rib.NextHops;
import io.eightfold.bgp8.rib.PeerOutput;
import io.eightfold.bgp8.rib.RouteInstaller;
import io.eightfold.bgp8.rib.RouteJudge;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.bgp8.session.SessionEnd;
import io.eightfold.bgp8.session.SessionInputs;
import io.eightfold.bgp8.session.VirtualWire;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A speaker that runs, from one start of its program to the end: a RIB, and around it what the transport, the registry and the forwarding are in a router. What sessions say waits in a ring, as
 * between the two threads. It checks what those rely on: nothing is installed with a next hop that is not held, nothing is withdrawn that was not installed.
 */
final class Speaker implements RouteInstaller, NextHops, RouteJudge, PeerOutput, BgpRibListener {
    private static final int EVENTS_A_TURN = 16;
    private static final long MAX_TURN_DELAY_NS = 3_000_000L;
    private static final long TICK_NS = 1_000_000_000L;

    /** What is forwarded to. */
    record Route(boolean isExternal, int originAsn, int metric, long nextHop) {
    }

    private record InstalledKey(Plan.Prefix prefix, boolean isExternal) implements Comparable<InstalledKey> {
        @Override
        public int compareTo(final InstalledKey other) {
            return prefix.equals(other.prefix) ? Boolean.compare(isExternal, other.isExternal) : prefix.compareTo(other.prefix);
        }
    }

    final Plan.SpeakerPlan plan;
    final BgpRib rib;
    final Map<Integer, Link.End> ends = new TreeMap<>();
    private final Plan network;
    private final Events log;
    private final VirtualWire wire;
    private final Deque<Runnable> ring = new ArrayDeque<>();
    private final Map<Integer, Outbox> outboxes = new HashMap<>();
    private final Map<InstalledKey, Route> installed = new TreeMap<>();
    /** What forwarding kept over a restart, until the neighbours have told all. */
    private final Map<InstalledKey, Route> preserved = new TreeMap<>();
    private final Map<Long, Integer> hopIds = new TreeMap<>();
    private final Map<Integer, Long> hops = new HashMap<>();
    private final Map<Integer, Integer> holds = new TreeMap<>();
    private boolean isAlive = true;
    private boolean isScheduled;

    Speaker(final Plan network, final Plan.SpeakerPlan plan, final VirtualWire wire, final Events log) {
        this.network = network;
        this.plan = plan;
        this.wire = wire;
        this.log = log;
        rib = new BgpRib(new LocalSettings(plan.asn, plan.address, plan.address), this, this, this, this, this);
        tick();
    }

    /** Its program ends. */
    void die() {
        isAlive = false;
    }

    boolean isAlive() {
        return isAlive;
    }

    /** Forwarding is as it was before the restart. */
    void preserve(final Speaker before) {
        preserved.putAll(before.installed);
    }

    /** A session tells something; it is taken in turn. */
    void tell(final Runnable event) {
        ring.add(event);
        poke();
    }

    /** Something was asked of the RIB. */
    void poke() {
        if (!isScheduled && isAlive) {
            isScheduled = true;
            wire.at(wire.nowNs() + 1 + wire.random().nextLong(MAX_TURN_DELAY_NS), this::turn);
        }
    }

    private void tick() {
        if (isAlive) {
            poke();
            wire.at(wire.nowNs() + TICK_NS, this::tick);
        }
    }

    private void turn() {
        isScheduled = false;
        if (!isAlive) {
            return;
        }
        for (int i = 0; i < EVENTS_A_TURN && !ring.isEmpty(); i++) {
            ring.remove().run();
        }
        rib.turn(wire.nowNs());
        if (hasWork()) {
            poke();
        }
    }

    boolean hasWork() {
        return !ring.isEmpty() || rib.hasWork();
    }

    void attach(final int peer, final Outbox outbox) {
        outboxes.put(peer, outbox);
    }

    void detach(final int peer) {
        outboxes.remove(peer);
    }

    /** What is installed for a prefix and may be used; null when there is none. The router's RIB prefers external routes, and judges again what is installed. */
    Route forwarding(final Plan.Prefix prefix) {
        final Route external = installed.get(new InstalledKey(prefix, true));
        final Route any = external != null ? external : installed.get(new InstalledKey(prefix, false));
        return any != null && isUsable(judge(prefix.address(), prefix.lengthBits(), any.isExternal(), any.originAsn())) ? any : null;
    }

    /** All that is installed, usable or not. */
    Map<String, Route> installed() {
        final Map<String, Route> all = new TreeMap<>();
        installed.forEach((key, route) -> all.put(key.prefix() + (key.isExternal() ? " external" : " internal"), route));
        return all;
    }

    Map<Plan.Prefix, Route> forwardingTable() {
        final Map<Plan.Prefix, Route> all = new TreeMap<>();
        installed.keySet().forEach(key -> {
            final Route route = forwarding(key.prefix());
            if (route != null) {
                all.put(key.prefix(), route);
            }
        });
        return all;
    }

    int preserved() {
        return preserved.size();
    }

    /** Next hops held, and how often, all together. */
    int holds() {
        return holds.values().stream().mapToInt(Integer::intValue).sum();
    }

    int hopId(final long nextHop) {
        return hopIds.getOrDefault(nextHop, -1);
    }

    @Override
    public void install(final long address, final int lengthBits, final boolean isExternal, final int originAsn, final int metric, final int nextHop) {
        check(holds.getOrDefault(nextHop, 0) > 0, "next hop " + nextHop + " is not held");
        final Route route = new Route(isExternal, originAsn, metric, hops.get(nextHop));
        final InstalledKey key = new InstalledKey(new Plan.Prefix(address, lengthBits), isExternal);
        installed.put(key, route);
        preserved.remove(key);
        log.add(plan.index, () -> "installs " + key.prefix() + ' ' + route);
    }

    @Override
    public void withdraw(final long address, final int lengthBits, final boolean isExternal) {
        final InstalledKey key = new InstalledKey(new Plan.Prefix(address, lengthBits), isExternal);
        check(installed.remove(key) != null, "withdrawn but not installed: " + key);
        log.add(plan.index, () -> "withdraws " + key.prefix() + (isExternal ? " external" : " internal"));
    }

    @Override
    public int hold(final long nextHop) {
        final int id = hopIds.computeIfAbsent(nextHop, _ -> hopIds.size() + 1);
        hops.put(id, nextHop);
        holds.merge(id, 1, Integer::sum);
        return id;
    }

    @Override
    public void release(final int id) {
        check(holds.merge(id, -1, Integer::sum) >= 0, "next hop released too often: " + hops.get(id));
    }

    @Override
    public boolean isUsable(final int id) {
        return !plan.lostHops.contains(hops.get(id));
    }

    /** Verdicts differ by the ASN of the prefix, and by whether that of the origin is odd. */
    static int verdictKey(final int asn, final int parity) {
        return 2 * asn + parity;
    }

    @Override
    public Validity judge(final long address, final int lengthBits, final boolean isExternal, final int originAsn) {
        return plan.verdicts.getOrDefault(verdictKey((int) (address >>> 32), originAsn & 1), Validity.NOT_FOUND);
    }

    @Override
    public boolean isUsable(final Validity validity) {
        return network.usable.contains(validity);
    }

    @Override
    public int room(final int peer) {
        final Outbox outbox = outboxes.get(peer);
        return outbox == null ? 0 : outbox.room();
    }

    @Override
    public void send(final int peer, final byte[] message) {
        final Outbox outbox = outboxes.get(peer);
        if (outbox != null) {
            outbox.add(message);
        }
    }

    @Override
    public void reset(final int peer, final MessageError error) {
        log.add(plan.index, () -> "resets the session with " + ends.get(peer).plan.other.index + ": " + error.kind());
        end(peer, error.kind().code(), error.kind().subcode(), error.kind().label(), error.data(), SessionInputs.RESTART_AS_USUAL);
    }

    @Override
    public void cease(final int peer, final int subcode, final String cause, final int restartS) {
        log.add(plan.index, () -> "ceases the session with " + ends.get(peer).plan.other.index + ": " + cause);
        end(peer, NotificationMessage.CEASE, subcode, cause, new byte[0], restartS);
    }

    private void end(final int peer, final int code, final int subcode, final String cause, final byte[] data, final long restartS) {
        final Outbox outbox = outboxes.remove(peer);
        if (outbox != null) {
            final SessionEnd session = outbox.session();
            wire.at(wire.nowNs() + 1, () -> {
                if (!outbox.isOver()) {
                    session.tell(() -> session.machine().reset(code, subcode, cause, data, restartS, wire.nowNs()));
                }
            });
        }
    }

    @Override
    public void deferralEnded() {
        log.add(plan.index, () -> "has heard all after its restart, kept=" + preserved.size());
        preserved.clear();
    }

    private void check(final boolean isSo, final String otherwise) {
        if (!isSo) {
            throw new AssertionError("speaker " + plan.index + ": " + otherwise);
        }
    }
}
