// SPDX-License-Identifier: Apache-2.0
// The tester as a BGP8 neighbour.
package io.eightfold.lab.conformance.tester;

import io.eightfold.lab.conformance.script.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Connects to the router's port 179 at C and says what the case says; nothing is sent by itself but KEEPALIVE once a session stands. Thread: session, the tester's.
 */
final class BgpPeer {
    private static final int PORT = 179;
    private static final int READ_BYTES = 65_536;
    private static final long CONNECT_LIMIT_MS = 20_000;
    private static final long CONNECT_AGAIN_MS = 100;
    private static final long SEND_LIMIT_NS = 5_000_000_000L;
    private static final long KEEPALIVE_NS = 1_000_000_000L;
    private final Tester tester;
    private final List<String> notes;
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);
    /** Messages that no step has taken. */
    private final List<byte[]> messages = new ArrayList<>();
    private SocketChannel channel;
    private boolean isEnded;
    private boolean isEstablished;
    private long lastSentNs;

    BgpPeer(Tester tester, List<String> notes) {
        this.tester = tester;
        this.notes = notes;
    }

    void step(Step.Bgp step) {
        try {
            switch (step.verb()) {
                case "tcp" -> connect();
                case "connect" -> establish(step);
                case "send" -> send(message(step));
                case "announce" -> send(BgpMessages.announce(step.words().getFirst(), step.fields()));
                case "withdraw" -> send(BgpMessages.withdraw(step.words().getFirst()));
                case "close" -> close();
                default -> expect(step);
            }
        } catch (IOException e) {
            throw new StepFailure("the connection broke: " + e.getMessage());
        }
    }

    /** The router may still be busy with the end of the session before. */
    private void establish(Step.Bgp step) throws IOException {
        long endNs = System.nanoTime() + CONNECT_LIMIT_MS * 1_000_000;
        while (true) {
            connect();
            send(BgpMessages.open(step.fields()));
            if (await(step.withinMs(), message -> type(message) == BgpMessages.OPEN).isPresent()) {
                send(BgpMessages.message(BgpMessages.KEEPALIVE, new byte[0]));
                if (await(step.withinMs(), message -> type(message) == BgpMessages.KEEPALIVE).isPresent()) {
                    isEstablished = true;
                    return;
                }
            }
            if (System.nanoTime() > endNs) {
                throw new StepFailure("no session within " + CONNECT_LIMIT_MS / 1000 + " s" + last());
            }
            tester.await(CONNECT_AGAIN_MS, () -> false);
        }
    }

    private void connect() throws IOException {
        long endNs = System.nanoTime() + CONNECT_LIMIT_MS * 1_000_000;
        while (true) {
            close();
            channel = tester.channel();
            isEnded = false;
            try {
                channel.bind(new InetSocketAddress(tester.nextBgpAddress(), 0));
                if (channel.connect(new InetSocketAddress(PortPlan.ALL.get(2).router(), PORT)) || tester.await(CONNECT_LIMIT_MS / 4, this::isConnected)) {
                    notes.add("> connected");
                    return;
                }
            } catch (IOException e) {
                // Refused: the router does not listen yet, or just ended a session.
                isEnded = true;
            }
            if (System.nanoTime() > endNs) {
                close();
                throw new StepFailure("no TCP connection to " + PortPlan.ALL.get(2).router() + " port " + PORT + " within " + CONNECT_LIMIT_MS / 1000 + " s");
            }
            tester.await(CONNECT_AGAIN_MS, () -> false);
        }
    }

    private boolean isConnected() {
        try {
            return channel.finishConnect();
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] message(Step.Bgp step) {
        return switch (step.words().getFirst()) {
            case "open" -> BgpMessages.open(step.fields());
            case "keepalive" -> BgpMessages.message(BgpMessages.KEEPALIVE, new byte[0]);
            case "refresh" -> BgpMessages.message(5, new byte[] {(byte) (BgpMessages.AFI >> 8), (byte) BgpMessages.AFI, 0, 1});
            case "notification" -> BgpMessages.message(BgpMessages.NOTIFICATION, new byte[] {number(step, "code"), number(step, "subcode")});
            default -> HexFormat.of().parseHex(step.words().get(1));
        };
    }

    private static byte number(Step.Bgp step, String field) {
        return (byte) Integer.parseInt(step.fields().getOrDefault(field, "0"));
    }

    private void expect(Step.Bgp step) {
        String noun = step.words().getFirst();
        switch (noun) {
            case "open" -> require(step, message -> type(message) == BgpMessages.OPEN && message.length > 28 && openFits(message, step.fields()));
            case "keepalive" -> require(step, message -> type(message) == BgpMessages.KEEPALIVE);
            case "notification" -> require(step, message -> type(message) == BgpMessages.NOTIFICATION && message.length > 20 && fits(message[19], step, "code") && fits(message[20], step, "subcode"));
            case "announce", "withdraw" -> require(step, message -> holds(message, noun, step.words().get(1)));
            case "no-announce" -> {
                if (await(step.withinMs(), message -> holds(message, "announce", step.words().get(1))).isPresent()) {
                    throw new StepFailure("it was announced");
                }
                if (isEnded || channel == null) {
                    throw new StepFailure("the session ended, which says nothing" + last());
                }
            }
            case "closed" -> {
                if (channel == null || !tester.await(step.withinMs(), () -> !read())) {
                    throw new StepFailure("the connection still stands after " + step.withinMs() + " ms");
                }
            }
            default -> {
                if (!isEstablished || isEnded || await(500, message -> type(message) == BgpMessages.NOTIFICATION).isPresent() || isEnded) {
                    throw new StepFailure("the session does not stand" + last());
                }
            }
        }
    }

    private static boolean holds(byte[] message, String noun, String prefix) {
        return type(message) == BgpMessages.UPDATE && BgpMessages.has(message, noun.equals("announce"), BgpMessages.nlri(prefix));
    }

    private static boolean openFits(byte[] message, Map<String, String> fields) {
        int asn = (message[20] & 0xFF) << 8 | message[21] & 0xFF;
        int hold = (message[22] & 0xFF) << 8 | message[23] & 0xFF;
        return fields.getOrDefault("as", "" + asn).equals("" + asn) && fields.getOrDefault("hold", "" + hold).equals("" + hold);
    }

    private static boolean fits(byte value, Step.Bgp step, String field) {
        return !step.fields().containsKey(field) || Arrays.asList(step.fields().get(field).split("\\|")).contains("" + (value & 0xFF));
    }

    private void require(Step.Bgp step, Predicate<byte[]> wanted) {
        if (await(step.withinMs(), wanted).isEmpty()) {
            throw new StepFailure("no such message within " + step.withinMs() + " ms" + last());
        }
    }

    private String last() {
        return messages.isEmpty() ? isEnded ? "; the router closed the connection" : "; none is left" : "; the last one: " + describe(messages.getLast());
    }

    private Optional<byte[]> await(long limitMs, Predicate<byte[]> wanted) {
        AtomicReference<byte[]> found = new AtomicReference<>();
        tester.await(limitMs, () -> {
            boolean isOpen = read();
            found.set(messages.stream().filter(wanted).findFirst().orElse(null));
            keepAlive();
            return found.get() != null || !isOpen;
        });
        messages.remove(found.get());
        return Optional.ofNullable(found.get());
    }

    /** Sends a KEEPALIVE if a session stands and none went for a second. */
    void keepAlive() {
        if (isEstablished && !isEnded && System.nanoTime() - lastSentNs > KEEPALIVE_NS) {
            try {
                send(BgpMessages.message(BgpMessages.KEEPALIVE, new byte[0]));
            } catch (IOException e) {
                isEnded = true;
            }
        }
    }

    /** Takes what has come; returns whether the connection stands. */
    private boolean read() {
        if (isEnded || channel == null) {
            return false;
        }
        try {
            isEnded = channel.read(input) < 0;
        } catch (IOException e) {
            isEnded = true;
        }
        input.flip();
        while (input.remaining() >= BgpMessages.HEADER && input.remaining() >= length(input)) {
            if (length(input) < BgpMessages.HEADER) {
                notes.add("< a message of " + length(input) + " bytes; the connection is given up");
                isEnded = true;
                input.position(input.limit());
                break;
            }
            byte[] message = new byte[length(input)];
            input.get(message);
            notes.add("< " + describe(message));
            messages.add(message);
        }
        input.compact();
        return !isEnded;
    }

    private static int length(ByteBuffer buffer) {
        return buffer.getShort(buffer.position() + 16) & 0xFFFF;
    }

    private void send(byte[] message) throws IOException {
        if (channel == null) {
            throw new StepFailure("no connection; `bgp tcp` or `bgp connect` makes one");
        }
        notes.add("> " + describe(message));
        ByteBuffer out = ByteBuffer.wrap(message);
        long endNs = System.nanoTime() + SEND_LIMIT_NS;
        while (out.hasRemaining()) {
            if (channel.write(out) == 0 && System.nanoTime() > endNs) {
                throw new IOException("the router takes nothing any more");
            }
        }
        lastSentNs = System.nanoTime();
    }

    private static int type(byte[] message) {
        return message[18];
    }

    private static String describe(byte[] message) {
        String[] names = {"?", "OPEN", "UPDATE", "NOTIFICATION", "KEEPALIVE", "ROUTE-REFRESH"};
        int type = message.length < BgpMessages.HEADER ? 0 : type(message);
        return (type > 0 && type < names.length ? names[type] : "bytes") + " " + HexFormat.of().formatHex(message, Math.min(message.length, type == 0 ? 0 : BgpMessages.HEADER), message.length);
    }

    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                notes.add("closing failed: " + e.getMessage());
            }
            channel = null;
        }
        isEstablished = false;
        input.clear();
        messages.clear();
    }
}
