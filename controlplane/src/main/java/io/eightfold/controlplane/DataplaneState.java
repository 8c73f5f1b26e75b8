// SPDX-License-Identifier: Apache-2.0
// What is known of the dataplane's ports and gateways.
package io.eightfold.controlplane;

import io.eightfold.controlplane.fib.DataplaneListener;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.wire.address.Ipv8Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands links and gateways on to the RIB, and keeps them for those who ask. Thread: control; the published copies: any. */
final class DataplaneState implements DataplaneListener {
    private static final Logger LOG = LoggerFactory.getLogger(DataplaneState.class);

    /** A gateway on a port. */
    record GatewayKey(long address, String port) {
    }

    private final Rib rib;
    private final Runnable onNewDataplane;
    private final Map<String, Boolean> links = new HashMap<>();
    private final Set<GatewayKey> failed = new HashSet<>();
    private volatile Map<String, Boolean> publishedLinks = Map.of();
    private volatile Map<GatewayKey, StatusHandler.Gateway.State> gateways = Map.of();
    private volatile boolean hasDataplane;

    /** @param onNewDataplane called when another dataplane than before has said Hello. */
    DataplaneState(final Rib rib, final Runnable onNewDataplane) {
        this.rib = rib;
        this.onNewDataplane = onNewDataplane;
    }

    @Override
    public void ports(final List<StatusHandler.Port> ports, final boolean isNew) {
        if (isNew) {
            onNewDataplane.run();
            hasDataplane = true;
        }
        final Map<String, Boolean> now = new HashMap<>();
        ports.forEach(p -> now.put(p.name(), p.isUp()));
        // A port that the dataplane has no more is down.
        links.keySet().forEach(name -> now.putIfAbsent(name, false));
        now.forEach((name, isUp) -> {
            final Boolean was = links.put(name, isUp);
            if (isNew || was == null || was != isUp) {
                rib.portState(name, isUp);
            }
            if (was != null && was != isUp) {
                LOG.info("port interface={} link={} was={} routes over it are {}", name, isUp ? "up" : "down", was ? "up" : "down", isUp ? "used again" : "left out");
            }
        });
        publishedLinks = Map.copyOf(links);
    }

    @Override
    public void gateways(final List<StatusHandler.Gateway> list) {
        final Map<GatewayKey, StatusHandler.Gateway.State> now = new HashMap<>();
        list.forEach(g -> now.put(new GatewayKey(g.address(), g.port()), g.state()));
        for (final GatewayKey key : List.copyOf(failed)) {
            if (now.get(key) != StatusHandler.Gateway.State.FAILED) {
                failed.remove(key);
                change(key, false);
            }
        }
        now.forEach((key, state) -> {
            if (state == StatusHandler.Gateway.State.FAILED && failed.add(key)) {
                change(key, true);
            }
        });
        gateways = Map.copyOf(now);
    }

    private void change(final GatewayKey key, final boolean isFailed) {
        LOG.info("rib gateway={} interface={} state={}", Ipv8Address.ofBits(key.address()), key.port(), isFailed ? "failed" : "answers");
        rib.gatewayState(key.address(), key.port(), isFailed);
    }

    /** Links by port. */
    Map<String, Boolean> links() {
        return publishedLinks;
    }

    /** Whether a dataplane has said Hello since this process started. */
    boolean hasDataplane() {
        return hasDataplane;
    }

    /** {@code reachable}, {@code failed} or {@code incomplete}; null when the dataplane does not look for it. */
    String gatewayWord(final long address, final String port) {
        final StatusHandler.Gateway.State state = gateways.get(new GatewayKey(address, port));
        return state == null ? null : switch (state) {
            case REACHABLE -> "reachable";
            case FAILED -> "failed";
            case UNKNOWN -> "incomplete";
        };
    }
}
