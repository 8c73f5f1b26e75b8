// SPDX-License-Identifier: Apache-2.0
// Text of a packet trace.
package io.eightfold.cli.show;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.wire.header.IcmpView;
import java.util.Locale;

/** A block a packet, a line a stage in their order, from the JSON of {@link TraceJson}. Thread: any. */
public final class TraceText {
    private static final int HEX_DIGITS_A_GROUP = 4;
    private static final String LINE = "  %-16s %s";

    private TraceText() {
    }

    /** A whole trace. */
    public static String of(final JsonElement trace) {
        final JsonObject view = trace.getAsJsonObject();
        final StringBuilder text = new StringBuilder();
        view.getAsJsonArray("packets").forEach(p -> addPacket(p.getAsJsonObject(), text));
        final int left = view.get("left").getAsInt();
        if (text.isEmpty()) {
            return left == 0 ? "No packets traced; start with: ipv8 trace add N\n" : "No packets traced yet; waiting for " + left + ".\n";
        }
        return text + (left == 0 ? "" : "Waiting for " + left + " more.\n");
    }

    private static void addPacket(final JsonObject packet, final StringBuilder text) {
        text.append("Packet ").append(value(packet, "number")).append(", worker ").append(value(packet, "worker"))
            .append(String.format(Locale.ROOT, ", %+.6f s\n", packet.get("afterUs").getAsDouble() / 1e6));
        for (final JsonElement element : packet.getAsJsonArray("stages")) {
            final JsonObject stage = element.getAsJsonObject();
            final double afterUs = stage.get("afterUs").getAsDouble();
            final String when = afterUs == 0 ? "" : String.format(Locale.ROOT, "  (+%.1f us)", afterUs);
            text.append(LINE.formatted(value(stage, "stage"), words(stage)).stripTrailing()).append(when).append('\n');
            if (stage.has("bytes")) {
                text.append(LINE.formatted("bytes", grouped(value(stage, "bytes")))).append('\n');
            }
        }
        text.append('\n');
    }

    private static String words(final JsonObject stage) {
        return switch (value(stage, "stage")) {
            case "received" -> received(stage);
            case "check" -> value(stage, "verdict");
            case "lookup" -> lookup(stage);
            case "decapsulated" -> "from " + value(stage, "outerSource") + " by " + value(stage, "encapsulation");
            case "encapsulated" -> "to " + value(stage, "remote") + " by " + value(stage, "encapsulation");
            case "next-hop" -> value(stage, "kind") + (has(stage, "remote") ? " to " + value(stage, "remote") + " by " + value(stage, "encapsulation") : "") + " on " + value(stage, "interface") + (has(stage, "mac") ? ", mac " + value(stage, "mac") : "")
                + (stage.get("ipv4Only").getAsBoolean() ? ", ipv4-only" : "") + ", mtu " + value(stage, "mtu");
            case "forwarded", "sent" -> "by " + value(stage, "interface") + ", " + value(stage, "lengthBytes") + " bytes";
            case "fragmented" -> "by " + value(stage, "interface") + ", mtu " + value(stage, "mtu");
            case "dropped", "lost" -> value(stage, "reason");
            case "handed-over" -> "to the control thread: " + value(stage, "task");
            case "delivered" -> "to the router";
            case "punted" -> "to the kernel, by the tap of " + value(stage, "interface");
            case "waiting" -> "for a neighbor on " + value(stage, "interface");
            case "icmp-error", "icmp-suppressed" -> icmp(stage.get("icmpType").getAsInt(), stage.get("icmpCode").getAsInt());
            default -> "";
        };
    }

    private static String received(final JsonObject stage) {
        final String frame = "by " + value(stage, "interface") + ", " + value(stage, "lengthBytes") + " bytes"
            + (stage.get("segmented").getAsBoolean() ? ", segmented" : "");
        return has(stage, "source") ? frame + ", " + value(stage, "source") + " > " + value(stage, "destination") + ", protocol " + value(stage, "protocol")
            + ", ttl " + value(stage, "ttl") : frame;
    }

    private static String lookup(final JsonObject stage) {
        final String result = switch (value(stage, "result")) {
            case "group" -> "group " + value(stage, "group") + ", member next hop " + value(stage, "nextHop");
            case "next-hop" -> "next hop " + value(stage, "nextHop");
            default -> value(stage, "result");
        };
        return "vrf " + value(stage, "vrf") + ": " + result;
    }

    private static String icmp(final int type, final int code) {
        final String name = switch (type) {
            case IcmpView.TIME_EXCEEDED -> "time exceeded";
            case IcmpView.UNREACHABLE -> switch (code) {
                case IcmpView.NET_UNREACHABLE -> "net unreachable";
                case IcmpView.HOST_UNREACHABLE -> "host unreachable";
                case IcmpView.PROTOCOL_UNREACHABLE -> "protocol unreachable";
                case IcmpView.PORT_UNREACHABLE -> "port unreachable";
                case IcmpView.FRAGMENTATION_NEEDED -> "fragmentation needed";
                case IcmpView.NO_ROUTE_TO_ASN -> "no route to ASN";
                default -> "unreachable";
            };
            default -> "message";
        };
        return name + " (type " + type + ", code " + code + ")";
    }

    private static String grouped(final String hex) {
        return hex.replaceAll("(.{" + HEX_DIGITS_A_GROUP + "})(?=.)", "$1 ");
    }

    private static boolean has(final JsonObject object, final String key) {
        return object.has(key) && !object.get(key).isJsonNull();
    }

    private static String value(final JsonObject object, final String key) {
        return has(object, key) ? object.get(key).getAsString() : "-";
    }
}
