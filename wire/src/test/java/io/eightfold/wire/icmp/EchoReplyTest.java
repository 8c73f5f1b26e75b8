// SPDX-License-Identifier: Apache-2.0
// Tests of turning echo requests into replies in place.
package io.eightfold.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.wire.TestSeed;
import io.eightfold.wire.checksum.ChecksumModel;
import io.eightfold.wire.header.HeaderBytes;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoReplyTest {
    private final GuardedMemory memory = new GuardedMemory(4096);
    private final IcmpView icmp = new IcmpView();

    @AfterEach
    void free() {
        memory.close();
    }

    /** A sound echo request with random addresses, options, TTL and data. */
    private static byte[] request(Random random, int version) {
        final byte[] options = new byte[4 * random.nextInt(9)];
        random.nextBytes(options);
        final byte[] packet = HeaderBytes.packet(random, version, options, 8 + random.nextInt(100), 0);
        packet[9] = Protocol.ICMP;
        HeaderBytes.fixChecksum(packet);
        final int message = (packet[0] & 0xF) * 4;
        packet[message] = IcmpView.ECHO_REQUEST;
        packet[message + 1] = 0;
        HeaderBytes.putU16(packet, message + 2, 0);
        HeaderBytes.putU16(packet, message + 2, ChecksumModel.of(
            Arrays.copyOfRange(packet, message, packet.length)));
        return packet;
    }

    @Test
    void shouldTurnIpv8RequestsAround() {
        final Random random = TestSeed.random("EchoReplyTest IPv8");
        final Ipv8View view = new Ipv8View();
        for (int i = 0; i < 20_000; i++) {
            final byte[] request = request(random, 8);
            final long a = memory.place(request);
            assertEquals(HeaderFault.OK, view.wrap(a, request.length));
            final long source = view.source();
            final long destination = view.destination();
            EchoReply.turnAroundV8(a);
            assertEquals(HeaderFault.OK, view.wrap(a, request.length));
            assertEquals(source, view.destination());
            assertEquals(destination, view.source());
            assertEquals(64, view.ttl());
            assertReply(view.payloadAddress(), view.payloadLength(), request);
        }
    }

    @Test
    void shouldTurnIpv4RequestsAround() {
        final Random random = TestSeed.random("EchoReplyTest IPv4");
        final Ipv4View view = new Ipv4View();
        for (int i = 0; i < 20_000; i++) {
            final byte[] request = request(random, 4);
            final long a = memory.place(request);
            assertEquals(HeaderFault.OK, view.wrap(a, request.length));
            final int source = view.source();
            final int destination = view.destination();
            EchoReply.turnAroundV4(a);
            assertEquals(HeaderFault.OK, view.wrap(a, request.length));
            assertEquals(source, view.destination());
            assertEquals(destination, view.source());
            assertEquals(64, view.ttl());
            assertReply(view.payloadAddress(), view.payloadLength(), request);
        }
    }

    private void assertReply(long message, int length, byte[] request) {
        assertEquals(HeaderFault.OK, icmp.wrap(message, length));
        assertEquals(IcmpView.ECHO_REPLY, icmp.type());
        final int headerLength = (request[0] & 0xF) * 4;
        // Identifier, sequence and data come back as they were.
        assertArrayEquals(Arrays.copyOfRange(request, headerLength + 4, request.length), Memory.toBytes(message + 4, length - 4));
    }
}
