// SPDX-License-Identifier: Apache-2.0
// Asks a running DPDK process for its counters.
package io.eightfold.perf.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * DPDK's telemetry, version 2 of its protocol: a Unix socket of type SOCK_SEQPACKET, a command out, a JSON object back whose one key is the
 * command. Thread: one.
 */
final class TelemetrySocket implements AutoCloseable {
    private static final int CAPACITY = 32_768;
    private static final int TIMEOUT_MS = 2000;
    private final int socket;

    /** Packets since the start of a port, and what it lost. */
    record PortStatistics(long received, long sent, long missed, long noBuffer, long receiveErrors, long sendErrors) {
        /** Packets that did not make it. */
        long lost() {
            return missed + noBuffer + receiveErrors + sendErrors;
        }
    }

    private TelemetrySocket(final int socket) {
        this.socket = socket;
    }

    /**
     * Connects and reads the greeting.
     * @throws IOException when nobody listens there (yet).
     */
    static TelemetrySocket connect(final Path path) throws IOException {
        final TelemetrySocket telemetry = new TelemetrySocket(Libc.connectSeqpacket(path.toString(), TIMEOUT_MS));
        try {
            telemetry.receive("the greeting");
            return telemetry;
        } catch (final IOException e) {
            telemetry.close();
            throw e;
        }
    }

    /** Counters of one port. */
    PortStatistics port(final int port) throws IOException {
        Libc.send(socket, ("/ethdev/stats," + port).getBytes(StandardCharsets.US_ASCII));
        return parse(receive("/ethdev/stats," + port));
    }

    /** Reads the answer to {@code /ethdev/stats,PORT}. */
    static PortStatistics parse(final String answer) throws IOException {
        try {
            final JsonElement inner = JsonParser.parseString(answer).getAsJsonObject().get("/ethdev/stats");
            if (inner == null || !inner.isJsonObject()) {
                throw new IOException("DPDK telemetry knows no such port: " + answer);
            }
            final JsonObject statistics = inner.getAsJsonObject();
            return new PortStatistics(value(statistics, "ipackets"), value(statistics, "opackets"), value(statistics, "imissed"),
                value(statistics, "rx_nombuf"), value(statistics, "ierrors"), value(statistics, "oerrors"));
        } catch (final JsonParseException | IllegalStateException e) {
            throw new IOException("DPDK telemetry answered what is no JSON object: " + answer, e);
        }
    }

    @Override
    public void close() {
        Libc.close(socket);
    }

    private static long value(final JsonObject statistics, final String key) throws IOException {
        final JsonElement value = statistics.get(key);
        if (value == null) {
            throw new IOException("DPDK telemetry answered without \"" + key + "\": " + statistics);
        }
        return value.getAsLong();
    }

    private String receive(final String what) throws IOException {
        final byte[] message = Libc.receive(socket, CAPACITY);
        if (message.length == 0) {
            throw new IOException("DPDK telemetry closed the connection instead of answering " + what);
        }
        return new String(message, StandardCharsets.UTF_8);
    }
}
