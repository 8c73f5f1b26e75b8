// SPDX-License-Identifier: Apache-2.0
// The few libc calls a packet socket needs, bound through the foreign function interface.
package io.eightfold.host.link;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * libc's socket calls on 64-bit Linux. Every call that can fail returns the C result, or the negated {@code errno}, as kernel code does; nothing
 * is thrown. {@code errno} must be captured by the linker: the JVM may change it between two downcalls.
 * <p>Thread: session, one owner for each instance, because the captured {@code errno} lives in it.
 */
final class LinuxSockets {
    static final int AF_PACKET = 17;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SO_RCVBUFFORCE = 33;
    static final int SOL_PACKET = 263;
    static final int PACKET_STATISTICS = 6;
    static final int PACKET_AUXDATA = 8;
    static final int PACKET_IGNORE_OUTGOING = 23;
    static final int MSG_DONTWAIT = 0x40;
    static final short POLLIN = 1;
    static final int O_RDONLY_CLOEXEC = 0x80000;
    static final int CLONE_NEWNET = 0x4000_0000;
    static final long SIOCGIFMTU = 0x8921;
    static final long SIOCGIFHWADDR = 0x8927;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int EMSGSIZE = 90;
    static final int ENETDOWN = 100;
    static final int ENOBUFS = 105;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND = bind("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
        bind("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
        bind("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle RECVMSG = bind("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    // The frame's address is passed as a plain long: it comes from Memory, and a pointer is an integer in both 64-bit calling conventions.
    private static final MethodHandle SEND = bind("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle POLL = bind("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle IF_NAMETOINDEX = bind("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle IOCTL =
        bind("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle OPEN =
        bind("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = bind("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final MemorySegment callState;

    LinuxSockets(Arena arena) {
        this.callState = arena.allocate(CALL_STATE);
    }

    int socket(int domain, int type, int protocol) {
        try {
            return result((int) SOCKET.invokeExact(callState, domain, type, protocol));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int bind(int fd, MemorySegment socketAddress) {
        try {
            return result((int) BIND.invokeExact(callState, fd, socketAddress, (int) socketAddress.byteSize()));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int setOption(int fd, int level, int option, MemorySegment value) {
        try {
            return result((int) SETSOCKOPT.invokeExact(callState, fd, level, option, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** @param length of {@code value}, an int that the kernel reads and writes */
    int option(int fd, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            return result((int) GETSOCKOPT.invokeExact(callState, fd, level, option, value, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int receive(int fd, MemorySegment messageHeader, int flags) {
        try {
            return result((int) (long) RECVMSG.invokeExact(callState, fd, messageHeader, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int send(int fd, long address, int lengthBytes) {
        try {
            return result((int) (long) SEND.invokeExact(callState, fd, address, (long) lengthBytes, 0));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int poll(MemorySegment descriptors, long count, int timeoutMs) {
        try {
            return result((int) POLL.invokeExact(callState, descriptors, count, timeoutMs));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int interfaceIndex(MemorySegment name) {
        try {
            // 0 is this call's failure value.
            int index = (int) IF_NAMETOINDEX.invokeExact(callState, name);
            return index == 0 ? -errno() : index;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int ioctl(int fd, long request, MemorySegment argument) {
        try {
            return result((int) IOCTL.invokeExact(callState, fd, request, argument));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int open(MemorySegment path, int flags) {
        try {
            return result((int) OPEN.invokeExact(callState, path, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Moves the calling thread to the namespace behind the descriptor. */
    int enterNamespace(int fd, int type) {
        try {
            return result((int) SETNS.invokeExact(callState, fd, type));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int close(int fd) {
        try {
            return result((int) CLOSE.invokeExact(callState, fd));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private int result(int value) {
        return value < 0 ? -errno() : value;
    }

    private int errno() {
        return (int) ERRNO.get(callState, 0L);
    }

    // "restricted": a wrong descriptor could crash the JVM; the descriptors above are those of the man pages.
    @SuppressWarnings("restricted")
    private static MethodHandle bind(String name, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(more, 0, options, 1, more.length);
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** A downcall itself never throws; only a wrong descriptor in this file could. */
    private static IllegalStateException unexpected(Throwable cause) {
        return new IllegalStateException("libc downcall with a wrong signature; this is a bug in LinuxSockets", cause);
    }
}
