// SPDX-License-Identifier: Apache-2.0
// Tests two hosts talking: echo, UDP, errors, fragments, roles.
package io.eightfold.host.stack;

import static io.eightfold.host.stack.TwoHosts.LEFT;
import static io.eightfold.host.stack.TwoHosts.RIGHT;
import static io.eightfold.host.stack.TwoHosts.RIGHT_IPV4;
import static io.eightfold.host.stack.TwoHosts.count;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostStackTest {
    private static final SendOptions DF = new SendOptions(64, true);

    private TwoHosts hosts = new TwoHosts(HostRole.OWNER);

    @AfterEach
    void closeHosts() {
        hosts.close();
    }

    @Test
    void shouldAnswerEchoInIpv8() {
        assertEquals(SendResult.QUEUED, hosts.left.sendEcho(RIGHT, 7, 1, new byte[56], SendOptions.DEFAULT));
        hosts.settle();

        HostNotice.EchoReply reply = hosts.only(HostNotice.EchoReply.class);
        assertEquals(RIGHT, reply.from());
        assertEquals(7, reply.id());
        assertEquals(1, reply.sequence());
        assertEquals(64, reply.ttl());
        assertEquals(64, reply.icmpLengthBytes());
        assertEquals(1, count(hosts.right, HostCounter.ECHO_ANSWERED));
        assertEquals("ipv8", hosts.left.neighbors().getFirst().capability());
    }

    @Test
    void shouldAnswerEchoInIpv4ByHostPart() {
        hosts.left.sendEcho(RIGHT_IPV4, 7, 1, new byte[10], SendOptions.DEFAULT);
        hosts.settle();

        assertEquals(RIGHT_IPV4, hosts.only(HostNotice.EchoReply.class).from());
    }

    @Test
    void shouldSendAtOnceToKnownNeighbor() {
        hosts.left.sendEcho(RIGHT, 7, 1, new byte[0], SendOptions.DEFAULT);
        hosts.settle();

        assertEquals(SendResult.SENT, hosts.left.sendEcho(RIGHT, 7, 2, new byte[0], SendOptions.DEFAULT));
        hosts.settle();
        assertEquals(2, hosts.notices.size());
    }

    @Test
    void shouldLearnNeighborFromItsArp8Request() {
        hosts.left.sendEcho(RIGHT, 7, 1, new byte[0], SendOptions.DEFAULT);
        hosts.settle();

        assertEquals(0, count(hosts.right, HostCounter.PROBES_SENT), "the answer needs no probe of its own");
    }

    @Test
    void shouldEchoUdpInBothVersions() {
        List<String> received = new ArrayList<>();
        hosts.left.bind(4000, datagram -> received.add(datagram.source() + ":" + datagram.sourcePort() + " " + new String(datagram.payload())));

        hosts.left.sendTo(RIGHT, 4000, 7, "eight".getBytes());
        hosts.left.sendTo(RIGHT_IPV4, 4000, 7, "four".getBytes());
        hosts.settle();

        assertEquals(List.of("64496.10.1.0.20:7 eight", "10.1.0.20:7 four"), received);
    }

    @Test
    void shouldNotEchoToServicePorts() {
        hosts.left.sendTo(RIGHT, 7, 7, new byte[4]);
        hosts.settle();

        assertEquals(1, count(hosts.right, HostCounter.UDP_ECHO_LOOP));
        assertTrue(hosts.notices.isEmpty());
    }

    @Test
    void shouldCountWhatDiscardThrowsAway() {
        hosts.left.sendTo(RIGHT, 4000, 9, new byte[100]);
        hosts.left.sendTo(RIGHT, 4000, 9, new byte[20]);
        hosts.settle();

        assertEquals(2, count(hosts.right, HostCounter.DISCARD_DATAGRAMS));
        assertEquals(120, count(hosts.right, HostCounter.DISCARD_BYTES));
    }

    @Test
    void shouldReportClosedPort() {
        hosts.left.sendTo(RIGHT, 4000, 33434, new byte[32]);
        hosts.settle();

        HostNotice.IcmpError error = hosts.only(HostNotice.IcmpError.class);
        assertEquals(RIGHT, error.from());
        assertEquals(8, error.version());
        assertEquals(IcmpView.UNREACHABLE, error.type());
        assertEquals(IcmpView.PORT_UNREACHABLE, error.code());
        assertEquals(Protocol.UDP, error.original().protocol());
        assertEquals(LEFT, error.original().source());
        assertEquals(RIGHT, error.original().destination());
        assertEquals(4000, error.original().sourcePort());
        assertEquals(33434, error.original().destinationPort());
    }

    @Test
    void shouldReportClosedPortInIpv4() {
        hosts.left.sendTo(RIGHT_IPV4, 4000, 33434, new byte[0]);
        hosts.settle();

        HostNotice.IcmpError error = hosts.only(HostNotice.IcmpError.class);
        assertEquals(4, error.version());
        assertEquals(RIGHT_IPV4, error.from());
    }

    @Test
    void shouldLimitIcmpErrors() {
        for (int i = 0; i < 80; i++) {
            hosts.left.sendTo(RIGHT, 4000, 33434, new byte[0]);
            hosts.settle();
        }
        assertEquals(50, count(hosts.right, HostCounter.ICMP_ERRORS_SENT));
        assertEquals(30, count(hosts.right, HostCounter.ICMP_RATE_LIMITED));

        hosts.clock.advanceMs(100);
        hosts.left.sendTo(RIGHT, 4000, 33434, new byte[0]);
        hosts.settle();
        assertEquals(51, count(hosts.right, HostCounter.ICMP_ERRORS_SENT));
    }

    @Test
    void shouldFragmentAndReassembleLargeEcho() {
        for (Ipv8Address destination : List.of(RIGHT, RIGHT_IPV4)) {
            hosts.notices.clear();
            hosts.left.sendEcho(destination, 7, 1, new byte[60_000], SendOptions.DEFAULT);
            hosts.settle();

            assertEquals(60_008, hosts.only(HostNotice.EchoReply.class).icmpLengthBytes());
        }
        assertEquals(2, count(hosts.left, HostCounter.PACKETS_FRAGMENTED));
        assertEquals(2, count(hosts.left, HostCounter.DATAGRAMS_REASSEMBLED));
    }

    @Test
    void shouldCarryLargeUdpUnchanged() {
        byte[] sent = new byte[20_001];
        long seed = 8418;
        System.out.println("seed " + seed);
        new Random(seed).nextBytes(sent);
        List<byte[]> received = new ArrayList<>();
        hosts.left.bind(4000, datagram -> received.add(datagram.payload()));

        hosts.left.sendTo(RIGHT, 4000, 7, sent);
        hosts.settle();

        assertEquals(1, received.size());
        assertArrayEquals(sent, received.getFirst());
    }

    @Test
    void shouldRefuseToSendAboveMtuWithDontFragment() {
        assertEquals(SendResult.TOO_BIG, hosts.left.sendEcho(RIGHT, 7, 1, new byte[1500 - 28 - 8 + 1], DF));
        assertEquals(SendResult.QUEUED, hosts.left.sendEcho(RIGHT, 7, 1, new byte[1500 - 28 - 8], DF));
        hosts.settle();
        hosts.only(HostNotice.EchoReply.class);
    }

    @Test
    void shouldSayWhyNothingCanBeSent() {
        assertEquals(SendResult.NO_ROUTE, hosts.left.sendEcho(Ipv8Address.parse("64496.224.0.0.1"), 7, 1, new byte[0], SendOptions.DEFAULT));
        assertEquals(SendResult.OWN_ADDRESS, hosts.left.sendEcho(LEFT, 7, 1, new byte[0], SendOptions.DEFAULT));
        assertEquals(SendResult.NO_ROUTE, hosts.left.sendEcho(Ipv8Address.parse("255.255.255.255"), 7, 1, new byte[0], SendOptions.DEFAULT));
    }

    @Test
    void shouldRefuseDatagramLargerThanAPacketCarries() {
        String message = assertThrows(IllegalArgumentException.class,
            () -> hosts.left.sendTo(RIGHT, 4000, 7, new byte[65_500])).getMessage();

        assertTrue(message.contains("65500 bytes > 65499"), message);
    }

    @Test
    void shouldLeaveAnswersToOwnerAsGuest() {
        useGuest();
        hosts.left.sendEcho(RIGHT, 7, 1, new byte[0], SendOptions.DEFAULT);
        hosts.settle();
        hosts.only(HostNotice.EchoReply.class);

        hosts.right.sendEcho(LEFT, 8, 1, new byte[0], SendOptions.DEFAULT);
        hosts.right.sendTo(LEFT, 4000, 33434, new byte[0]);
        hosts.settle();

        assertEquals(0, count(hosts.left, HostCounter.ECHO_ANSWERED));
        assertEquals(0, count(hosts.left, HostCounter.ICMP_ERRORS_SENT));
        assertEquals(2, count(hosts.left, HostCounter.LEFT_TO_OWNER));
    }

    @Test
    void shouldNeitherAnnounceNorAnswerArpAsGuest() {
        useGuest();
        hosts.left.start();
        hosts.right.sendEcho(LEFT, 8, 1, new byte[0], SendOptions.DEFAULT);
        hosts.settle();

        assertEquals(0, count(hosts.left, HostCounter.FRAMES_SENT));
    }

    private void useGuest() {
        hosts.close();
        hosts = new TwoHosts(HostRole.GUEST);
    }
}
