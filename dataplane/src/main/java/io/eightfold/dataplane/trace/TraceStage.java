// SPDX-License-Identifier: Apache-2.0
// What can happen to a packet.
package io.eightfold.dataplane.trace;

import io.eightfold.wire.address.Ipv8Address;

/** One step of a packet's way. Frames are given by their first 64 bytes, or less when they are shorter. Ports are named. */
public sealed interface TraceStage {
    /** The operator's word. */
    String word();

    /**
     * It came in; of what came inside another packet, this is what was inside.
     * @param isSegmented it is longer than a buffer.
     * @param source      null, as the next three, when it is neither IPv8 nor IPv4 or too short for a header.
     */
    record Received(String port, String vrf, int lengthBytes, boolean isSegmented, Ipv8Address source, Ipv8Address destination, Integer protocol,
                    Integer ttl, byte[] bytes) implements TraceStage {
        @Override
        public String word() {
            return "received";
        }
    }

    /**
     * It was inside another packet, or in a stream.
     * @param outerSource   the end that sent it.
     * @param encapsulation the operator's word.
     */
    record Decapsulated(Ipv8Address outerSource, String encapsulation) implements TraceStage {
        @Override
        public String word() {
            return "decapsulated";
        }
    }

    /** @param verdict {@code ipv8}, {@code ipv4}, one of these with {@code -group}, {@code other} for what is no unicast packet to the port, or a drop reason. */
    record Checked(String verdict) implements TraceStage {
        @Override
        public String word() {
            return "check";
        }
    }

    /**
     * @param result  {@code next-hop}, {@code group}, {@code no-route-to-asn} or {@code no-route}.
     * @param group   number of the ECMP group; -1 for none.
     * @param nextHop number of the next-hop record, in a group of the member that the flow takes; -1 for none.
     */
    record LookedUp(String vrf, String result, int group, int nextHop) implements TraceStage {
        @Override
        public String word() {
            return "lookup";
        }
    }

    /**
     * The next-hop record as the packet found it.
     * @param kind          {@code neighbor}, {@code connected}, {@code local}, {@code blackhole}, {@code unreachable}, {@code broadcast}, {@code prohibit} or {@code tunnel}.
     * @param mac           of the neighbour, which of a tunnel is the gateway under it; 0 when it is not resolved, or no neighbour.
     * @param isIpv4Only    the neighbour takes no version 8; said of no tunnel.
     * @param remote        the other end of a tunnel; null, as the next, for all else.
     * @param encapsulation the operator's word.
     */
    record NextHop(String kind, String port, long mac, boolean isIpv4Only, int mtuBytes, Ipv8Address remote, String encapsulation) implements TraceStage {
        /** One that is no tunnel. */
        public NextHop(final String kind, final String port, final long mac, final boolean isIpv4Only, final int mtuBytes) {
            this(kind, port, mac, isIpv4Only, mtuBytes, null, null);
        }

        @Override
        public String word() {
            return "next-hop";
        }
    }

    /**
     * It was put into a tunnel: what follows is said of the outer packet, or, of an HTTPS stream, of what the stream took.
     * @param encapsulation the operator's word.
     */
    record Encapsulated(Ipv8Address remote, String encapsulation) implements TraceStage {
        @Override
        public String word() {
            return "encapsulated";
        }
    }

    /** A worker gave it to the device, rewritten. */
    record Forwarded(String port, int lengthBytes, byte[] bytes) implements TraceStage {
        @Override
        public String word() {
            return "forwarded";
        }
    }

    /** A worker gave it to the device in pieces. */
    record Fragmented(String port, int mtuBytes) implements TraceStage {
        @Override
        public String word() {
            return "fragmented";
        }
    }

    /** @param reason label as in {@code show counters}. */
    record Dropped(String reason) implements TraceStage {
        @Override
        public String word() {
            return "dropped";
        }
    }

    /** @param task what the control thread is to do. */
    record HandedOver(String task) implements TraceStage {
        @Override
        public String word() {
            return "handed-over";
        }
    }

    /** The router itself took it. */
    record Delivered() implements TraceStage {
        @Override
        public String word() {
            return "delivered";
        }
    }

    /** The kernel got it, by the port's TAP. */
    record Punted(String port) implements TraceStage {
        @Override
        public String word() {
            return "punted";
        }
    }

    /** The packet, or the router's answer to it, waits for a neighbour to answer. */
    record Waiting(String port) implements TraceStage {
        @Override
        public String word() {
            return "waiting";
        }
    }

    /** The packet, or the router's answer to it, goes out. */
    record Sent(String port, int lengthBytes, byte[] bytes) implements TraceStage {
        @Override
        public String word() {
            return "sent";
        }
    }

    /** The router's answer to it could not leave. */
    record Lost(String reason) implements TraceStage {
        @Override
        public String word() {
            return "lost";
        }
    }

    /** Its source is told by ICMP. */
    record IcmpError(int type, int code) implements TraceStage {
        @Override
        public String word() {
            return "icmp-error";
        }
    }

    /** Its source would be told by ICMP, but the rules or the rate limit forbid it. */
    record IcmpSuppressed(int type, int code) implements TraceStage {
        @Override
        public String word() {
            return "icmp-suppressed";
        }
    }
}
