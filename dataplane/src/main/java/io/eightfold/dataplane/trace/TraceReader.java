// SPDX-License-Identifier: Apache-2.0
// Makes views of the rings.
package io.eightfold.dataplane.trace;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.PacketTrace.Step;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.SlowKind;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins the workers' records of packets with the control thread's records of their further steps. Thread: session. */
final class TraceReader {
    /** In place of a verdict: the packet ended before the check. */
    static final int NOT_CHECKED = -1;

    private final List<RouterPort> ports;

    /** A packet's record while its steps are gathered. */
    private record Found(ByteBuffer record, int worker, List<Step> steps) {
        long timeNs() {
            return record.getLong(PacketRecord.TIME_NS);
        }
    }

    TraceReader(final List<RouterPort> ports) {
        this.ports = ports;
    }

    /** @param clearedSessions requests up to this one are not shown. */
    List<PacketTrace> read(final List<WorkerTrace> workers, final SlowTrace slowPath, final int clearedSessions, final TraceSession session) {
        final Map<Integer, Found> byNumber = new HashMap<>();
        final List<ByteBuffer> late = new ArrayList<>();
        for (int worker = 0; worker < workers.size(); worker++) {
            for (final ByteBuffer record : workers.get(worker).ring().copies()) {
                if (record.getInt(PacketRecord.END) == PacketRecord.REFUSED_LATE) {
                    late.add(record);
                } else if (record.getInt(PacketRecord.SESSION) > clearedSessions) {
                    byNumber.put(record.getInt(PacketRecord.NUMBER), new Found(record, worker, new ArrayList<>()));
                }
            }
        }
        // After the workers' rings: a step is not missed because its packet was handed over in between.
        slowPath.ring().copies().stream().sorted(Comparator.comparingLong(r -> r.getLong(0))).forEach(r -> addTo(byNumber, r, StepRecord.NUMBER,
            StepRecord.TIME_NS, slowStage(r)));
        late.forEach(r -> addTo(byNumber, r, PacketRecord.NUMBER, PacketRecord.TIME_NS, dropped(r.getInt(PacketRecord.END_ARGUMENT))));
        final List<Found> shown = byNumber.values().stream().filter(TraceReader::isShown).sorted(Comparator.comparingLong(Found::timeNs)
            .thenComparingInt(f -> f.record.getInt(PacketRecord.NUMBER))).toList();
        final List<PacketTrace> packets = new ArrayList<>();
        for (final Found found : shown) {
            packets.add(new PacketTrace(packets.size() + 1, found.timeNs() - session.startedNs(), found.worker, steps(found)));
        }
        return List.copyOf(packets);
    }

    private static void addTo(final Map<Integer, Found> byNumber, final ByteBuffer record, final int number, final int timeNs, final TraceStage stage) {
        final Found found = byNumber.get(record.getInt(number));
        if (found != null) {
            found.steps.add(new Step(record.getLong(timeNs) - found.timeNs(), stage));
        }
    }

    /** When only drops are wanted, a packet that was handed over counts once it has been dropped. */
    private static boolean isShown(final Found found) {
        return found.record.getInt(PacketRecord.IS_TENTATIVE) == 0 || found.steps.stream().anyMatch(s -> s.stage() instanceof TraceStage.Dropped);
    }

    private List<Step> steps(final Found found) {
        final List<TraceStage> stages = new ArrayList<>();
        stages.add(received(found.record));
        final int outer = found.record.getInt(PacketRecord.OUTER_ENCAPSULATION);
        if (outer != 0) {
            stages.add(new TraceStage.Decapsulated(ipv4(found.record.getInt(PacketRecord.OUTER_SOURCE)), encapsulation(outer)));
        }
        final int verdict = found.record.getInt(PacketRecord.VERDICT);
        if (verdict != NOT_CHECKED) {
            stages.add(new TraceStage.Checked(verdict(verdict)));
        }
        if (verdict != NOT_CHECKED && ForwardingWorker.isLookedUp(verdict)) {
            addLookup(found.record, stages);
        }
        if (found.record.getInt(PacketRecord.END) == PacketRecord.FORWARDED && isTunnel(found.record)) {
            stages.add(new TraceStage.Encapsulated(remote(found.record), encapsulation(found.record.getInt(PacketRecord.NEXT_HOP_ENCAPSULATION))));
        }
        stages.add(end(found.record));
        final int suppressed = found.record.getInt(PacketRecord.SUPPRESSED);
        if (suppressed >= 0) {
            stages.add(new TraceStage.IcmpSuppressed(suppressed >>> 8, suppressed & 0xFF));
        }
        final List<Step> steps = new ArrayList<>();
        stages.forEach(stage -> steps.add(new Step(0, stage)));
        steps.addAll(found.steps);
        return List.copyOf(steps);
    }

    private TraceStage received(final ByteBuffer record) {
        final RouterPort port = ports.get(record.getInt(PacketRecord.PORT));
        final int length = record.getInt(PacketRecord.LENGTH) & Integer.MAX_VALUE;
        final byte[] bytes = frame(record, PacketRecord.RECEIVED, length);
        final ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        final int type = bytes.length < EthernetLayout.LENGTH ? 0 : frame.getShort(EthernetLayout.TYPE) & 0xFFFF;
        final boolean isIpv8 = type == port.etherType() && bytes.length >= EthernetLayout.LENGTH + Ipv8Layout.MIN_LENGTH;
        final boolean isIpv4 = type == EthernetLayout.IPV4 && bytes.length >= EthernetLayout.LENGTH + Ipv4Layout.MIN_LENGTH;
        final boolean isIp = isIpv8 || isIpv4;
        final int packet = EthernetLayout.LENGTH;
        return new TraceStage.Received(port.name(), port.vrf().word(), length, record.getInt(PacketRecord.LENGTH) < 0,
            isIp ? address(frame, isIpv8, packet + (isIpv8 ? Ipv8Layout.SOURCE : Ipv4Layout.SOURCE)) : null,
            isIp ? address(frame, isIpv8, packet + (isIpv8 ? Ipv8Layout.DESTINATION : Ipv4Layout.DESTINATION)) : null,
            isIp ? (Integer) (frame.get(packet + Ipv8Layout.PROTOCOL) & 0xFF) : null, isIp ? (Integer) (frame.get(packet + Ipv8Layout.TTL) & 0xFF) : null,
            bytes);
    }

    private static Ipv8Address address(final ByteBuffer frame, final boolean isIpv8, final int offset) {
        return Ipv8Address.ofBits(isIpv8 ? frame.getLong(offset) : frame.getInt(offset) & 0xFFFF_FFFFL);
    }

    private static String verdict(final int verdict) {
        if (ForwardingWorker.isLookedUp(verdict)) {
            return verdict == ForwardingWorker.IPV4 ? "ipv4" : "ipv8";
        }
        return switch (verdict) {
            case ForwardingWorker.NOT_FOR_US -> "other";
            case ForwardingWorker.GROUP_IPV8 -> "ipv8-group";
            case ForwardingWorker.GROUP_IPV4 -> "ipv4-group";
            default -> DropReason.ofId(ForwardingWorker.reason(verdict)).label();
        };
    }

    private void addLookup(final ByteBuffer record, final List<TraceStage> stages) {
        final int hop = record.getInt(PacketRecord.HOP);
        final int member = record.getInt(PacketRecord.MEMBER);
        final boolean isGroup = hop >= Fib.GROUP_BIT;
        final String result = hop == Fib.NO_ASN ? DropReason.NO_ROUTE_TO_ASN.label() : hop < 0 ? DropReason.NO_ROUTE.label() : isGroup ? "group" : "next-hop";
        stages.add(new TraceStage.LookedUp(ports.get(record.getInt(PacketRecord.PORT)).vrf().word(), result, isGroup ? hop & ~Fib.GROUP_BIT : -1, member));
        if (member >= 0) {
            final long macAndFlags = record.getLong(PacketRecord.NEXT_HOP_MAC_AND_FLAGS);
            final long flags = macAndFlags >>> NextHopTable.FLAGS_SHIFT;
            final boolean isPlain = (flags & NextHopTable.FLAG_SPECIAL) == 0;
            final boolean isTunnel = isTunnel(record);
            // The bits of a MAC lie in memory as on the wire: the same turn gives its number back.
            stages.add(new TraceStage.NextHop(kind(record.getInt(PacketRecord.NEXT_HOP_TYPE)), portName(record.getInt(PacketRecord.NEXT_HOP_PORT)),
                isPlain ? Long.reverseBytes(macAndFlags << 16) : 0, !isTunnel && (flags & NextHopTable.FLAG_IPV4_ONLY) != 0, record.getInt(PacketRecord.NEXT_HOP_MTU),
                isTunnel ? remote(record) : null, isTunnel ? encapsulation(record.getInt(PacketRecord.NEXT_HOP_ENCAPSULATION)) : null));
        }
    }

    /** Of a packet that was not routed the type is 0, a neighbour. */
    private static boolean isTunnel(final ByteBuffer record) {
        return record.getInt(PacketRecord.NEXT_HOP_TYPE) == NextHopTable.TYPE_TUNNEL;
    }

    private static Ipv8Address remote(final ByteBuffer record) {
        return ipv4(record.getInt(PacketRecord.NEXT_HOP_REMOTE));
    }

    private static Ipv8Address ipv4(final int host) {
        return Ipv8Address.ofBits(host & 0xFFFF_FFFFL);
    }

    private static String encapsulation(final int id) {
        return Encapsulation.ofId(id).map(Encapsulation::word).orElse("encapsulation-" + id);
    }

    private static String kind(final int type) {
        return switch (type) {
            case NextHopTable.TYPE_NEIGHBOR -> "neighbor";
            case NextHopTable.TYPE_GLEAN -> "connected";
            case NextHopTable.TYPE_LOCAL -> "local";
            case NextHopTable.TYPE_BLACKHOLE -> "blackhole";
            case NextHopTable.TYPE_UNREACHABLE -> "unreachable";
            case NextHopTable.TYPE_BROADCAST -> "broadcast";
            case NextHopTable.TYPE_PROHIBIT -> "prohibit";
            case NextHopTable.TYPE_TUNNEL -> "tunnel";
            default -> "type-" + type;
        };
    }

    private TraceStage end(final ByteBuffer record) {
        final int argument = record.getInt(PacketRecord.END_ARGUMENT);
        final int outPort = record.getInt(PacketRecord.OUT_PORT);
        return switch (record.getInt(PacketRecord.END)) {
            case PacketRecord.FORWARDED -> new TraceStage.Forwarded(portName(outPort), record.getInt(PacketRecord.OUT_LENGTH),
                frame(record, PacketRecord.SENT, record.getInt(PacketRecord.OUT_LENGTH)));
            case PacketRecord.FRAGMENTED -> new TraceStage.Fragmented(portName(outPort), argument);
            case PacketRecord.HANDED_OVER -> new TraceStage.HandedOver(SlowKind.word(argument));
            default -> dropped(argument);
        };
    }

    private TraceStage slowStage(final ByteBuffer record) {
        final int argument = record.getInt(StepRecord.ARGUMENT);
        final String port = portName(record.getInt(StepRecord.PORT));
        return switch (record.getInt(StepRecord.STEP)) {
            case StepRecord.DELIVERED -> new TraceStage.Delivered();
            case StepRecord.PUNTED -> new TraceStage.Punted(port);
            case StepRecord.WAITING -> new TraceStage.Waiting(port);
            case StepRecord.SENT_FRAME -> new TraceStage.Sent(port, record.getInt(StepRecord.LENGTH), frame(record, StepRecord.SENT, record.getInt(StepRecord.LENGTH)));
            case StepRecord.LOST -> new TraceStage.Lost(DropReason.ofId(argument).label());
            case StepRecord.ICMP_ERROR -> new TraceStage.IcmpError(argument >>> 8, argument & 0xFF);
            case StepRecord.ENCAPSULATED -> new TraceStage.Encapsulated(ipv4(record.getInt(StepRecord.REMOTE)), encapsulation(argument));
            case StepRecord.ICMP_SUPPRESSED -> new TraceStage.IcmpSuppressed(argument >>> 8, argument & 0xFF);
            default -> dropped(argument);
        };
    }

    private static TraceStage dropped(final int reason) {
        return new TraceStage.Dropped(DropReason.ofId(reason).label());
    }

    private String portName(final int port) {
        return ports.get(port).name();
    }

    private static byte[] frame(final ByteBuffer record, final int offset, final int lengthBytes) {
        final byte[] bytes = new byte[Math.min(lengthBytes, PacketRecord.FRAME_BYTES)];
        record.get(offset, bytes);
        return bytes;
    }
}
