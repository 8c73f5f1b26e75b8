// SPDX-License-Identifier: Apache-2.0
// Ping for IPv8 and IPv4 addresses.
package io.eightfold.host.tool;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.stack.HostNotice;
import io.eightfold.host.stack.HostStack;
import io.eightfold.host.stack.QuotedPacket;
import io.eightfold.host.stack.SendOptions;
import io.eightfold.host.stack.SendResult;
import io.eightfold.wire.address.Ipv8Address;
import java.io.PrintStream;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sends echo requests and tells what comes back. Thread: session, the one that calls {@link #run}; it owns everything. */
public final class Ping {
    private static final long MAX_TURN_MS = 100;
    private static final int SEQUENCES = 1 << 16;

    private final PingOptions options;
    private final HostStack stack;
    private final Ipv8Address source;
    private final PingStatistics statistics;
    private final int echoId = ThreadLocalRandom.current().nextInt(1, 1 << 16);
    private final byte[] payload;
    // By sequence number, which wraps: when it was last used, and whether it has been answered since.
    private final long[] sentNs = new long[SEQUENCES];
    private final BitSet answered = new BitSet(SEQUENCES);

    Ping(PingOptions options, HostStack stack, PrintStream out) {
        this.options = options;
        this.stack = stack;
        this.source = stack.sourceFor(options.destination());
        this.statistics = new PingStatistics(options, source, out);
        this.payload = pattern(options.sizeBytes());
    }

    /**
     * Runs a ping from a host of this network namespace to its end, or until the process is asked to end.
     *
     * @param out gets a line for each answer and the statistics, or one JSON object
     * @throws HostToolException if the options do not suffice to send
     */
    public static PingResult run(PingOptions options, PrintStream out) {
        try (StopSignal stop = StopSignal.install();
             HostStack stack = options.from().open(options.destination())) {
            return new Ping(options, stack, out).run(stop::isRequested);
        } catch (LinkException e) {
            throw new HostToolException(HostToolException.FAILED, e.getMessage());
        }
    }

    PingResult run(BooleanSupplier isStopped) {
        stack.onNotice(this::onNotice);
        statistics.printHeader();
        long startNs = stack.nowNs();
        long intervalNs = TimeUnit.MILLISECONDS.toNanos(options.intervalMs());
        long timeoutNs = TimeUnit.MILLISECONDS.toNanos(options.timeoutMs());
        long nextSendNs = startNs;
        while (!isStopped.getAsBoolean()) {
            long nowNs = stack.nowNs();
            if (isSending() && nextSendNs - nowNs <= 0) {
                send(nowNs);
                nextSendNs = nowNs + intervalNs;
            }
            long untilNs = isSending() ? nextSendNs : nextSendNs - intervalNs + timeoutNs;
            if (!isSending() && (statistics.settled() >= statistics.transmitted() || untilNs - nowNs <= 0)) {
                break;
            }
            // Rounded up, so that the loop does not spin through the last millisecond.
            long waitMs = TimeUnit.NANOSECONDS.toMillis(Math.max(0, untilNs - nowNs) + 999_999);
            stack.turn(Math.min(waitMs, MAX_TURN_MS));
        }
        return statistics.finish(TimeUnit.NANOSECONDS.toMillis(stack.nowNs() - startNs));
    }

    private boolean isSending() {
        return options.count() == 0 || statistics.transmitted() < options.count();
    }

    private void send(long nowNs) {
        statistics.sent();
        int sequence = statistics.transmitted() & 0xFFFF;
        sentNs[sequence] = nowNs;
        answered.clear(sequence);
        SendResult result = stack.sendEcho(options.destination(), echoId, sequence, payload,
            new SendOptions(options.ttl(), options.dontFragment()));
        if (!result.isAccepted()) {
            answered.set(sequence);
            statistics.localError(sequence, switch (result) {
                case TOO_BIG -> result.words() + ", mtu=" + stack.mtu();
                case LINK_FAILED -> stack.lastSendFailure();
                default -> options.destination() + ": " + result.words();
            });
        }
    }

    private void onNotice(HostNotice notice) {
        switch (notice) {
            case HostNotice.EchoReply reply when reply.id() == echoId && wasSent(reply.sequence()) -> {
                boolean isDuplicate = answered.get(reply.sequence());
                answered.set(reply.sequence());
                statistics.reply(reply.from(), reply.sequence(), reply.ttl(), reply.icmpLengthBytes(),
                    reply.atNs() - sentNs[reply.sequence()], isDuplicate);
            }
            case HostNotice.IcmpError error when isOurs(error.original()) && IcmpWords.isAdvice(error) ->
                statistics.advice(error.from(), error.original().echoSequence(), IcmpWords.describe(error));
            case HostNotice.IcmpError error when isOurs(error.original()) -> {
                answered.set(error.original().echoSequence());
                statistics.error(error.from(), error.original().echoSequence(), error.ttl(), IcmpWords.describe(error));
            }
            case HostNotice.SendFailure failure when isOurs(failure.original()) -> {
                answered.set(failure.original().echoSequence());
                // An unanswered neighbor probe is what every ping has called by this name.
                String words = failure.reason() == SendResult.NEIGHBOR_UNREACHABLE ? "Destination Host Unreachable" : failure.reason().words();
                statistics.error(source, failure.original().echoSequence(), null, words);
            }
            default -> { }
        }
    }

    private boolean wasSent(int sequence) {
        return sequence >= 1 && sequence <= statistics.transmitted() || statistics.transmitted() >= SEQUENCES;
    }

    private boolean isOurs(QuotedPacket original) {
        return original.isIcmp() && original.echoId() == echoId && original.destination().equals(options.destination())
            && !answered.get(original.echoSequence());
    }

    /** 0x00, 0x01, 0x02 and so on, which shows at once where bytes are missing. */
    private static byte[] pattern(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
