// SPDX-License-Identifier: Apache-2.0
// A transfer over IPv8 between hosts.
package io.eightfold.lab.fabric;

import com.google.gson.JsonObject;
import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.host.stack.HostConfig;
import io.eightfold.host.stack.HostRole;
import io.eightfold.host.stack.HostStack;
import io.eightfold.host.stack.UdpDatagram;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.lab.topology.Station;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.memory.Memory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Numbered datagrams to the UDP echo service of the far host, each sent again until it is back: all bytes cross both ASes and the transit twice, and their SHA-256 must be
 * that of what was sent. Thread: session.
 */
record UdpTransfer(int mebibytes) implements Check {
    private static final int ECHO_PORT = 7;
    private static final int OWN_PORT = 40_008;
    private static final int BLOCK_BYTES = 1024;
    private static final int WINDOW = 32;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(40);
    private static final long SEED = 8;

    @Override
    public Judgement run(Scene scene) {
        byte[] sent = new byte[mebibytes << 20];
        new SplittableRandom(SEED).nextBytes(sent);
        Station.Ipv8Host host = (Station.Ipv8Host) scene.topology().station(Fabric.WEST.host8());
        HostConfig config = new HostConfig(host.port().addresses().getFirst(), host.gateways().getFirst(), host.gateways().getLast(), HostConfig.DEFAULT_ETHER_TYPE,
            HostRole.GUEST, false);
        try (HostStack stack = new HostStack(config, PacketSocketLink.open(scene.namespace(host.name()), host.port().name(), BUFFER_BYTES))) {
            return judge(scene, sent, new Exchange(stack, sent));
        } catch (LinkException e) {
            throw new LabException("no transfer: " + e.getMessage(), e);
        }
    }

    private Judgement judge(Scene scene, byte[] sent, Exchange exchange) {
        double seconds = exchange.run() / 1e9;
        String digest = digest(sent);
        if (!exchange.isComplete() || !digest.equals(digest(exchange.received))) {
            return Judgement.fail(exchange.back.cardinality() + " of " + exchange.blocks + " datagrams came back, sha256 "
                + (exchange.isComplete() ? "different" : "not compared"));
        }
        JsonObject value = new JsonObject();
        value.addProperty("bytes", sent.length);
        value.addProperty("sentAgain", exchange.again);
        value.addProperty("sha256", digest);
        scene.findings().value("transferIpv8", value);
        return Judgement.pass(String.format(Locale.ROOT, "%d MiB there and back in %.1f s, %d of %d datagrams sent again, sha256 equal: %s...", mebibytes, seconds, exchange.again,
            exchange.blocks, digest.substring(0, 16)));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** A window of datagrams that are on their way. */
    private static final class Exchange {
        private final HostStack stack;
        private final byte[] sent;
        private final byte[] received;
        private final int blocks;
        private final BitSet back = new BitSet();
        private final long[] sentNs;
        private final Ipv8Address destination = Ipv8Address.parse(Fabric.EAST.address8(Fabric.HOST8));
        private int again;

        private Exchange(HostStack stack, byte[] sent) {
            this.stack = stack;
            this.sent = sent;
            this.received = new byte[sent.length];
            this.blocks = sent.length / BLOCK_BYTES;
            this.sentNs = new long[blocks];
        }

        private boolean isComplete() {
            return back.cardinality() == blocks;
        }

        /** Time it took, in nanoseconds. */
        private long run() {
            stack.bind(OWN_PORT, this::onDatagram);
            long startNs = stack.nowNs();
            while (!isComplete() && stack.nowNs() - startNs < LIMIT_NS) {
                int first = back.nextClearBit(0);
                for (int block = first; block < Math.min(blocks, first + WINDOW); block++) {
                    offer(block, startNs);
                }
                stack.turn(2);
            }
            return stack.nowNs() - startNs;
        }

        private void offer(int block, long startNs) {
            if (back.get(block) || sentNs[block] != 0 && stack.nowNs() - startNs - sentNs[block] < RETRY_NS) {
                return;
            }
            again += sentNs[block] == 0 ? 0 : 1;
            sentNs[block] = Math.max(1, stack.nowNs() - startNs);
            byte[] datagram = ByteBuffer.allocate(Integer.BYTES + BLOCK_BYTES).putInt(block).put(sent, block * BLOCK_BYTES, BLOCK_BYTES).array();
            stack.sendTo(destination, OWN_PORT, ECHO_PORT, datagram);
        }

        private void onDatagram(UdpDatagram datagram) {
            if (datagram.payloadLengthBytes() == Integer.BYTES + BLOCK_BYTES && datagram.source().equals(destination)) {
                ByteBuffer bytes = ByteBuffer.wrap(Memory.toBytes(datagram.payloadAddress(), datagram.payloadLengthBytes()));
                int block = bytes.getInt();
                if (block >= 0 && block < blocks) {
                    bytes.get(received, block * BLOCK_BYTES, BLOCK_BYTES);
                    back.set(block);
                }
            }
        }
    }
}
