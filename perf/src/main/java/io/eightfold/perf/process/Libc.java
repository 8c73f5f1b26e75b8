// SPDX-License-Identifier: Apache-2.0
// The system calls that the measurements need and Java lacks.
package io.eightfold.perf.process;

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
import java.nio.charset.StandardCharsets;

/** Calls of the C library on Linux; the numbers are the kernel's and the same on x86-64 and arm64. Thread: any. */
public final class Libc {
    /** Signal that ends a process at once, a stopped one too. */
    public static final int SIGKILL = 9;
    /** Signal that lets a stopped process run on. */
    public static final int SIGCONT = 18;
    /** Signal that stops all threads of a process. */
    public static final int SIGSTOP = 19;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle KILL = function("kill", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SET_AFFINITY = function("sched_setaffinity",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle SOCKET = function("socket",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CONNECT = function("connect",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle SET_OPTION = function("setsockopt", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle SEND = function("send",
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle RECEIVE = function("recv",
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SUN_PATH_CAPACITY = 108;
    private static final int MASK_BYTES = 128;

    private Libc() {
    }

    /** Sends a signal to a process. */
    public static void kill(final long pid, final int signal) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            check("kill(" + pid + ", " + signal + ")", (int) KILL.invokeExact(state, (int) pid, signal), state);
        } catch (final Throwable fault) {
            throw expected(fault);
        }
    }

    /**
     * Lets a thread run on the given CPUs only.
     * @param tid thread, 0 for the caller.
     */
    public static void setAffinity(final int tid, final int[] cpus) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            final MemorySegment mask = arena.allocate(MASK_BYTES);
            for (final int cpu : cpus) {
                mask.set(ValueLayout.JAVA_BYTE, cpu / 8, (byte) (mask.get(ValueLayout.JAVA_BYTE, cpu / 8) | 1 << cpu % 8));
            }
            check("sched_setaffinity(" + tid + ")", (int) SET_AFFINITY.invokeExact(state, tid, (long) MASK_BYTES, mask), state);
        } catch (final Throwable fault) {
            throw expected(fault);
        }
    }

    /** Connects to a Unix socket that keeps messages apart. Returns its descriptor. */
    static int connectSeqpacket(final String path, final int timeoutMs) throws IOException {
        final byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= SUN_PATH_CAPACITY) {
            throw new IOException("the path of a Unix socket has at most " + (SUN_PATH_CAPACITY - 1) + " bytes, this one " + name.length + ": " + path
                + "; set -Djava.io.tmpdir to a shorter directory");
        }
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            final MemorySegment address = arena.allocate(2 + SUN_PATH_CAPACITY, 8);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
            final MemorySegment timeout = arena.allocate(ValueLayout.JAVA_LONG, 2);
            timeout.setAtIndex(ValueLayout.JAVA_LONG, 0, timeoutMs / 1000);
            timeout.setAtIndex(ValueLayout.JAVA_LONG, 1, timeoutMs % 1000 * 1000L);
            final int socket = check("socket", (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_SEQPACKET, 0), state);
            try {
                check("setsockopt", (int) SET_OPTION.invokeExact(state, socket, SOL_SOCKET, SO_RCVTIMEO, timeout, (int) timeout.byteSize()), state);
                check("connect " + path, (int) CONNECT.invokeExact(state, socket, address, (int) address.byteSize()), state);
            } catch (final IOException e) {
                close(socket);
                throw e;
            }
            return socket;
        } catch (final Throwable fault) {
            throw expected(fault);
        }
    }

    /** Sends one message. */
    static void send(final int socket, final byte[] message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            final MemorySegment bytes = arena.allocate(message.length);
            MemorySegment.copy(message, 0, bytes, ValueLayout.JAVA_BYTE, 0, message.length);
            check("send", (int) (long) SEND.invokeExact(state, socket, bytes, (long) message.length, 0), state);
        } catch (final Throwable fault) {
            throw expected(fault);
        }
    }

    /** Receives one message; empty when the other side closed. */
    static byte[] receive(final int socket, final int capacity) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment state = arena.allocate(STATE);
            final MemorySegment bytes = arena.allocate(capacity);
            final int length = check("recv", (int) (long) RECEIVE.invokeExact(state, socket, bytes, (long) capacity, 0), state);
            return bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } catch (final Throwable fault) {
            throw expected(fault);
        }
    }

    /** Closes a descriptor; that it was closed already is no failure. */
    static void close(final int socket) {
        try (Arena arena = Arena.ofConfined()) {
            final int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), socket);
        } catch (final Throwable fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static int check(final String call, final int result, final MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed with errno " + (int) ERRNO.get(state, 0L));
        }
        return result;
    }

    /** What {@code invokeExact} declares, reduced to what can happen. */
    private static IOException expected(final Throwable fault) {
        if (fault instanceof IOException failure) {
            return failure;
        }
        if (fault instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(fault);
    }

    private static MethodHandle function(final String name, final FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
    }
}
