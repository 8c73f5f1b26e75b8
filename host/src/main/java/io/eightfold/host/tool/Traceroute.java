// SPDX-License-Identifier: Apache-2.0
// Traceroute for IPv8 and IPv4 addresses.
package io.eightfold.host.tool;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.stack.HostNotice;
import io.eightfold.host.stack.HostStack;
import io.eightfold.host.stack.QuotedPacket;
import io.eightfold.host.stack.SendOptions;
import io.eightfold.host.stack.SendResult;
import io.eightfold.host.tool.TracerouteResult.Hop;
import io.eightfold.host.tool.TracerouteResult.Probe;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.UdpLayout;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Finds the routers on a path by sending probes with a growing TTL. The probes of one hop go out together; the next hop's when all are
 * answered or the time is over. Each probe has its own UDP port or echo sequence number, which the answers quote.
 * <p>Thread: session, the one that calls {@link #run}; it owns everything.
 */
public final class Traceroute {
    private static final int PAYLOAD_BYTES = 32;
    private static final long MAX_TURN_MS = 100;
    private static final double NS_PER_MS = 1e6;
    private static final int FIRST_EPHEMERAL_PORT = 49_152;

    private final TracerouteOptions options;
    private final HostStack stack;
    private final PrintStream out;
    private final Ipv8Address source;
    // Serves as source port of UDP probes and as identifier of echo requests.
    private final int ownNumber = ThreadLocalRandom.current().nextInt(FIRST_EPHEMERAL_PORT, 1 << 16);
    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private final List<Hop> hops = new ArrayList<>();
    private final Probe[] probes;
    private final long[] sentNs;
    private int firstProbeOfHop;
    private boolean isReached;
    private boolean isBlocked;

    Traceroute(TracerouteOptions options, HostStack stack, PrintStream out) {
        this.options = options;
        this.stack = stack;
        this.out = out;
        this.source = stack.sourceFor(options.destination());
        this.probes = new Probe[options.probesPerHop()];
        this.sentNs = new long[options.probesPerHop()];
    }

    /**
     * Traces a path from a host of this network namespace, or until the process is asked to end.
     *
     * @param out gets a line for each hop, or one JSON object
     * @throws HostToolException if the options do not suffice to send
     */
    public static TracerouteResult run(TracerouteOptions options, PrintStream out) {
        try (StopSignal stop = StopSignal.install();
             HostStack stack = options.from().open(options.destination())) {
            return new Traceroute(options, stack, out).run(stop::isRequested);
        } catch (LinkException e) {
            throw new HostToolException(HostToolException.FAILED, e.getMessage());
        }
    }

    TracerouteResult run(BooleanSupplier isStopped) {
        stack.onNotice(this::onNotice);
        if (!options.isIcmp()) {
            // A destination that serves the port answers with data instead of an ICMP error.
            stack.bind(ownNumber, datagram -> {
                if (datagram.source().equals(options.destination())) {
                    answer(datagram.sourcePort() - options.basePort(), datagram.source(), stack.nowNs(), "", true);
                }
            });
        }
        print("traceroute to %s (%s), %d hops max, %d byte packets%n", options.destination(), options.destination(), options.maxHops(),
            packetBytes());
        for (int ttl = 1; ttl <= options.maxHops() && !isReached && !isBlocked && !isStopped.getAsBoolean(); ttl++) {
            probeHop(ttl, isStopped);
            printHop(hops.getLast());
        }
        TracerouteResult result = new TracerouteResult(options.destination().toString(), source.toString(), options.maxHops(), packetBytes(),
            isReached, List.copyOf(hops));
        if (options.isJson()) {
            out.println(HostJson.GSON.toJson(result));
        }
        out.flush();
        return result;
    }

    private void probeHop(int ttl, BooleanSupplier isStopped) {
        Arrays.fill(probes, Probe.TIMED_OUT);
        firstProbeOfHop = (ttl - 1) * probes.length;
        long deadlineNs = stack.nowNs() + TimeUnit.MILLISECONDS.toNanos(options.timeoutMs());
        for (int i = 0; i < probes.length; i++) {
            sentNs[i] = stack.nowNs();
            send(firstProbeOfHop + i, ttl);
        }
        while (!isHopComplete() && deadlineNs - stack.nowNs() > 0 && !isStopped.getAsBoolean()) {
            long remainingMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - stack.nowNs()) + 1;
            stack.turn(Math.min(remainingMs, MAX_TURN_MS));
        }
        hops.add(new Hop(ttl, List.of(probes.clone())));
    }

    private void send(int probe, int ttl) {
        SendOptions header = new SendOptions(ttl, false);
        SendResult result = options.isIcmp()
            ? stack.sendEcho(options.destination(), ownNumber, probe, payload, header)
            : stack.sendTo(options.destination(), ownNumber, options.basePort() + probe, payload, header);
        if (!result.isAccepted()) {
            String reason = result == SendResult.LINK_FAILED ? stack.lastSendFailure() : result.words();
            throw new HostToolException(HostToolException.FAILED, "cannot send to " + options.destination() + ": " + reason);
        }
    }

    private boolean isHopComplete() {
        return Arrays.stream(probes).allMatch(Probe::isAnswered);
    }

    private void onNotice(HostNotice notice) {
        switch (notice) {
            case HostNotice.EchoReply reply when options.isIcmp() && reply.id() == ownNumber && reply.from().equals(options.destination()) ->
                answer(reply.sequence(), reply.from(), reply.atNs(), "", true);
            case HostNotice.IcmpError error -> onError(error);
            case HostNotice.SendFailure failure ->
                answer(probeOf(failure.original()), source, failure.atNs(), "!H", false);
            default -> { }
        }
    }

    private void onError(HostNotice.IcmpError error) {
        if (IcmpWords.isAdvice(error)) {
            return;
        }
        boolean isAtDestination = error.type() == IcmpView.UNREACHABLE && error.from().equals(options.destination());
        answer(probeOf(error.original()), error.from(), error.atNs(), IcmpWords.mark(error), isAtDestination);
    }

    /** The number of the probe that a quoted packet was, or -1 if it was none of ours. */
    private int probeOf(QuotedPacket original) {
        if (!original.destination().equals(options.destination())) {
            return -1;
        }
        if (options.isIcmp()) {
            return original.isIcmp() && original.echoId() == ownNumber ? original.echoSequence() : -1;
        }
        return original.isUdp() && original.sourcePort() == ownNumber ? original.destinationPort() - options.basePort() : -1;
    }

    private void answer(int probe, Ipv8Address from, long atNs, String mark, boolean isAtDestination) {
        int index = probe - firstProbeOfHop;
        if (index < 0 || index >= probes.length || probes[index].isAnswered()) {
            return;
        }
        probes[index] = new Probe(from.toString(), (atNs - sentNs[index]) / NS_PER_MS, mark);
        isReached |= isAtDestination;
        isBlocked |= !mark.isEmpty();
    }

    private int packetBytes() {
        int header = options.destination().isIpv4() ? Ipv4Layout.MIN_LENGTH : Ipv8Layout.MIN_LENGTH;
        return header + UdpLayout.LENGTH + PAYLOAD_BYTES;
    }

    private void printHop(Hop hop) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%2d ", hop.ttl()));
        String printed = null;
        for (Probe probe : hop.probes()) {
            if (!probe.isAnswered()) {
                line.append(" *");
                continue;
            }
            if (!probe.from().equals(printed)) {
                line.append(' ').append(probe.from());
                printed = probe.from();
            }
            line.append(String.format(Locale.ROOT, "  %.3f ms", probe.timeMs()));
            line.append(probe.mark().isEmpty() ? "" : " " + probe.mark());
        }
        print("%s%n", line);
    }

    private void print(String format, Object... arguments) {
        if (!options.isJson()) {
            out.printf(Locale.ROOT, format, arguments);
        }
    }
}
