// SPDX-License-Identifier: Apache-2.0
// What happens to the paths of peers whose sessions come and go.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.SessionOptions.PeerRestart;
import io.eightfold.bgp8.session.SessionDown;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the paths of peers whose sessions come and go, or that tell all again: at once away, or stale until the peer has told them again or the time for
 * it is over. Sources: RFC 4724 §4.2, 7313 §4, 8538, 9494 §4. Thread: control.
 */
final class Restarts {
    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);
    /** For which stale paths stay after the session is up again, when the operator says nothing; as FRR's stale-path time. */
    private static final int DEFAULT_STALE_S = 360;
    /** After which a peer that never ends a refresh has ended it. */
    private static final int REFRESH_S = 600;
    /** Between two beginnings of a refresh, of one peer, that each cost a walk over all paths. */
    private static final long REFRESH_WALK_NS = TimeUnit.SECONDS.toNanos(2);
    private static final Carrier[] CARRIERS = Carrier.values();

    private final Peers peers;
    private final AdjRibIn adjRibIn;
    private final RibWalk walk;
    /** No timer is due before; it may be too early. */
    private long nextDeadlineNs;
    private boolean hasDeadline;

    Restarts(final Peers peers, final AdjRibIn adjRibIn, final RibWalk walk) {
        this.peers = peers;
        this.adjRibIn = adjRibIn;
        this.walk = walk;
    }

    /** The session is down; {@code peer.lastOptions} are those it had. */
    void down(final BgpPeer peer, final SessionDown down, final long nowNs) {
        final PeerRestart restart = peer.lastOptions.gracefulRestart();
        for (final Carrier carrier : CARRIERS) {
            final boolean isKept = down.isGraceful() && restart != null && restart.carriers().contains(carrier);
            settle(peer, carrier.ordinal(), isKept);
            peer.flip(carrier.ordinal(), isKept ? OldPaths.STALE : OldPaths.DEAD);
            if (isKept) {
                deadline(peer, carrier.ordinal(), nowNs, limited(restart.restartTimeS(), peer.settings.staleTimeS()));
            }
        }
        walk.peer(peer.id, RibWalk.REMOVE);
    }

    private static int limited(final int seconds, final int limit) {
        return limit > 0 ? Math.min(seconds, limit) : seconds;
    }

    /** Sees to it that there are no old paths: those that a refresh was about stay, others go. */
    private void settle(final BgpPeer peer, final int carrier, final boolean isKept) {
        if (peer.old(carrier) == OldPaths.REFRESHING && isKept) {
            adjRibIn.adopt(peer, carrier);
        } else if (peer.old(carrier) != OldPaths.NONE) {
            bury(peer, carrier);
            walk.finish();
        }
    }

    private void bury(final BgpPeer peer, final int carrier) {
        peer.old(carrier, OldPaths.DEAD);
        walk.peer(peer.id, RibWalk.REMOVE);
    }

    /** The session is up again. Source: RFC 4724 §4.2: what the peer has not preserved goes at once. */
    void up(final BgpPeer peer, final SessionOptions options, final long nowNs) {
        for (final Carrier carrier : CARRIERS) {
            if (isStale(peer, carrier)) {
                final PeerRestart restart = options.gracefulRestart();
                if (restart == null || !restart.preserved().contains(carrier) || !options.carriers().contains(carrier)) {
                    bury(peer, carrier.ordinal());
                } else if (peer.old(carrier.ordinal()) == OldPaths.STALE) {
                    deadline(peer, carrier.ordinal(), nowNs, peer.settings.staleTimeS() > 0 ? peer.settings.staleTimeS() : DEFAULT_STALE_S);
                }
            }
        }
    }

    private static boolean isStale(final BgpPeer peer, final Carrier carrier) {
        final OldPaths old = peer.old(carrier.ordinal());
        return old == OldPaths.STALE || old == OldPaths.LONG_LIVED;
    }

    void endOfRib(final BgpPeer peer, final Carrier carrier) {
        if (isStale(peer, carrier)) {
            bury(peer, carrier.ordinal());
        }
    }

    /**
     * RFC 7313 §4: before the first End-of-RIB it means nothing. One that would cost a walk so soon after another is left out: what was said since the one before counts
     * as said again.
     */
    void refreshBegins(final BgpPeer peer, final Carrier carrier, final long nowNs) {
        if (isStale(peer, carrier)) {
            return;
        }
        if (peer.old(carrier.ordinal()) != OldPaths.NONE) {
            if (peer.refreshWalkNs != 0 && nowNs - peer.refreshWalkNs < REFRESH_WALK_NS) {
                peer.errors[ErrorKind.REFRESH_TOO_OFTEN.ordinal()]++;
                return;
            }
            peer.refreshWalkNs = nowNs;
        }
        if (peer.old(carrier.ordinal()) == OldPaths.REFRESHING) {
            adjRibIn.adopt(peer, carrier.ordinal());
        } else if (peer.old(carrier.ordinal()) == OldPaths.DEAD) {
            walk.finish();
        }
        peer.flip(carrier.ordinal(), OldPaths.REFRESHING);
        deadline(peer, carrier.ordinal(), nowNs, REFRESH_S);
    }

    void refreshEnds(final BgpPeer peer, final Carrier carrier) {
        if (peer.old(carrier.ordinal()) == OldPaths.REFRESHING) {
            bury(peer, carrier.ordinal());
        }
    }

    private void deadline(final BgpPeer peer, final int carrier, final long nowNs, final int seconds) {
        final long deadlineNs = nowNs + TimeUnit.SECONDS.toNanos(seconds);
        peer.oldDeadlineNs[carrier] = deadlineNs;
        if (!hasDeadline || deadlineNs - nextDeadlineNs < 0) {
            nextDeadlineNs = deadlineNs;
            hasDeadline = true;
        }
    }

    /** Acts on deadlines that have passed. */
    int onTime(final long nowNs) {
        if (!hasDeadline || nextDeadlineNs - nowNs > 0) {
            return 0;
        }
        hasDeadline = false;
        peers.forEach(peer -> onTime(peer, nowNs));
        return 1;
    }

    private void onTime(final BgpPeer peer, final long nowNs) {
        for (final Carrier carrier : CARRIERS) {
            final OldPaths old = peer.old(carrier.ordinal());
            if (old == OldPaths.NONE || old == OldPaths.DEAD) {
                continue;
            }
            final long leftNs = peer.oldDeadlineNs[carrier.ordinal()] - nowNs;
            if (leftNs > 0) {
                deadline(peer, carrier.ordinal(), nowNs + leftNs, 0);
            } else {
                expired(peer, carrier, nowNs);
            }
        }
    }

    private void expired(final BgpPeer peer, final Carrier carrier, final long nowNs) {
        final int longLivedS = longLivedS(peer, carrier);
        LOG.info("bgp8 peer={} fault=peer stale routes expired carrier={} routes={} longLivedS={}", peer.settings.name(), carrier.word(), peer.oldCount(carrier.ordinal()),
            longLivedS);
        if (longLivedS > 0) {
            peer.old(carrier.ordinal(), OldPaths.LONG_LIVED);
            deadline(peer, carrier.ordinal(), nowNs, longLivedS);
            walk.peer(peer.id, RibWalk.DECIDE);
        } else {
            bury(peer, carrier.ordinal());
        }
    }

    /** For which the paths stay after the first phase; 0 when there is no second. Source: RFC 9494 §4.2. */
    private static int longLivedS(final BgpPeer peer, final Carrier carrier) {
        if (peer.old(carrier.ordinal()) != OldPaths.STALE || peer.isUp() || peer.settings.longLivedStaleS() == 0) {
            return 0;
        }
        return Math.min(peer.lastOptions.longLived().getOrDefault(carrier, 0), peer.settings.longLivedStaleS());
    }
}
