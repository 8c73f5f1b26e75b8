// SPDX-License-Identifier: Apache-2.0
// Says in the log when a link goes up or down.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.port.RouterPort;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every device ten times a second. Thread: control. */
final class LinkMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(LinkMonitor.class);
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private final List<RouterPort> ports;
    private final boolean[] isUp;
    private final Runnable listener;
    private boolean isFirst = true;
    private long nextNs;

    /** @param listener told that a link changed. */
    LinkMonitor(final List<RouterPort> ports, final Runnable listener) {
        this.ports = ports;
        this.listener = listener;
        isUp = new boolean[ports.size()];
    }

    /** Whether the link was up at the last look. */
    boolean isUp(final int port) {
        return isUp[port];
    }

    /** Looks when it is time to; a link that is down at the first look is said too. */
    void tick(final long nowNs) {
        if (!isFirst && nextNs - nowNs > 0) {
            return;
        }
        boolean hasChanged = false;
        for (final RouterPort port : ports) {
            final boolean now = port.device().link().isUp();
            if (now != isUp[port.index()] && !(isFirst && now)) {
                LOG.info("port interface={} link={} was={}", port.name(), word(now), word(!now));
            } else if (isFirst && !now) {
                LOG.warn("port fault=host interface={} link=down; bring it up: ip link set {} up", port.name(), port.name());
            }
            hasChanged |= isUp[port.index()] != now;
            isUp[port.index()] = now;
        }
        if (hasChanged) {
            listener.run();
        }
        isFirst = false;
        nextNs = nowNs + INTERVAL_NS;
    }

    private static String word(final boolean isLinkUp) {
        return isLinkUp ? "up" : "down";
    }
}
