// SPDX-License-Identifier: Apache-2.0
// A link over an AF_PACKET socket of the Linux kernel.
package io.eightfold.host.link;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Sends and receives every EtherType on one interface of the calling process's network namespace (packet(7)). Frames that leave the machine
 * through the same interface are not received back ({@code PACKET_IGNORE_OUTGOING}, Linux 4.20), unless {@link #receiveOutgoing} asks for them. Frames with a VLAN tag are left alone: the kernel
 * takes the tag out of the frame, and without it another VLAN's traffic would look like ours.
 * <p>Thread: session, one owner; {@link #close} may come from another once the owner has stopped, {@link #missedFrames} at any time before.
 */
public final class PacketSocketLink implements RawLink {
    private static final int ETH_P_ALL = 0x0003;
    private static final int ARPHRD_ETHER = 1;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
    private static final int INTERFACE_NAME_CAPACITY = 16;

    /*  struct tpacket_auxdata, behind a 16-byte cmsghdr:
     *  | status u32 | len u32 | snaplen u32 | mac u16 | net u16 | vlan_tci u16 | vlan_tpid u16 |  */
    private static final long CONTROL_LENGTH = 16 + 20 + 4;
    private static final long CONTROL_LEVEL = 8;
    private static final long CONTROL_TYPE = 12;
    private static final long AUXDATA_STATUS = 16;
    private static final int TP_STATUS_CSUMNOTREADY = 1 << 3;
    private static final int TP_STATUS_VLAN_VALID = 1 << 4;

    /*  struct msghdr on 64-bit Linux:
     *  | name ptr | namelen u32, pad | iov ptr | iovlen u64 | control ptr | controllen u64 | flags u32, pad |  */
    private static final long MESSAGE_LENGTH = 56;
    private static final long MESSAGE_NAME = 0;
    private static final long MESSAGE_NAME_LENGTH = 8;
    private static final long MESSAGE_IOV = 16;
    private static final long MESSAGE_IOV_COUNT = 24;
    private static final long MESSAGE_CONTROL = 32;
    private static final long MESSAGE_CONTROL_LENGTH = 40;

    /*  struct sockaddr_ll: | family u16 | protocol be16 | ifindex u32 | hatype u16 | pkttype u8 | halen u8 | addr 8 |  */
    private static final int LINK_ADDRESS_LENGTH = 20;
    private static final long LINK_ADDRESS_PACKET_TYPE = 10;
    private static final byte PACKET_OUTGOING = 4;

    /*  struct ifreq: | name 16 | union 24 |  */
    private static final long IFREQ_LENGTH = 40;
    private static final long IFREQ_VALUE = 16;

    // Automatic: the few small segments live as long as this object, so no failing constructor can leak them.
    private final Arena arena = Arena.ofAuto();
    private final LinuxSockets libc = new LinuxSockets(arena);
    private final MemorySegment pollDescriptor = arena.allocate(8, 4);
    private final MemorySegment message = arena.allocate(MESSAGE_LENGTH, 8);
    private final MemorySegment ioVector = arena.allocate(16, 8);
    private final MemorySegment control = arena.allocate(CONTROL_LENGTH, 8);
    private final MemorySegment sender = arena.allocate(LINK_ADDRESS_LENGTH, 4);
    // Whoever asks for statistics is not the owner; the captured errno of libc's calls is.
    private final LinuxSockets statisticsLibc = new LinuxSockets(arena);
    /** struct tpacket_stats: | packets u32 | drops u32 |, and its length. */
    private final MemorySegment statistics = arena.allocate(8, 4);
    private final MemorySegment statisticsLength = arena.allocate(4, 4);
    private final String interfaceName;
    private final int fd;
    private final long mac;
    private final int mtu;
    private boolean checksumPending;
    private long missedFrames;
    private boolean closed;

    private PacketSocketLink(String interfaceName, int receiveBufferBytes) {
        this.interfaceName = interfaceName;
        int index = interfaceIndex();
        this.fd = check("open a packet socket", libc.socket(LinuxSockets.AF_PACKET, LinuxSockets.SOCK_RAW | LinuxSockets.SOCK_CLOEXEC, 0));
        try {
            this.mac = readMac();
            this.mtu = readMtu("read its MTU");
            prepareMessage();
            setReceiveBuffer(receiveBufferBytes);
            setOption(LinuxSockets.SOL_PACKET, LinuxSockets.PACKET_IGNORE_OUTGOING, 1);
            setOption(LinuxSockets.SOL_PACKET, LinuxSockets.PACKET_AUXDATA, 1);
            // The socket was opened with protocol 0, so nothing arrives before this bind names the interface.
            bindTo(index);
        } catch (LinkException e) {
            libc.close(fd);
            throw e;
        }
    }

    /**
     * Opens a packet socket on an interface of the current network namespace.
     *
     * @throws LinkException if there is no such interface, it is not Ethernet, or the process lacks CAP_NET_RAW
     */
    public static PacketSocketLink open(String interfaceName) {
        return open(interfaceName, RECEIVE_BUFFER_BYTES);
    }

    /**
     * As {@link #open(String)}, on an interface of another network namespace. A socket stays in the namespace it was opened in, so only a short-lived
     * thread has to go there.
     *
     * @param namespace          file of the namespace, such as {@code /run/netns/NAME}
     * @param receiveBufferBytes what the kernel keeps for a receiver that is late; root gets it beyond {@code net.core.rmem_max} too
     * @throws LinkException if the namespace cannot be entered (it takes CAP_SYS_ADMIN), or as {@link #open(String)}
     */
    public static PacketSocketLink open(Path namespace, String interfaceName, int receiveBufferBytes) {
        return NamespaceEntry.call(namespace, () -> open(interfaceName, receiveBufferBytes));
    }

    private static PacketSocketLink open(String interfaceName, int receiveBufferBytes) {
        if (interfaceName.isEmpty() || interfaceName.length() >= INTERFACE_NAME_CAPACITY) {
            throw new LinkException("interface name '" + interfaceName + "' has " + interfaceName.length()
                + " characters; Linux allows 1 to 15, see 'ip link'");
        }
        return new PacketSocketLink(interfaceName, receiveBufferBytes);
    }

    @Override
    public int receive(long address, int capacityBytes, long timeoutMs) {
        int lengthBytes = receiveNow(address, capacityBytes);
        if (lengthBytes != 0 || timeoutMs <= 0) {
            return lengthBytes;
        }
        int ready = libc.poll(pollDescriptor, 1, (int) Math.min(timeoutMs, Integer.MAX_VALUE));
        if (ready == -LinuxSockets.EINTR || ready == 0) {
            return 0;
        }
        check("wait for frames", ready);
        return receiveNow(address, capacityBytes);
    }

    private int receiveNow(long address, int capacityBytes) {
        ioVector.set(JAVA_LONG, 0, address);
        ioVector.set(JAVA_LONG, 8, capacityBytes);
        message.set(JAVA_LONG, MESSAGE_CONTROL_LENGTH, CONTROL_LENGTH);
        message.set(JAVA_INT, MESSAGE_NAME_LENGTH, LINK_ADDRESS_LENGTH);
        int lengthBytes = libc.receive(fd, message, LinuxSockets.MSG_DONTWAIT);
        if (lengthBytes == -LinuxSockets.ENETDOWN) {
            // Reported once, when the interface goes down or away. If it is still there, the socket works again when it comes up.
            readMtu("receive");
            return 0;
        }
        if (lengthBytes == -LinuxSockets.EAGAIN || lengthBytes == -LinuxSockets.EINTR) {
            return 0;
        }
        check("receive", lengthBytes);
        int status = auxiliaryStatus();
        checksumPending = (status & TP_STATUS_CSUMNOTREADY) != 0;
        return (status & TP_STATUS_VLAN_VALID) != 0 ? 0 : lengthBytes;
    }

    private int auxiliaryStatus() {
        boolean present = message.get(JAVA_LONG, MESSAGE_CONTROL_LENGTH) >= AUXDATA_STATUS + 4
            && control.get(JAVA_INT, CONTROL_LEVEL) == LinuxSockets.SOL_PACKET
            && control.get(JAVA_INT, CONTROL_TYPE) == LinuxSockets.PACKET_AUXDATA;
        return present ? control.get(JAVA_INT, AUXDATA_STATUS) : 0;
    }

    @Override
    public boolean isChecksumPending() {
        return checksumPending;
    }

    /**
     * From here on frames are received too that others of this machine send through the interface; those of this link itself are not.
     *
     * @throws LinkException if the kernel refuses
     */
    public void receiveOutgoing() {
        setOption(LinuxSockets.SOL_PACKET, LinuxSockets.PACKET_IGNORE_OUTGOING, 0);
    }

    /** Whether the frame received last was on its way out, see {@link #receiveOutgoing}. */
    public boolean isOutgoing() {
        return sender.get(JAVA_BYTE, LINK_ADDRESS_PACKET_TYPE) == PACKET_OUTGOING;
    }

    /**
     * Frames the kernel could not keep because the receive buffer was full, since the socket was opened: lost here, not on the way.
     * <p>Thread: any.
     */
    public synchronized long missedFrames() {
        statisticsLength.set(JAVA_INT, 0, (int) statistics.byteSize());
        check("read its statistics", statisticsLibc.option(fd, LinuxSockets.SOL_PACKET, LinuxSockets.PACKET_STATISTICS, statistics, statisticsLength));
        // Reading sets the kernel's counters to 0.
        missedFrames += statistics.get(JAVA_INT, 4) & 0xFFFF_FFFFL;
        return missedFrames;
    }

    @Override
    public void send(long address, int lengthBytes) {
        check("send", libc.send(fd, address, lengthBytes));
    }

    @Override
    public long mac() {
        return mac;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            libc.close(fd);
        }
    }

    private int interfaceIndex() {
        return check("find it", libc.interfaceIndex(arena.allocateFrom(interfaceName)));
    }

    private long readMac() {
        MemorySegment request = interfaceRequest();
        check("read its MAC address", libc.ioctl(fd, LinuxSockets.SIOCGIFHWADDR, request));
        int hardwareType = request.get(JAVA_SHORT, IFREQ_VALUE) & 0xFFFF;
        if (hardwareType != ARPHRD_ETHER) {
            throw new LinkException("interface " + interfaceName + " has hardware type " + hardwareType
                + ", and the host speaks Ethernet (type 1) only; choose another interface");
        }
        long value = 0;
        for (int i = 0; i < 6; i++) {
            value = value << 8 | request.get(JAVA_BYTE, IFREQ_VALUE + 2 + i) & 0xFF;
        }
        return value;
    }

    private int readMtu(String action) {
        MemorySegment request = interfaceRequest();
        check(action, libc.ioctl(fd, LinuxSockets.SIOCGIFMTU, request));
        return request.get(JAVA_INT, IFREQ_VALUE);
    }

    private MemorySegment interfaceRequest() {
        MemorySegment request = arena.allocate(IFREQ_LENGTH, 8);
        request.setString(0, interfaceName);
        return request;
    }

    private void prepareMessage() {
        pollDescriptor.set(JAVA_INT, 0, fd);
        pollDescriptor.set(JAVA_SHORT, 4, LinuxSockets.POLLIN);
        message.set(JAVA_LONG, MESSAGE_NAME, sender.address());
        message.set(JAVA_LONG, MESSAGE_IOV, ioVector.address());
        message.set(JAVA_LONG, MESSAGE_IOV_COUNT, 1);
        message.set(JAVA_LONG, MESSAGE_CONTROL, control.address());
    }

    /** Without CAP_NET_ADMIN the limit of {@code net.core.rmem_max} holds, and the kernel gives what it may. */
    private void setReceiveBuffer(int bytes) {
        MemorySegment holder = arena.allocate(JAVA_INT);
        holder.set(JAVA_INT, 0, bytes);
        if (libc.setOption(fd, LinuxSockets.SOL_SOCKET, LinuxSockets.SO_RCVBUFFORCE, holder) < 0) {
            setOption(LinuxSockets.SOL_SOCKET, LinuxSockets.SO_RCVBUF, bytes);
        }
    }

    private void setOption(int level, int option, int value) {
        MemorySegment holder = arena.allocate(JAVA_INT);
        holder.set(JAVA_INT, 0, value);
        check("set socket option " + option, libc.setOption(fd, level, option, holder));
    }

    private void bindTo(int index) {
        MemorySegment address = arena.allocate(LINK_ADDRESS_LENGTH, 4);
        address.set(JAVA_SHORT, 0, (short) LinuxSockets.AF_PACKET);
        address.set(JAVA_BYTE, 2, (byte) (ETH_P_ALL >> 8));
        address.set(JAVA_BYTE, 3, (byte) ETH_P_ALL);
        address.set(JAVA_INT, 4, index);
        check("bind to it", libc.bind(fd, address));
    }

    private int check(String action, int result) {
        if (result >= 0) {
            return result;
        }
        throw new LinkException("interface " + interfaceName + ": cannot " + action + ": " + reason(-result));
    }

    private static String reason(int errno) {
        return switch (errno) {
            case LinuxSockets.EPERM, LinuxSockets.EACCES -> "no permission; run as root or with CAP_NET_RAW";
            case LinuxSockets.ENODEV -> "no such interface in this network namespace; see 'ip link'";
            case LinuxSockets.ENETDOWN -> "the interface is down; 'ip link set' it up";
            case LinuxSockets.EMSGSIZE -> "the frame is longer than the interface's MTU allows";
            case LinuxSockets.ENOBUFS -> "the interface's transmit queue is full; send less";
            default -> "error " + errno + " (errno); see packet(7)";
        };
    }
}
