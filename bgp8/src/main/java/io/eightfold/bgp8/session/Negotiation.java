// SPDX-License-Identifier: Apache-2.0
// What two OPENs lead to.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Capability;
import io.eightfold.bgp8.message.Capability.Family;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.MessageException;
import io.eightfold.bgp8.message.OpenEncoder;
import io.eightfold.bgp8.message.OpenMessage;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.SessionOptions.PeerRestart;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What two OPENs lead to: the options of the session, or the error that it ends with. A capability counts when both sides have it. Thread: any; without state. */
public final class Negotiation {
    private Negotiation() {
    }

    /** @throws MessageException when the peer is not the one of the settings, or nothing can be carried */
    public static SessionOptions of(final NeighborSettings settings, final OpenMessage local, final OpenMessage peer) throws MessageException {
        checkPeer(settings, peer);
        final Role peerRole = role(settings, peer);
        final Set<Carrier> carriers = carriers(settings, local, peer);
        final PeerRestart restart = restart(local, peer);
        return new SessionOptions(settings.localAsn(), settings.remoteAsn(), local.identifier(), peer.identifier(), Math.min(local.holdTimeS(), peer.holdTimeS()),
            carriers, addPathReceive(carriers, local, peer), Set.of(), both(local, peer, Capability.FourOctetAsn.class), both(local, peer, Capability.ExtendedMessage.class),
            // RFC 7313 §4: who tells the end of a refresh takes refreshes too
            peer.has(Capability.RouteRefresh.class) || peer.has(Capability.EnhancedRefresh.class), both(local, peer, Capability.EnhancedRefresh.class),
            restart, restart == null ? Map.of() : longLived(local, peer), local.has(Capability.RouterRole.class) ? settings.role() : null, peerRole);
    }

    private static boolean both(final OpenMessage local, final OpenMessage peer, final Class<? extends Capability> type) {
        return local.has(type) && peer.has(type);
    }

    private static void checkPeer(final NeighborSettings settings, final OpenMessage peer) throws MessageException {
        if (peer.asn() != settings.remoteAsn()) {
            throw error(ErrorKind.OPEN_PEER_AS, "asn=" + Integer.toUnsignedString(peer.asn()) + " expected=" + Integer.toUnsignedString(settings.remoteAsn()));
        }
        // RFC 6286 §2.2: two routers of an AS do not have the same identifier
        if (settings.isInternal() && peer.identifier() == settings.localIdentifier()) {
            throw error(ErrorKind.OPEN_IDENTIFIER, "identifier=0x" + Integer.toHexString(peer.identifier()) + " is ours; set another router-id on one of both");
        }
    }

    /** Source: RFC 9234 §4.2. */
    private static Role role(final NeighborSettings settings, final OpenMessage peer) throws MessageException {
        final List<Capability.RouterRole> said = peer.all(Capability.RouterRole.class).stream().distinct().toList();
        if (settings.role() == null || settings.isInternal()) {
            return null;
        }
        if (said.isEmpty()) {
            if (settings.isRoleStrict()) {
                throw error(ErrorKind.OPEN_ROLE, "role=none local=" + settings.role().word() + " strict");
            }
            return null;
        }
        final Role role = Role.of(said.getFirst().value());
        if (said.size() > 1 || role != settings.role().opposite()) {
            throw error(ErrorKind.OPEN_ROLE, "role=" + (said.size() > 1 ? "several" : role == null ? said.getFirst().value() : role.word()) + " local=" + settings.role().word());
        }
        return role;
    }

    private static Set<Carrier> carriers(final NeighborSettings settings, final OpenMessage local, final OpenMessage peer) throws MessageException {
        final Set<Carrier> carriers = EnumSet.noneOf(Carrier.class);
        final List<Capability.Multiprotocol> said = peer.all(Capability.Multiprotocol.class);
        said.forEach(one -> add(carriers, one.family()));
        if (said.isEmpty()) {
            // RFC 4760 §8: a speaker without the capability carries IPv4 unicast
            carriers.add(Carrier.IPV4);
        }
        carriers.retainAll(settings.carriers());
        if (carriers.isEmpty()) {
            // RFC 5492 §5: the data are the capabilities that are missing
            throw new MessageException(new MessageError(ErrorKind.OPEN_CAPABILITY, "no common carrier local=" + settings.carriers() + " peer=" + said,
                OpenEncoder.capabilityBytes(local.all(Capability.Multiprotocol.class))));
        }
        return carriers;
    }

    private static void add(final Set<Carrier> carriers, final Family family) {
        final Carrier carrier = Carrier.of(family.afi(), family.safi());
        if (carrier != null) {
            carriers.add(carrier);
        }
    }

    private static Set<Carrier> addPathReceive(final Set<Carrier> carriers, final OpenMessage local, final OpenMessage peer) {
        final Set<Carrier> receive = EnumSet.noneOf(Carrier.class);
        peer.all(Capability.AddPath.class).forEach(said -> said.families().stream()
            .filter(paths -> (paths.mode() & Capability.AddPath.SEND) != 0 && isWanted(local, paths.family())).forEach(paths -> add(receive, paths.family())));
        receive.retainAll(carriers);
        return receive;
    }

    private static boolean isWanted(final OpenMessage local, final Family family) {
        return local.all(Capability.AddPath.class).stream().anyMatch(said -> said.families().stream().anyMatch(paths -> paths.family().equals(family)));
    }

    private static PeerRestart restart(final OpenMessage local, final OpenMessage peer) {
        final Capability.GracefulRestart said = peer.first(Capability.GracefulRestart.class);
        if (said == null || !local.has(Capability.GracefulRestart.class)) {
            return null;
        }
        final Set<Carrier> carriers = EnumSet.noneOf(Carrier.class);
        final Set<Carrier> preserved = EnumSet.noneOf(Carrier.class);
        for (final Capability.GracefulRestart.Kept kept : said.families()) {
            add(carriers, kept.family());
            if (kept.isPreserved()) {
                add(preserved, kept.family());
            }
        }
        return new PeerRestart(said.hasRestarted(), said.isForNotification(), said.restartTimeS(), carriers, preserved);
    }

    private static Map<Carrier, Integer> longLived(final OpenMessage local, final OpenMessage peer) {
        final Map<Carrier, Integer> longLived = new EnumMap<>(Carrier.class);
        if (both(local, peer, Capability.LongLived.class)) {
            for (final Capability.LongLived.Stale stale : peer.first(Capability.LongLived.class).families()) {
                final Carrier carrier = Carrier.of(stale.family().afi(), stale.family().safi());
                if (carrier != null) {
                    longLived.put(carrier, stale.staleS());
                }
            }
        }
        return longLived;
    }

    private static MessageException error(final ErrorKind kind, final String value) {
        return new MessageException(new MessageError(kind, value));
    }
}
