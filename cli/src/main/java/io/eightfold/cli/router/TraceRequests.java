// SPDX-License-Identifier: Apache-2.0
// Requests about the packet trace.
package io.eightfold.cli.router;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.show.TraceJson;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RequestHandler;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.trace.PacketTracer;
import io.eightfold.dataplane.trace.TraceFilter;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** {@code trace add N [in PORT] [to PREFIX] [from PREFIX] [drops]}, {@code trace clear} and {@code show trace}. Thread: session. */
final class TraceRequests implements RequestHandler {
    private static final String USAGE = "trace add N [in INTERFACE] [to PREFIX] [from PREFIX] [drops], trace clear, show trace";
    private final PacketTracer tracer;

    TraceRequests(final PacketTracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public JsonElement handle(final List<String> words) throws ManagementException {
        return switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
            case "trace add" -> add(words.subList(2, words.size()));
            case "trace clear" -> clear();
            case "show trace" -> TraceJson.of(tracer.view());
            default -> throw unknown(String.join(" ", words));
        };
    }

    private JsonElement add(final List<String> words) throws ManagementException {
        if (words.isEmpty()) {
            throw unknown("trace add");
        }
        try {
            tracer.start(Integer.parseInt(words.getFirst()), filter(words.subList(1, words.size()).iterator()));
        } catch (final NumberFormatException e) {
            throw new ManagementException("'" + words.getFirst() + "' is no number of packets; give 1 to " + PacketTracer.MAX_PACKETS, e);
        } catch (final IllegalArgumentException e) {
            throw new ManagementException(e.getMessage(), e);
        }
        return left();
    }

    private TraceFilter filter(final Iterator<String> words) throws ManagementException {
        int port = TraceFilter.ANY_PORT;
        Ipv8Prefix destination = null;
        Ipv8Prefix source = null;
        boolean isDroppedOnly = false;
        while (words.hasNext()) {
            final String word = words.next();
            switch (word) {
                case "in" -> port = port(value(words, word));
                case "to" -> destination = Ipv8Prefix.parse(value(words, word));
                case "from" -> source = Ipv8Prefix.parse(value(words, word));
                case "drops" -> isDroppedOnly = true;
                default -> throw unknown("trace add ... " + word);
            }
        }
        return new TraceFilter(port, destination, source, isDroppedOnly);
    }

    private static String value(final Iterator<String> words, final String before) throws ManagementException {
        if (!words.hasNext()) {
            throw unknown("trace add ... " + before);
        }
        return words.next();
    }

    private int port(final String name) throws ManagementException {
        return tracer.ports().stream().filter(p -> p.name().equals(name)).mapToInt(RouterPort::index).findFirst()
            .orElseThrow(() -> new ManagementException("no interface '" + name + "'; this router has "
                + tracer.ports().stream().map(RouterPort::name).collect(Collectors.joining(", "))));
    }

    private JsonElement clear() {
        tracer.clear();
        return left();
    }

    private JsonObject left() {
        final JsonObject answer = new JsonObject();
        answer.addProperty("left", tracer.view().left());
        return answer;
    }

    private static ManagementException unknown(final String request) {
        return new ManagementException("'" + request + "' is not understood; the trace knows: " + USAGE);
    }
}
