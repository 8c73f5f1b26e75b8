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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands links and gateways on to the RIB, and keeps them for those who ask. Thread: control; the published copies: any. */
final class DataplaneState implements DataplaneListener {
    private static final Logger LOG = LoggerFactory.getLogger(DataplaneState.class);

    /** A gateway on a port. */
    record GatewayKey(long address, String port) {
    }

    private final Rib rib;
    private final BooleanSupplier isConfigurationOurs;
    private final Runnable onFreshDataplane;
    private final Map<String, Boolean> links = new HashMap<>();
    private final Set<GatewayKey> failed = new HashSet<>();
    private volatile Map<String, Boolean> publishedLinks = Map.of();
    private volatile Map<GatewayKey, StatusHandler.Gateway.State> gateways = Map.of();
    private volatile long configuration;
    private volatile long differences;

    /**
     * @param onFreshDataplane      called when one that was started since has said Hello.
     * @param isConfigurationOurs   whether the one that said Hello has the interfaces that this process goes by, see {@link #configuration}.
     */
    DataplaneState(final Rib rib, final Runnable onFreshDataplane, final BooleanSupplier isConfigurationOurs) {
        this.rib = rib;
        this.onFreshDataplane = onFreshDataplane;
        this.isConfigurationOurs = isConfigurationOurs;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    public void dataplane(final boolean isFresh, final long fingerprint) {
        if (isFresh) {
            onFreshDataplane.run();
        }
        configuration = fingerprint;
        if (!isConfigurationOurs.getAsBoolean()) {
            differences++;
            LOG.warn("fib session fault=config the dataplane was started with other dpdk, dataplane or interface lines than are in force here: gateways may be looked for where it has no "
                + "address; restart the dataplane, or put those lines back as they were");
        }
    }

    @Override
    public void ports(final List<StatusHandler.Port> ports, final boolean isNew) {
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

    /** Fingerprint of what the dataplane was started with; 0 when not known. */
    long configuration() {
        return configuration;
    }

    /** Dataplanes that came with another configuration than ours. */
    long differences() {
        return differences;
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
