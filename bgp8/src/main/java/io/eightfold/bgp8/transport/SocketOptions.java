// SPDX-License-Identifier: Apache-2.0
// Socket options that the JDK does not know.
package io.eightfold.bgp8.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.nio.channels.Channel;
import java.nio.charset.StandardCharsets;

/**
 * Socket options that the JDK does not know: TCP MD5 signatures, TTL and its minimum, and what the kernel knows of a connection. Constants and layouts are those of Linux
 * ({@code asm-generic/socket.h}, {@code linux/in.h}, {@code linux/tcp.h}); they are part of its binary interface and never
 * change. Sockets must be of the family INET: what the JDK opens without a family is IPv6, and the kernel wants addresses of another form then. Thread: any.
 */
public final class SocketOptions {
    /** Bytes of a password at most. Source: {@code TCP_MD5SIG_MAXKEYLEN}. */
    public static final int MAX_PASSWORD_BYTES = 80;
    /** Where every TTL begins that GTSM trusts. Source: RFC 5082 §3. */
    private static final int MAX_TTL = 255;
    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_MINTTL = 21;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int TCP_MD5SIG = 14;
    /** DSCP CS6, network control. Source: RFC 4594 §3.1. */
    private static final int TOS_CS6 = 0xC0;
    private static final int AF_INET = 2;
    private static final int ADDRESS_BYTES = 128;
    /** sockaddr_storage 128, flags 1, prefix length 1, key length 2, interface 4, key 80. */
    private static final int MD5SIG_BYTES = ADDRESS_BYTES + 8 + MAX_PASSWORD_BYTES;
    private static final int INFO_BYTES = 256;
    private static final ValueLayout.OfInt BIG_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE = ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final FunctionDescriptor CALL = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
        ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    private static final FunctionDescriptor SET = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
        ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle SETSOCKOPT = handle("setsockopt", SET);
    private static final MethodHandle GETSOCKOPT = handle("getsockopt", CALL);

    private SocketOptions() {
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(final String name, final FunctionDescriptor descriptor) {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(() -> new IllegalStateException("no function " + name + " in the C library")), descriptor,
            Linker.Option.captureCallState("errno"));
    }

    /**
     * Signs segments to an address and wants those from it signed: on a socket before it connects, on a listening one for each neighbour. Source: RFC 2385.
     *
     * @param address  IPv4
     * @param password null takes the signature away
     * @throws IOException with the reason of the kernel
     */
    public static void md5(final Channel socket, final int address, final String password) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment option = arena.allocate(MD5SIG_BYTES);
            option.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
            option.set(BIG_INT, 4, address);
            final byte[] key = password == null ? new byte[0] : password.getBytes(StandardCharsets.UTF_8);
            if (key.length > MAX_PASSWORD_BYTES) {
                throw new IOException("a password of " + key.length + " bytes is above the " + MAX_PASSWORD_BYTES + " of TCP MD5");
            }
            option.set(ValueLayout.JAVA_SHORT, ADDRESS_BYTES + 2, (short) key.length);
            MemorySegment.copy(key, 0, option, ValueLayout.JAVA_BYTE, ADDRESS_BYTES + 8, key.length);
            set(socket, IPPROTO_TCP, TCP_MD5SIG, option, "TCP_MD5SIG");
        }
    }

    /** TTL of packets sent. */
    public static void ttl(final Channel socket, final int ttl) throws IOException {
        set(socket, IPPROTO_IP, IP_TTL, ttl, "IP_TTL");
    }

    /** Marks packets as network control. */
    public static void networkControl(final Channel socket) throws IOException {
        set(socket, IPPROTO_IP, IP_TOS, TOS_CS6, "IP_TOS");
    }

    /** Sends with the highest TTL and takes packets only from so many hops away. Source: RFC 5082 §3. @param hops 1 for a neighbour on the link, 256 for no limit */
    public static void ttlSecurity(final Channel socket, final int hops) throws IOException {
        ttl(socket, MAX_TTL);
        set(socket, IPPROTO_IP, IP_MINTTL, MAX_TTL + 1 - hops, "IP_MINTTL");
    }

    /** What the kernel knows of a connection. */
    public static TcpInfo info(final Channel socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment info = arena.allocate(INFO_BYTES);
            final MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, INFO_BYTES);
            final MemorySegment state = arena.allocate(ERRNO);
            final int result = (int) GETSOCKOPT.invokeExact(state, descriptor(socket), IPPROTO_TCP, TCP_INFO, info, length);
            if (result != 0) {
                throw failed("TCP_INFO", (int) ERRNO_VALUE.get(state, 0L));
            }
            // Offsets of struct tcp_info; a kernel that knows fewer fields leaves the rest 0.
            return new TcpInfo(info.get(ValueLayout.JAVA_INT, 68), info.get(ValueLayout.JAVA_INT, 72), info.get(ValueLayout.JAVA_INT, 148),
                info.get(ValueLayout.JAVA_INT, 100) & 0xFFFF_FFFFL, info.get(ValueLayout.JAVA_INT, 136) & 0xFFFF_FFFFL, info.get(ValueLayout.JAVA_INT, 80),
                info.get(ValueLayout.JAVA_INT, 16), info.get(ValueLayout.JAVA_INT, 24), info.get(ValueLayout.JAVA_LONG, 120), info.get(ValueLayout.JAVA_INT, 144) & 0xFFFF_FFFFL);
        } catch (final IOException | RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(final Channel socket, final int level, final int name, final int value, final String word) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            set(socket, level, name, arena.allocateFrom(ValueLayout.JAVA_INT, value), word);
        }
    }

    private static void set(final Channel socket, final int level, final int name, final MemorySegment value, final String word) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(ERRNO);
            final int result = (int) SETSOCKOPT.invokeExact(state, descriptor(socket), level, name, value, (int) value.byteSize());
            if (result != 0) {
                throw failed(word, (int) ERRNO_VALUE.get(state, 0L));
            }
        } catch (final IOException | RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static IOException failed(final String option, final int errno) {
        final String remedy = switch (errno) {
            case 1 -> "EPERM: run with CAP_NET_ADMIN";
            case 2 -> "ENOENT: there is no such key";
            case 12 -> "ENOMEM: raise net.core.optmem_max";
            case 22 -> "EINVAL: the kernel does not take this value";
            case 92 -> "ENOPROTOOPT: the kernel was built without it";
            default -> "errno " + errno;
        };
        return new IOException("socket option " + option + " was refused: " + remedy);
    }

    /** The number that the kernel knows the socket by: the JDK has it and does not tell. Needs {@code --add-opens java.base/sun.nio.ch}, see config/jvm.options. */
    private static int descriptor(final Channel socket) {
        try {
            for (Class<?> type = socket.getClass(); type != null; type = type.getSuperclass()) {
                for (final Class<?> kind : type.getInterfaces()) {
                    if ("sun.nio.ch.SelChImpl".equals(kind.getName())) {
                        final Method getter = kind.getMethod("getFDVal");
                        getter.setAccessible(true);
                        return (int) getter.invoke(socket);
                    }
                }
            }
            throw new IllegalArgumentException(socket.getClass() + " is no socket channel of the JDK");
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
