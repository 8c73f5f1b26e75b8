// SPDX-License-Identifier: Apache-2.0
// A link that runs.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.NothingAbove;
import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.session.SessionEnd;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.bgp8.session.Side;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A link that runs: the machines of the session over it, each with what is above it. */
final class Link {
    final Plan.LinkPlan plan;
    final End[] ends = new End[2];
    private final Network network;
    private int starts;

    Link(final Network network, final Plan.LinkPlan plan) {
        this.network = network;
        this.plan = plan;
        ends[0] = new End(plan.ends[0]);
        ends[1] = new End(plan.ends[1]);
    }

    End end(final Plan.SpeakerPlan of) {
        return plan.ends[0].self == of ? ends[0] : ends[1];
    }

    End other(final End end) {
        return ends[0] == end ? ends[1] : ends[0];
    }

    boolean isUp() {
        return ends[0].session.up() != null && ends[1].session.up() != null && ends[0].session.connection() == ends[1].session.connection();
    }

    /** Whether connections can be opened. */
    void reachable(final boolean can) {
        ends[0].session.reachable(can);
        ends[1].session.reachable(can);
    }

    /** One end of it. */
    final class End {
        final Plan.EndPlan plan;
        SessionEnd session;
        Outbox outbox;
        int peer;
        boolean isStuck;
        boolean isRemoved;
        private int generation;

        End(final Plan.EndPlan plan) {
            this.plan = plan;
        }

        Link link() {
            return Link.this;
        }

        Speaker speaker() {
            return network.speaker(plan.self);
        }

        /** Whether the speaker runs, and has this neighbour. */
        boolean isThere() {
            return !isRemoved && speaker().isAlive();
        }

        /** What the session said last is of no interest any more. */
        void abandon() {
            generation++;
            if (outbox != null) {
                outbox.over();
                outbox = null;
            }
        }

        /** The operator takes the neighbour out of the configuration. */
        void remove() {
            abandon();
            isRemoved = true;
            speaker().detach(peer);
            speaker().ends.remove(peer);
            speaker().rib.removePeers(peer);
            speaker().poke();
            session.tell(() -> session.machine().deconfigure(network.wire.nowNs()));
        }

        /** A machine for a speaker that has just begun, or for a neighbour that is new. */
        void begin(final boolean hasRestarted) {
            isRemoved = false;
            session = new SessionEnd("s" + plan.self.index, network.wire, plan.session(hasRestarted), new Above(), network.seed * 1000 + starts++, false);
            if (other(this).session != null) {
                SessionEnd.join(session, other(this).session);
            }
            session.reachable(!Link.this.plan.isDown);
            final Speaker self = speaker();
            if (self != null) {
                peer = self.rib.addPeer(plan.peer());
                self.ends.put(peer, this);
            }
        }

        void stuck(final boolean now) {
            isStuck = now;
            if (outbox != null) {
                outbox.stuck(now);
            }
        }

        /** What the speaker does with what the session says: later, when its turn comes. */
        private final class Above extends NothingAbove {
            private final Speaker self = network.speaker(plan.self);

            private final int born = generation;

            private boolean isOurs() {
                return born == generation;
            }

            /** Of what waits when the neighbour is removed nothing is taken any more. */
            private void tell(final Runnable event) {
                self.tell(() -> {
                    if (isOurs()) {
                        event.run();
                    }
                });
            }

            @Override
            public void established(final Side side, final SessionOptions options) {
                if (!isOurs()) {
                    return;
                }
                final Outbox mine = new Outbox(session, network.wire);
                outbox = mine;
                network.log.add(plan.self.index, () -> "is up with " + plan.other.index);
                if (self == null) {
                    network.outsider.up(End.this, options);
                    return;
                }
                tell(() -> {
                    self.attach(peer, mine);
                    self.rib.up(peer, options, plan.self.address, network.wire.nowNs());
                });
                if (isStuck) {
                    network.wire.at(network.wire.nowNs() + 1, () -> mine.stuck(isStuck));
                }
            }

            @Override
            public void down(final SessionDown down) {
                if (!isOurs()) {
                    return;
                }
                outbox.over();
                outbox = null;
                network.log.add(plan.self.index, () -> "lost " + plan.other.index + ": " + down);
                network.downs.add(down);
                if (self != null) {
                    tell(() -> {
                        self.detach(peer);
                        self.rib.down(peer, down, network.wire.nowNs());
                    });
                }
            }

            @Override
            public void update(final DirectBuffer buffer, final int offset, final int length) {
                if (isOurs() && self != null) {
                    final byte[] copy = new byte[length];
                    buffer.getBytes(offset, copy);
                    tell(() -> self.rib.update(peer, new UnsafeBuffer(copy), 0, copy.length, network.wire.nowNs()));
                }
            }

            @Override
            public void refresh(final Carrier carrier, final int subtype) {
                if (!isOurs()) {
                    return;
                }
                if (self == null) {
                    network.outsider.refresh(End.this, carrier, subtype);
                } else {
                    tell(() -> self.rib.refresh(peer, carrier, subtype, network.wire.nowNs()));
                }
            }

            @Override
            public void stateChanged(final SessionState from, final SessionState to, final String cause) {
                network.log.add(plan.self.index, () -> from + " to " + to + " with " + plan.other.index + ' ' + cause);
            }
        }
    }
}
