// SPDX-License-Identifier: Apache-2.0
// Takes what the messages of a peer say.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.Consequence;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.UpdateHandler;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the messages of a peer say, and keeps it to its limit of prefixes. Thread: control. */
final class UpdateIntake implements UpdateHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateIntake.class);
    /** Source: RFC 4486 §3. */
    private static final int MAX_PREFIXES_REACHED = 1;
    private static final int ASN_BITS = 32;

    private final AdjRibIn adjRibIn;
    private final AttributePool pool;
    private final Restarts restarts;
    private final PeerOutput output;
    private final BgpRibListener listener;
    private BgpPeer peer;
    private int nowS;
    private int attributes;
    /** The same without a tunnel's end, for IPv4; none until a prefix of IPv4 needs it. */
    private int attributesOfIpv4;
    private MessageError fatal;

    UpdateIntake(final AdjRibIn adjRibIn, final AttributePool pool, final Restarts restarts, final PeerOutput output, final BgpRibListener listener) {
        this.adjRibIn = adjRibIn;
        this.pool = pool;
        this.restarts = restarts;
        this.output = output;
        this.listener = listener;
    }

    /** A message of a peer whose session is up. Nothing is taken of one that was told to go. */
    void take(final BgpPeer from, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (from.isCeased) {
            return;
        }
        peer = from;
        nowS = (int) TimeUnit.NANOSECONDS.toSeconds(nowNs);
        fatal = null;
        peer.updatesIn++;
        final Consequence consequence = peer.decoder.decode(buffer, offset, length, this);
        forget();
        if (consequence == Consequence.SESSION_RESET) {
            peer.isCeased = true;
            output.reset(peer.id, fatal);
        }
    }

    @Override
    public void attributes(final AttributeSet set) {
        final int interned = pool.intern(set);
        forget();
        attributes = interned;
    }

    private void forget() {
        pool.release(attributes);
        pool.release(attributesOfIpv4);
        attributes = AttributePool.NONE;
        attributesOfIpv4 = AttributePool.NONE;
    }

    /** IPv4 crosses IPv4 by itself: a tunnel's end says nothing about its prefixes, and must not lead them into a tunnel (spec section 5). */
    private int attributes(final long address, final int lengthBits) {
        if (address >>> ASN_BITS != 0 || lengthBits < ASN_BITS || pool.set(attributes).tunnelEndpoint() == null) {
            return attributes;
        }
        if (attributesOfIpv4 == AttributePool.NONE) {
            attributesOfIpv4 = pool.intern(pool.set(attributes).with().tunnelEndpoint(null).build());
        }
        return attributesOfIpv4;
    }

    @Override
    public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
        if (pathId != 0 && adjRibIn.isFull(peer, carrier.ordinal(), address, lengthBits, pathId)) {
            error(new MessageError(ErrorKind.TOO_MANY_PATHS, "maximum=" + AdjRibIn.MAX_PATHS + " pathId=" + Integer.toUnsignedString(pathId)));
            return;
        }
        if (!peer.isCeased && adjRibIn.announce(peer, carrier.ordinal(), address, lengthBits, pathId, attributes(address, lengthBits), nowS)) {
            checkLimit();
        }
    }

    /** The operator may have lowered the limit below what a peer has. */
    void checkLimit(final BgpPeer of) {
        peer = of;
        if (of.isUp() && !of.isCeased) {
            checkLimit();
        }
    }

    private void checkLimit() {
        final int limit = peer.settings.maxPrefixes();
        if (limit == 0) {
            return;
        }
        final int received = peer.received();
        if (received > limit && !peer.settings.isWarningOnly()) {
            LOG.warn("bgp8 peer={} fault=peer too many prefixes received={} maximumPrefix={} restartS={}; raise maximum-prefix, or ask the peer to filter",
                peer.settings.name(), received, limit, peer.settings.restartS());
            peer.isCeased = true;
            output.cease(peer.id, MAX_PREFIXES_REACHED, "max-prefix", peer.settings.restartS());
        } else if (!peer.hasWarned && (long) received * 100 > (long) limit * peer.settings.warnPercent()) {
            LOG.warn("bgp8 peer={} fault=peer many prefixes received={} maximumPrefix={} warnPercent={}", peer.settings.name(), received, limit,
                peer.settings.warnPercent());
            peer.hasWarned = true;
        }
    }

    @Override
    public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
        final int path = adjRibIn.find(peer, carrier.ordinal(), address, lengthBits, pathId);
        if (path != PathTable.NONE) {
            adjRibIn.remove(path, peer);
        }
    }

    @Override
    public void endOfRib(final Carrier carrier) {
        peer.endOfRibReceived |= 1 << carrier.ordinal();
        restarts.endOfRib(peer, carrier);
        listener.endOfRib(peer.id, carrier);
    }

    @Override
    public void error(final MessageError error) {
        peer.errors[error.kind().ordinal()]++;
        if (error.consequence() == Consequence.SESSION_RESET) {
            fatal = error;
        }
        listener.error(peer.id, error);
    }
}
