// SPDX-License-Identifier: Apache-2.0
// A packet trace as JSON.
package io.eightfold.cli.show;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.eightfold.dataplane.trace.PacketTrace;
import io.eightfold.dataplane.trace.TraceStage;
import io.eightfold.dataplane.trace.TraceView;
import io.eightfold.wire.address.MacAddress;
import java.util.HexFormat;

/**
 * {@code left}, {@code startedAt} and {@code packets}; each packet has its {@code stages} in order, each of these its word under {@code stage}, when
 * it was reached, and what belongs to it. Frames are the first 64 bytes in hexadecimal digits. Thread: any.
 */
public final class TraceJson {
    private static final double NS_PER_US = 1_000.0;

    private TraceJson() {
    }

    /** A whole trace. */
    public static JsonObject of(final TraceView view) {
        final JsonObject result = new JsonObject();
        result.addProperty("left", view.left());
        result.addProperty("startedAt", view.startedAt().toString());
        final JsonArray packets = new JsonArray();
        view.packets().forEach(p -> packets.add(packet(p)));
        result.add("packets", packets);
        return result;
    }

    private static JsonObject packet(final PacketTrace packet) {
        final JsonObject result = new JsonObject();
        result.addProperty("number", packet.number());
        result.addProperty("afterUs", packet.afterNs() / NS_PER_US);
        result.addProperty("worker", packet.worker());
        final JsonArray stages = new JsonArray();
        for (final PacketTrace.Step step : packet.steps()) {
            final JsonObject entry = new JsonObject();
            entry.addProperty("stage", step.stage().word());
            entry.addProperty("afterUs", step.afterNs() / NS_PER_US);
            add(entry, step.stage());
            stages.add(entry);
        }
        result.add("stages", stages);
        return result;
    }

    private static void add(final JsonObject entry, final TraceStage stage) {
        switch (stage) {
            case TraceStage.Received received -> addReceived(entry, received);
            case TraceStage.Checked checked -> entry.addProperty("verdict", checked.verdict());
            case TraceStage.LookedUp lookup -> {
                entry.addProperty("vrf", lookup.vrf());
                entry.addProperty("result", lookup.result());
                addNumber(entry, "group", lookup.group());
                addNumber(entry, "nextHop", lookup.nextHop());
            }
            case TraceStage.NextHop hop -> {
                entry.addProperty("kind", hop.kind());
                entry.addProperty("interface", hop.port());
                entry.addProperty("mac", hop.mac() == 0 ? null : MacAddress.format(hop.mac()));
                entry.addProperty("ipv4Only", hop.isIpv4Only());
                entry.addProperty("mtu", hop.mtuBytes());
                entry.addProperty("remote", hop.remote() == null ? null : hop.remote().toString());
                entry.addProperty("encapsulation", hop.encapsulation());
            }
            case TraceStage.Encapsulated into -> {
                entry.addProperty("remote", into.remote().toString());
                entry.addProperty("encapsulation", into.encapsulation());
            }
            case TraceStage.Decapsulated from -> {
                entry.addProperty("outerSource", from.outerSource().toString());
                entry.addProperty("encapsulation", from.encapsulation());
            }
            case TraceStage.Forwarded forwarded -> addFrame(entry, forwarded.port(), forwarded.lengthBytes(), forwarded.bytes());
            case TraceStage.Sent sent -> addFrame(entry, sent.port(), sent.lengthBytes(), sent.bytes());
            case TraceStage.Fragmented fragmented -> {
                entry.addProperty("interface", fragmented.port());
                entry.addProperty("mtu", fragmented.mtuBytes());
            }
            case TraceStage.Dropped dropped -> entry.addProperty("reason", dropped.reason());
            case TraceStage.Lost lost -> entry.addProperty("reason", lost.reason());
            case TraceStage.HandedOver handed -> entry.addProperty("task", handed.task());
            case TraceStage.Punted punted -> entry.addProperty("interface", punted.port());
            case TraceStage.Waiting waiting -> entry.addProperty("interface", waiting.port());
            case TraceStage.IcmpError error -> addIcmp(entry, error.type(), error.code());
            case TraceStage.IcmpSuppressed error -> addIcmp(entry, error.type(), error.code());
            case TraceStage.Delivered _ -> {
                // the word says it all
            }
        }
    }

    private static void addReceived(final JsonObject entry, final TraceStage.Received received) {
        addFrame(entry, received.port(), received.lengthBytes(), received.bytes());
        entry.addProperty("vrf", received.vrf());
        entry.addProperty("segmented", received.isSegmented());
        entry.addProperty("source", received.source() == null ? null : received.source().toString());
        entry.addProperty("destination", received.destination() == null ? null : received.destination().toString());
        entry.addProperty("protocol", received.protocol());
        entry.addProperty("ttl", received.ttl());
    }

    private static void addFrame(final JsonObject entry, final String port, final int lengthBytes, final byte[] bytes) {
        entry.addProperty("interface", port);
        entry.addProperty("lengthBytes", lengthBytes);
        entry.addProperty("bytes", HexFormat.of().formatHex(bytes));
    }

    private static void addIcmp(final JsonObject entry, final int type, final int code) {
        entry.addProperty("icmpType", type);
        entry.addProperty("icmpCode", code);
    }

    private static void addNumber(final JsonObject entry, final String key, final int number) {
        if (number < 0) {
            entry.add(key, JsonNull.INSTANCE);
        } else {
            entry.addProperty(key, number);
        }
    }
}
