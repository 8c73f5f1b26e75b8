// SPDX-License-Identifier: Apache-2.0
// Devices that the kernel shares: net_af_packet, net_tap, and the TAP of the punt path.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelDeviceIT {
    private static final long WAIT_NS = 10_000_000_000L;
    private static final long MAC = 0x02_E8_00_00_00_01L;
    private static final int IFF_UP = 0x1;
    private static final int IFF_PROMISC = 0x100;
    private static final int ETHER_TYPE_ARP = 0x0806;
    private static Eal eal;
    private Mempool pool;
    private TestTurn turn;

    @BeforeAll
    static void start() {
        final String missing = TestInterface.missingRight();
        assumeTrue(missing == null, missing);
        eal = TestEal.start();
    }

    @AfterAll
    static void stop() {
        if (eal != null) {
            eal.close();
        }
    }

    @BeforeEach
    void createPool() {
        pool = TestEal.pool("pool");
        turn = new TestTurn(false);
    }

    @AfterEach
    void everyBufferIsHome() {
        final int inUse = pool.inUse();
        pool.close();
        turn.close();
        assertEquals(0, inUse, "buffers in use once every port is closed");
    }

    @Test
    void shouldCarryFramesOverAVethPairWithAfPacket() throws Exception {
        try (TestInterface veth = TestInterface.veth();
             EthPort near = afPacket(veth.near(), "1");
             EthPort far = afPacket(veth.far(), "1")) {
            for (int i = 0; i < 20; i++) {
                assertEquals(1, turn.send(near, 0, turn.frames(pool, 1, TestEal.frame(i))));
                final long mbuf = turn.await(far, TestEal.ETHER_TYPE);
                assertNotEquals(0, mbuf, "frame " + i + " did not arrive");
                assertArrayEquals(TestEal.frame(i), TestTurn.bytes(mbuf));
                assertEquals(far.id(), TestTurn.port(mbuf));
                turn.free(mbuf);
            }
            assertTrue(near.stats().txPackets() >= 20 && far.stats().rxPackets() >= 20, near.stats() + " " + far.stats());
            assertTrue(far.link().isUp());
            assertEquals(mac(veth.far()), far.info().mac());
        }
    }

    @Test
    void shouldStartAfPacketWithTwoQueues() throws Exception {
        try (TestInterface veth = TestInterface.veth(); EthPort port = afPacket(veth.near(), "2", 2)) {
            assertEquals(2, port.info().maxRxQueues());
            assertEquals(1, turn.send(port, 1, turn.frames(pool, 1, TestEal.frame(1))));
        }
    }

    @Test
    void shouldGiveTheInterfaceThePortsMtu() throws Exception {
        try (TestInterface veth = TestInterface.veth(); EthPort port = TestEal.attach("net_af_packet", "m", Map.of("iface", veth.near()))) {
            port.start(new EthPort.Settings(1, 1, 256, 256, 1900), pool);
            assertEquals("1900", TestInterface.attribute(veth.near(), "mtu"));
        }
    }

    @Test
    void shouldBePromiscuousWhileStartedOnly() throws Exception {
        try (TestInterface veth = TestInterface.veth()) {
            try (EthPort port = afPacket(veth.near(), "1")) {
                assertTrue((flags(veth.near()) & IFF_PROMISC) != 0, "while " + port.device().device() + " is started");
            }
            assertEquals(0, flags(veth.near()) & IFF_PROMISC, "after the port is closed");
        }
    }

    @Test
    void shouldSayThatALinkIsDown() throws Exception {
        try (TestInterface veth = TestInterface.veth(); EthPort port = afPacket(veth.near(), "1")) {
            assertTrue(port.link().isUp());
            TestInterface.ip("link", "set", veth.near(), "down");
            assertTrue(becomes(() -> !port.link().isUp()), "link of an interface that was set down");
        }
    }

    @Test
    void shouldMakeAnInterfaceWithTapAndRemoveIt() throws Exception {
        final String name = TestInterface.name("t");
        try (EthPort port = TestEal.attach("net_tap", "t", Map.of("iface", name))) {
            port.start(TestEal.settings(1), pool);
            assertTrue(TestInterface.exists(name));
            assertEquals(mac(name), port.info().mac());
            assertEquals(3, turn.send(port, 0, turn.frames(pool, 3, TestEal.frame(1))));
            assertTrue(becomes(() -> Long.parseLong(TestInterface.attribute(name, "statistics/rx_packets")) >= 3), "frames reach the kernel");
            TestInterface.ip("addr", "add", "198.18.81.1/30", "dev", name);
            provokeArp("198.18.81.2");
            final long request = turn.await(port, ETHER_TYPE_ARP);
            assertNotEquals(0, request, "the kernel's ARP request did not arrive");
            turn.free(request);
        }
        assertTrue(becomes(() -> !TestInterface.exists(name)), name + " is still there");
    }

    @Test
    void shouldReadAndWriteThePuntTap() throws Exception {
        final String name = TestInterface.name("p");
        try (TapDevice tap = TapDevice.open(name, MAC, 1400); Arena arena = Arena.ofConfined()) {
            assertEquals(name, tap.name());
            assertEquals(MAC, mac(name));
            assertEquals("1400", TestInterface.attribute(name, "mtu"));
            assertTrue((flags(name) & IFF_UP) != 0, "a TAP is up at once");
            final MemorySegment frame = arena.allocate(2048);
            frame.copyFrom(MemorySegment.ofArray(TestEal.frame(3)));
            final long before = Long.parseLong(TestInterface.attribute(name, "statistics/rx_packets"));
            assertEquals(0, tap.write(frame.address(), TestEal.FRAME_BYTES));
            assertEquals(before + 1, Long.parseLong(TestInterface.attribute(name, "statistics/rx_packets")));
            TestInterface.ip("addr", "add", "198.18.82.1/30", "dev", name);
            provokeArp("198.18.82.2");
            assertTrue(becomes(() -> tap.read(frame.address(), 2048) >= 42
                && frame.get(ValueLayout.JAVA_SHORT_UNALIGNED, 12) == Short.reverseBytes((short) ETHER_TYPE_ARP)), "the kernel's ARP request did not arrive");
            assertTrue(becomes(() -> tap.read(frame.address(), 2048) == 0), "an empty queue reads 0");
            assertTrue(tap.write(frame.address(), 3) < 0, "3 bytes are no frame");
        }
        assertFalse(TestInterface.exists(name), "the interface ends with its device");
    }

    @Test
    void shouldGiveAnInterfaceToOneRouterOnly() throws Exception {
        try (TestInterface veth = TestInterface.veth()) {
            final var arguments = Map.of("iface", veth.near());
            try (EthPort first = TestEal.attach("net_af_packet", "first", arguments)) {
                TestEal.assertRefused(() -> TestEal.attach("net_af_packet", "second", arguments), "the port is in use", veth.near(), "give each its own");
                assertTrue(first.info().maxRxQueues() > 0, "the first one is not harmed");
            }
            TestEal.attach("net_af_packet", "third", arguments).close();
        }
    }

    @Test
    void shouldRefuseATapWhoseNameIsTaken() throws Exception {
        final String name = TestInterface.name("p");
        try (TapDevice tap = TapDevice.open(name, MAC, 1500)) {
            TestEal.assertRefused(() -> TapDevice.open(name, MAC, 1500), "TAP " + name, "busy (-16)", "choose another name with `punt tap NAME`");
            assertTrue(TestInterface.exists(tap.name()), "the first one is not harmed");
        }
        try (TestInterface veth = TestInterface.veth()) {
            TestEal.assertRefused(() -> TapDevice.open(veth.near(), MAC, 1500), veth.near(), "busy (-16)", "an interface has that name already");
        }
        TestEal.assertRefused(() -> TapDevice.open("e8t-sixteen-char", MAC, 1500), "e8t-sixteen-char", "at most 15 characters");
    }

    @Test
    void shouldLeaveNoTapWhenSettingItUpFails() {
        final String name = TestInterface.name("p");

        TestEal.assertRefused(() -> TapDevice.open(name, MAC, 10), "cannot create TAP " + name, "(-22)");
        assertFalse(TestInterface.exists(name));
    }

    private EthPort afPacket(final String name, final String queuePairs) {
        return afPacket(name, queuePairs, 1);
    }

    private EthPort afPacket(final String name, final String queuePairs, final int queues) {
        final EthPort port = TestEal.attach("net_af_packet", name, Map.of("iface", name, "qpairs", queuePairs));
        port.start(TestEal.settings(queues), pool);
        return port;
    }

    private static int flags(final String name) throws IOException {
        return Integer.decode(TestInterface.attribute(name, "flags"));
    }

    private static long mac(final String name) throws IOException {
        return Long.parseLong(TestInterface.attribute(name, "address").replace(":", ""), 16);
    }

    /** An address on the link that nobody has: the kernel asks for it. */
    private static void provokeArp(final String address) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(address), 9));
        }
    }

    /** A question that may have to wait for the kernel. */
    @FunctionalInterface
    private interface Question {
        boolean ask() throws Exception;
    }

    private static boolean becomes(final Question question) throws Exception {
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        while (!question.ask()) {
            if (deadlineNs - System.nanoTime() <= 0) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }
}
