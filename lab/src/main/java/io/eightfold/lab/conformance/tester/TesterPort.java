// SPDX-License-Identifier: Apache-2.0
// One port of the tester.
package io.eightfold.lab.conformance.tester;

import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.lab.conformance.frame.Frame;
import io.eightfold.lab.conformance.frame.FrameWriter;
import io.eightfold.lab.conformance.frame.Stations;
import io.eightfold.lab.conformance.script.Field;
import io.eightfold.lab.conformance.script.Layer;
import io.eightfold.lab.conformance.script.LayerKind;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends, receives, answers for its hosts. Thread: session, one owner. */
final class TesterPort implements AutoCloseable {
    private static final int FRAME_CAPACITY_BYTES = 65_535;
    private final PortPlan plan;
    private final PacketSocketLink link;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(FRAME_CAPACITY_BYTES);
    private long routerMac;
    private boolean isAnswering = true;

    TesterPort(PortPlan plan, PacketSocketLink link) {
        this.plan = plan;
        this.link = link;
    }

    PortPlan plan() {
        return plan;
    }

    Stations stations() {
        return new Stations(link.mac(), routerMac);
    }

    boolean knowsRouter() {
        return routerMac != 0;
    }

    void answering(boolean isOn) {
        isAnswering = isOn;
    }

    /** Sends a frame of these layers. */
    Frame send(FrameWriter writer, List<Layer> layers) {
        byte[] frame = writer.write(layers, stations());
        return send(frame);
    }

    private Frame send(byte[] frame) {
        MemorySegment.copy(frame, 0, memory, ValueLayout.JAVA_BYTE, 0, frame.length);
        Frame sent = Frame.of(plan.name(), true, nowNs(), frame, stations());
        link.send(memory.address(), frame.length);
        return sent;
    }

    /** A frame if one is there. */
    Optional<Frame> receive() {
        int length = link.receive(memory.address(), FRAME_CAPACITY_BYTES, 0);
        if (length == 0) {
            return Optional.empty();
        }
        byte[] bytes = memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        Frame frame = Frame.of(plan.name(), false, nowNs(), bytes, stations());
        if (!knowsRouter()) {
            learn(frame);
        }
        return Optional.of(frame);
    }

    private void learn(Frame frame) {
        if (frame.layers().size() > 1 && frame.layers().get(1).kind() == LayerKind.ARP && plan.router().equals(address(frame, "sender"))) {
            routerMac = MacAddress.parse(frame.layers().getFirst().fields().get("src"));
        }
    }

    /** Asks for the router by ARP. */
    Frame ask(FrameWriter writer) {
        return send(writer, List.of(layer(LayerKind.ARP, Map.of("sender", plan.own(), "target", plan.router()))));
    }

    /** Says that the hosts of the port are there, as the draft asks of hosts that start (section 2): a router that gave them up believes in them again. */
    void announce(FrameWriter writer) {
        plan.ipv8Hosts().forEach(host -> send(writer, List.of(layer(LayerKind.ARP8, Map.of("sender", host.toString(), "target", host.toString())))));
    }

    /** Answers a request for one of the port's hosts. */
    Optional<Frame> answer(FrameWriter writer, Frame frame) {
        LayerKind kind = frame.layers().size() > 1 ? frame.layers().get(1).kind() : LayerKind.DATA;
        if (!isAnswering || kind != LayerKind.ARP && kind != LayerKind.ARP8 || !frame.layers().get(1).fields().get("op").equals("1")) {
            return Optional.empty();
        }
        Ipv8Address target = Ipv8Address.parse(address(frame, "target"));
        if (!(kind == LayerKind.ARP8 ? plan.ipv8Hosts() : plan.ipv4Hosts()).contains(target)) {
            return Optional.empty();
        }
        return Optional.of(send(writer, List.of(layer(LayerKind.ETH, Map.of("dst", "router")),
            layer(kind, Map.of("op", "2", "sender", target.toString(), "target", address(frame, "sender"), "tmac", "router")))));
    }

    private static String address(Frame frame, String field) {
        return frame.layers().get(1).fields().get(field);
    }

    private static Layer layer(LayerKind kind, Map<String, String> fields) {
        return new Layer(kind, fields.entrySet().stream()
            .map(field -> new Field(field.getKey(), false, List.of(new Field.Range(field.getValue(), field.getValue())))).toList());
    }

    private static long nowNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public void close() {
        link.close();
        arena.close();
    }
}
