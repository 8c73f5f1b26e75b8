// SPDX-License-Identifier: Apache-2.0
// What the log says of a neighbour.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.session.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of a neighbour: sessions that come and go, and errors at most once a second. Thread: session. */
final class LinkLog {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);
    private static final long ERRORS_NS = 1_000_000_000L;

    private final String name;
    private long errors;
    private long errorsLogged;
    private long errorAtNs;

    LinkLog(final String name) {
        this.name = name;
    }

    void down(final SessionDown down) {
        LOG.warn("bgp8 peer={} session down cause={} code={} subcode={} graceful={} text=\"{}\"", name, down.cause(), down.code(), down.subcode(), down.isGraceful(), down.text());
    }

    void stateChanged(final SessionState from, final SessionState to, final String cause) {
        if (to == SessionState.ESTABLISHED) {
            LOG.info("bgp8 peer={} session up was={}", name, from.word());
        } else {
            LOG.debug("bgp8 peer={} state={} was={} cause={}", name, to.word(), from.word(), cause);
        }
    }

    void error(final MessageError error, final long nowNs) {
        errors++;
        if (errors == 1 || errorAtNs - nowNs <= 0) {
            LOG.warn("bgp8 peer={} fault=peer error={} errors={}", name, error, errors - errorsLogged);
            errorsLogged = errors;
            errorAtNs = nowNs + ERRORS_NS;
        }
    }
}
